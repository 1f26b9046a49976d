"use client";

import { useMutation } from "@tanstack/react-query";
import { ChevronRight, RefreshCw } from "lucide-react";
import { useState } from "react";
import { previewRecordingMutation } from "@/lib/features/recordings/queries";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { Button } from "../../ui/button";
import { CodeBlock } from "../../ui/code-block";
import { CodeFormSwitch, type CodeForm } from "../../ui/code-form-switch";
import { Notice } from "../../ui/notice";
import type { StartForm } from "./channel-section";
import { toInput } from "./to-input";
import { withoutSecrets } from "./without-secrets";

/** What would be sent to Agora, made by the very code that sends it; secrets replaced. */
export function RequestPreview({ form }: { form: StartForm }) {
  const [kind, setKind] = useState<CodeForm>("json");
  const [isIncomplete, setIsIncomplete] = useState(false);
  const { mutate, data, error, isPending } = useMutation(previewRecordingMutation());
  const show = () => {
    const input = startRecordingInput.safeParse(withoutSecrets(toInput(form.getValues(), Date.now())));
    setIsIncomplete(!input.success);
    if (input.success) mutate(input.data);
    else void form.trigger(undefined, { shouldFocus: true });
  };
  return (
    <details
      onToggle={(event) => event.currentTarget.open && show()}
      className="group/preview border-t border-line pt-4"
    >
      <summary className="flex w-fit items-center gap-1.5 rounded-sm py-1 text-base font-semibold select-none">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-subtle transition-transform group-open/preview:rotate-90"
        />
        Show request
        <span className="text-sm font-normal text-muted">acquire and start as JSON and cURL, secrets replaced</span>
      </summary>
      <div className="mt-3 flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <CodeFormSwitch label="Show requests as" value={kind} onValueChange={setKind} />
          <Button size="sm" icon={<RefreshCw aria-hidden="true" />} isLoading={isPending} onClick={show}>
            Bring up to date
          </Button>
        </div>
        {isIncomplete && (
          <Notice tone="warning" isAlert>
            The request can be shown once what is marked above is corrected.
          </Notice>
        )}
        {!isIncomplete && error !== null && (
          <Notice tone="danger" isAlert title="The request could not be made">
            {error.message}
          </Notice>
        )}
        {!isIncomplete &&
          data?.map((request) => (
            <CodeBlock
              key={request.operation}
              title={request.operation}
              code={kind === "json" ? request.json : request.curl}
            />
          ))}
        <p className="text-xs text-subtle">
          The recorder's uid, the resource id and the last part of the folder are made when it is started.
        </p>
      </div>
    </details>
  );
}
