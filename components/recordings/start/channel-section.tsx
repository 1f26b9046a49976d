"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { videoProfiles } from "@/lib/features/recordings/constants";
import { liveInChannelOptions } from "@/lib/features/recordings/queries";
import { channelName as channelNameSchema, type StartRecordingInput } from "@/lib/features/recordings/schema";
import { FormField, FormSection } from "../../ui/form";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { RadioCards } from "../../ui/radio-cards";
import { statusWords } from "../status-words";
import { bitrateOf, profileKey, type StartFormValues } from "./form-values";

export type StartForm = UseFormReturn<StartFormValues, unknown, StartRecordingInput>;

const descriptions = {
  composite: "Everybody who publishes in it is composed into one picture.",
  individual: "Everybody who publishes in it gets files of their own.",
};

/** Which channel, and what kind of channel it is. */
export function ChannelSection({
  form,
  projectId,
  mode,
}: {
  form: StartForm;
  projectId: string;
  mode: "composite" | "individual";
}) {
  const channel = useWatch({ control: form.control, name: "channelName" });
  return (
    <FormSection title="Channel" description={descriptions[mode]}>
      <FormField<StartFormValues>
        name="channelName"
        label="Channel"
        hint="1 to 63 characters, exactly as the app names it: capital letters and spaces count"
        isRequired
      >
        <Input {...form.register("channelName")} autoComplete="off" autoCapitalize="off" spellCheck={false} />
      </FormField>
      <AlreadyRecorded projectId={projectId} channel={channel} />
      <FormField<StartFormValues>
        name="channelProfile"
        label="Channel profile"
        hint="Must be the profile that the people in the channel use, or nobody is recorded."
        isGroup
      >
        <RadioCards
          inputProps={form.register("channelProfile", {
            // A row of the table keeps its meaning: its bitrate is that of the new profile.
            onChange: () => keepRow(form),
          })}
          options={[
            { value: "communication", label: "Communication", hint: "Everybody may speak: calls, classes" },
            { value: "live", label: "Live", hint: "Hosts publish, an audience watches" },
          ]}
        />
      </FormField>
    </FormSection>
  );
}

function keepRow(form: StartForm): void {
  const { video, channelProfile } = form.getValues();
  const row = videoProfiles.find((candidate) => profileKey(candidate) === profileKey(video));
  const wasOfTable = row && (video.bitrateKbps === row.baseKbps || video.bitrateKbps === row.liveKbps);
  if (row && wasOfTable) form.setValue("video.bitrateKbps", bitrateOf(row, channelProfile), { shouldValidate: true });
}

/** Says so where the channel is being recorded now: another recording is possible, and billed of its own. */
function AlreadyRecorded({ projectId, channel }: { projectId: string; channel: string }) {
  const settled = useSettled(channel);
  const { data } = useQuery(
    liveInChannelOptions(projectId, channelNameSchema.safeParse(settled).success ? settled : ""),
  );
  const running = settled === channel ? data?.[0] : undefined;
  if (running === undefined) return null;
  return (
    <Notice tone="warning" title="This channel is being recorded already">
      <Link href={`/recordings/${running.recordingId}`} className="font-medium underline">
        {statusWords[running.status].word}, ordered by {running.createdBy}
      </Link>
      . Another recording of it is possible; it is billed of its own.
    </Notice>
  );
}

const settleMs = 350;

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timeout = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timeout);
  }, [text]);
  return settled;
}
