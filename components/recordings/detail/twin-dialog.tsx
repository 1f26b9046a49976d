"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ulid } from "ulid";
import { z } from "zod";
import { recordingsKey, startTwinMutation } from "@/lib/features/recordings/queries";
import { startTwinInput } from "@/lib/features/recordings/schema/foreign";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { FormField, FormSearchSelect, FormSelect } from "../../ui/form";
import type { StorageChoice } from "../start/types";
import { UpdateDialog } from "./update-dialog";

const input = z.object({
  storageProfileId: startTwinInput.shape.storageProfileId,
  serviceArea: z.enum(["any", "CN", "AP", "EU", "NA"]),
});
type Values = z.output<typeof input>;

const areas = [
  { value: "any", label: "Any, away from the first one" },
  { value: "CN", label: "Mainland China" },
  { value: "AP", label: "Asia without China" },
  { value: "EU", label: "Europe" },
  { value: "NA", label: "North America" },
];

/** Orders a second recording of the same channel, so that one survives whatever befalls the other. */
export function TwinDialog({
  recording,
  profiles,
  onClose,
}: {
  recording: RecordingDetail;
  profiles: readonly StorageChoice[];
  onClose: () => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const { projectId, recordingId, channelName, storage } = recording;
  const [twinId] = useState(() => ulid());
  const form = useForm<Values>({
    resolver: zodResolver(input),
    mode: "onTouched",
    defaultValues: { storageProfileId: storage.profileId, serviceArea: "any" },
  });
  const { mutate, isPending, error } = useMutation({
    ...startTwinMutation(),
    onSuccess: () => router.push(`/recordings/${twinId}`),
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  return (
    <UpdateDialog
      size="md"
      title={`A twin for ${channelName}`}
      description="A second recording with the same settings, a recorder uid and a folder of its own, on servers away from the first one's. Both are billed and are stopped each by itself."
      submitLabel="Start twin"
      {...{ form, isPending, error, onClose }}
      onSubmit={({ storageProfileId, serviceArea }) =>
        mutate({
          projectId,
          recordingId,
          twinId,
          storageProfileId,
          ...(serviceArea === "any" ? {} : { serviceArea }),
        })
      }
    >
      <FormField<Values>
        name="serviceArea"
        label="Service area"
        hint="With an area its bucket must lie in the same one."
        isRequired
      >
        <FormSelect<Values> name="serviceArea" options={areas} />
      </FormField>
      <FormField<Values> name="storageProfileId" label="Storage profile" isRequired>
        <FormSearchSelect<Values>
          name="storageProfileId"
          placeholder="Choose a storage profile"
          searchPlaceholder="Search profiles"
          emptyText="No profile has this name."
          options={profiles.map(({ profileId: value, name: label, place: hint }) => ({ value, label, hint }))}
        />
      </FormField>
    </UpdateDialog>
  );
}
