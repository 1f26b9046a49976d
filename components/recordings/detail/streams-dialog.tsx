"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type Resolver, useForm } from "react-hook-form";
import { z } from "zod";
import type { MediaKind } from "@/lib/features/recordings/constants";
import { recordingUpdate, type Subscription } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { toChoice, toChoiceValues } from "../start/form-values";
import { listErrors } from "../start/start-resolver";
import { StreamFields, type StreamValues } from "../start/stream-fields";
import { choiceWords } from "../mode-words";
import { UpdateDialog } from "./update-dialog";
import { refOf, useUpdate } from "./use-update";

const input = z.object({ subscription: recordingUpdate.options[0].shape.subscription });
const check = zodResolver(input);

const resolver: Resolver<StreamValues, unknown, { subscription: Subscription }> = async (values) => {
  const { audio, video } = values.subscription;
  const wanted = { subscription: { audio: toChoice(audio), video: toChoice(video) } };
  const { errors } = await check(wanted, undefined, { fields: {}, shouldUseNativeValidation: false });
  return Object.keys(errors).length === 0
    ? { values: input.parse(wanted), errors: {} }
    : { values: {}, errors: listErrors(errors) };
};

const everyone: Subscription = { audio: { kind: "everyone" }, video: { kind: "everyone" } };

/** Changes whose sound and picture a running recording takes: both lists, as a whole. */
export function StreamsDialog({ recording, onClose }: { recording: RecordingDetail; onClose: () => void }) {
  // What was seen when the dialog was opened: a change by somebody else meanwhile is told, not overwritten.
  const [{ wanted, revision }] = useState(recording.update);
  const present = wanted.kind === "streams" ? wanted.subscription : everyone;
  const media: MediaKind = recording.config.mode === "web" ? "both" : (recording.config.media ?? "both");
  const form = useForm<StreamValues, unknown, { subscription: Subscription }>({
    resolver,
    mode: "onTouched",
    defaultValues: { subscription: { audio: toChoiceValues(present.audio), video: toChoiceValues(present.video) } },
  });
  const { mutate, isPending, error } = useUpdate({ words: "Streams changed", onDone: onClose });
  return (
    <UpdateDialog
      size="lg"
      title={`Streams of ${recording.channelName}`}
      description={`Wanted now: ${summaryOf(present, media)}. Both lists are sent, and replace what is there.`}
      submitLabel="Change streams"
      {...{ form, isPending, error, onClose }}
      onSubmit={({ subscription }) =>
        mutate({ ...refOf(recording, revision), update: { kind: "streams", subscription } })
      }
    >
      <StreamFields media={media} />
    </UpdateDialog>
  );
}

function summaryOf({ audio, video }: Subscription, media: MediaKind): string {
  const parts = [
    media === "video" ? null : `sound of ${choiceWords(audio).toLowerCase()}`,
    media === "audio" ? null : `picture of ${choiceWords(video).toLowerCase()}`,
  ];
  return parts.filter(Boolean).join(", ");
}
