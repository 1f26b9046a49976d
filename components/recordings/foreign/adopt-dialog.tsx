"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ulid } from "ulid";
import type { z } from "zod";
import { adoptRecordingMutation, recordingsKey } from "@/lib/features/recordings/queries";
import { adoptRecordingInput } from "@/lib/features/recordings/schema/foreign";
import type { ForeignRecording } from "@/lib/features/recordings/types";
import { FormField, FormSearchSelect, FormSelect } from "../../ui/form";
import { Input } from "../../ui/input";
import { UpdateDialog } from "../detail/update-dialog";
import { modeNames } from "../mode-words";
import type { StorageChoice } from "../start/types";

type Values = z.input<typeof adoptRecordingInput>;

/** Takes over a recording that was started elsewhere, by the ids that name it at Agora. */
export function AdoptDialog({
  projectId,
  foreign,
  profiles,
  onClose,
}: {
  projectId: string;
  /** The one from the list that is taken over; null when its ids are typed. */
  foreign: ForeignRecording | null;
  profiles: readonly StorageChoice[];
  onClose: () => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const [recordingId] = useState(() => ulid());
  const form = useForm<Values>({
    resolver: zodResolver(adoptRecordingInput),
    mode: "onTouched",
    defaultValues: {
      projectId,
      recordingId,
      mode: foreign?.isPage ? "web" : "composite",
      channelName: foreign?.channelName ?? "",
      recorderUid: foreign?.recorderUid ?? "",
      resourceId: "",
      sid: foreign?.sid ?? "",
      storageProfileId: profiles.length === 1 ? profiles[0]?.profileId : "",
    },
  });
  const { mutate, isPending, error } = useMutation({
    ...adoptRecordingMutation(),
    onSuccess: () => router.push(`/recordings/${recordingId}`),
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  return (
    <UpdateDialog
      size="md"
      title="Adopt a recording"
      description="One that was started elsewhere is then watched and stopped here. Whoever started it was given these ids; what it was started with stays unknown."
      submitLabel="Adopt recording"
      {...{ form, isPending, error, onClose }}
      onSubmit={(values) => mutate(values)}
    >
      <FormField<Values> name="sid" label="Sid" isRequired>
        <Input {...form.register("sid")} isMono autoComplete="off" readOnly={foreign !== null} />
      </FormField>
      <FormField<Values> name="resourceId" label="Resource id" hint="From the answer to its acquire." isRequired>
        <Input {...form.register("resourceId")} isMono autoComplete="off" />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField<Values> name="channelName" label="Channel" isRequired>
          <Input {...form.register("channelName")} autoComplete="off" />
        </FormField>
        <FormField<Values> name="recorderUid" label="Recorder uid" isRequired>
          <Input {...form.register("recorderUid")} isMono autoComplete="off" inputMode="numeric" />
        </FormField>
        <FormField<Values> name="mode" label="Mode" isRequired>
          <FormSelect<Values> name="mode" options={modes} />
        </FormField>
        <FormField<Values> name="storageProfileId" label="Storage profile" hint="Where its files go." isRequired>
          <FormSearchSelect<Values>
            name="storageProfileId"
            placeholder="Choose a storage profile"
            searchPlaceholder="Search profiles"
            emptyText="No profile has this name."
            options={profiles.map(({ profileId: value, name: label, bucket: hint }) => ({ value, label, hint }))}
          />
        </FormField>
      </div>
    </UpdateDialog>
  );
}

const modes = (["composite", "individual", "web"] as const).map((value) => ({ value, label: modeNames[value] }));
