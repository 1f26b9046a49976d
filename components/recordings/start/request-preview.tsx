"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { previewRecordingMutation } from "@/lib/features/recordings/queries";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { RequestDetails } from "../../ui/request-details";
import type { StartForm } from "./channel-section";
import { toInput } from "./to-input";
import { withoutSecrets } from "./without-secrets";

/** What would be sent to Agora, made by the very code that sends it; secrets replaced. */
export function RequestPreview({ form }: { form: StartForm }) {
  const [isIncomplete, setIsIncomplete] = useState(false);
  const { mutate, data, error, isPending } = useMutation(previewRecordingMutation());
  const show = () => {
    const input = startRecordingInput.safeParse(withoutSecrets(toInput(form.getValues(), Date.now())));
    setIsIncomplete(!input.success);
    if (input.success) mutate(input.data);
    else void form.trigger(undefined, { shouldFocus: true });
  };
  return (
    <RequestDetails
      size="md"
      formLabel="Show requests as"
      about="acquire and start as JSON and cURL, secrets replaced"
      requests={data ?? []}
      trouble={
        isIncomplete
          ? { tone: "warning", sentence: "The request can be shown once what is marked above is corrected." }
          : error && { tone: "danger", title: "The request could not be made", sentence: error.message }
      }
      isLoading={isPending}
      onShow={show}
    >
      <p className="text-xs text-subtle">
        The recorder's uid, the resource id and the last part of the folder are made when it is started.
      </p>
    </RequestDetails>
  );
}
