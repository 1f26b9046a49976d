"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type Resolver, useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import type { MediaKind } from "@/lib/features/recordings/constants";
import { recordingUpdate, type Subscription } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { Button } from "../../ui/button";
import { CloseButton, Dialog } from "../../ui/dialog";
import { Form } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { ChoiceFields } from "../start/choice-fields";
import { toChoice, toChoiceValues, type ChoiceValues } from "../start/form-values";
import { listErrors } from "../start/start-resolver";
import { choiceWords } from "../mode-words";
import { failureWords, refOf, useUpdate } from "./use-update";

type Values = { subscription: { audio: ChoiceValues; video: ChoiceValues } };

const input = z.object({ subscription: recordingUpdate.options[0].shape.subscription });
const check = zodResolver(input);

const resolver: Resolver<Values, unknown, { subscription: Subscription }> = async (values) => {
  const { audio, video } = values.subscription;
  const wanted = { subscription: { audio: toChoice(audio), video: toChoice(video) } };
  const { errors } = await check(wanted, undefined, { fields: {}, shouldUseNativeValidation: false });
  return Object.keys(errors).length === 0
    ? { values: input.parse(wanted), errors: {} }
    : { values: {}, errors: listErrors(errors) };
};

const formId = "streams-form";
const everyone: Subscription = { audio: { kind: "everyone" }, video: { kind: "everyone" } };

/** Changes whose sound and picture a running recording takes: both lists, as a whole. */
export function StreamsDialog({ recording, onClose }: { recording: RecordingDetail; onClose: () => void }) {
  // What was seen when the dialog was opened: a change by somebody else meanwhile is told, not overwritten.
  const [{ wanted, revision }] = useState(recording.update);
  const present = wanted.kind === "streams" ? wanted.subscription : everyone;
  const media: MediaKind = recording.config.mode === "web" ? "both" : (recording.config.media ?? "both");
  const form = useForm<Values, unknown, { subscription: Subscription }>({
    resolver,
    mode: "onTouched",
    defaultValues: { subscription: { audio: toChoiceValues(present.audio), video: toChoiceValues(present.video) } },
  });
  const [audio, video] = useWatch({
    control: form.control,
    name: ["subscription.audio.kind", "subscription.video.kind"],
  });
  const { mutate, isPending, error } = useUpdate({ words: "Streams changed", onDone: onClose });
  const failure = error === null ? null : failureWords(error);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={`Streams of ${recording.channelName}`}
      description={`Wanted now: ${summaryOf(present, media)}. Both lists are sent, and replace what is there.`}
      footer={
        <>
          <CloseButton />
          <Button type="submit" form={formId} variant="primary" isLoading={isPending}>
            Change streams
          </Button>
        </>
      }
    >
      <Form
        form={form}
        id={formId}
        onSubmit={({ subscription }) =>
          mutate({ ...refOf(recording, revision), update: { kind: "streams", subscription } })
        }
      >
        {failure !== null && (
          <Notice tone="danger" isAlert title={failure.title}>
            {failure.meaning}
          </Notice>
        )}
        {media !== "video" && (
          <ChoiceFields<Values>
            legend="Sound of"
            kind={audio}
            kindName="subscription.audio.kind"
            uidsName="subscription.audio.uids"
            canBeNobody={media === "both"}
          />
        )}
        {media !== "audio" && (
          <ChoiceFields<Values>
            legend="Picture of"
            kind={video}
            kindName="subscription.video.kind"
            uidsName="subscription.video.uids"
            canBeNobody={media === "both"}
          />
        )}
      </Form>
    </Dialog>
  );
}

function summaryOf({ audio, video }: Subscription, media: MediaKind): string {
  const parts = [
    media === "video" ? null : `sound of ${choiceWords(audio).toLowerCase()}`,
    media === "audio" ? null : `picture of ${choiceWords(video).toLowerCase()}`,
  ];
  return parts.filter(Boolean).join(", ");
}
