"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useEffectEvent, useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { liveVendors, type FlsArea } from "@/lib/features/storage/constants";
import { setCustomRecordingInput, type SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { LiveVendorOption, StorageCell, StorageProfile } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Form, FormActions, FormField, FormSelect } from "../../ui/form";
import { FieldGroup } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { RadioCards } from "../../ui/radio-cards";
import { CheckForm } from "./check-form";
import { cellValues } from "./form-values";
import { AreaAdvice, StorageFields } from "./storage-fields";

type Values = SetCustomRecordingInput;

/** Where the files of an entry point go and in which formats. What is entered is reviewed before anything is sent. */
export function CellForm({
  projectId,
  cell,
  profiles,
  vendors,
  canCheck,
  onDirtyChange,
  onReview,
}: {
  projectId: string;
  cell: StorageCell;
  profiles: readonly StorageProfile[];
  vendors: readonly LiveVendorOption[];
  canCheck: boolean;
  /** Told whether something was entered; also when the form goes. */
  onDirtyChange: (isDirty: boolean) => void;
  onReview: (input: Values) => void;
}) {
  const [start] = useState(() => cellValues(projectId, cell, profiles, vendors));
  const form = useForm<Values>({
    resolver: zodResolver(setCustomRecordingInput),
    mode: "onTouched",
    defaultValues: start,
  });
  const { isDirty } = form.formState;
  const report = useEffectEvent(onDirtyChange);
  useEffect(() => {
    report(isDirty);
    return () => report(false);
  }, [isDirty]);
  const [source, isHls, isMp4] = useWatch({ control: form.control, name: ["source", "isHlsEnabled", "isMp4Enabled"] });
  const keys = cell.wanted?.storage ?? null;
  return (
    <Form form={form} onSubmit={onReview}>
      <FieldGroup label="Formats">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <Checkbox
            {...form.register("isHlsEnabled")}
            label="HLS"
            hint="A playlist and slices, while the stream runs"
          />
          <Checkbox {...form.register("isMp4Enabled")} label="MP4" hint="One file, when the stream ends" />
        </div>
      </FieldGroup>
      {!isHls && !isMp4 && (
        <Notice tone="warning">With neither format nothing is recorded, as far as Agora's pages tell.</Notice>
      )}
      <FormField<Values> name="source" label="Storage" isGroup>
        <RadioCards
          options={sources.map((option) => ({
            ...option,
            isDisabled: option.value === "keep" && !start.hasStorage,
            hint:
              option.value === "keep" && !start.hasStorage ? "The first configuration needs the storage" : option.hint,
          }))}
          columns={3}
          inputProps={form.register("source")}
        />
      </FormField>
      {source === "profile" && <ProfileField {...{ form, profiles, vendors }} flsArea={cell.flsArea} />}
      {source === "values" && <StorageFields {...{ form, vendors, keys }} flsArea={cell.flsArea} />}
      {canCheck && <CheckForm form={form} canCheckKept={cell.storedKeysId !== null} />}
      <FormActions>
        <Button type="submit" variant="primary">
          Review the change
        </Button>
      </FormActions>
    </Form>
  );
}

/** One of the named profiles, with where it leads. */
function ProfileField({
  form,
  profiles,
  vendors,
  flsArea,
}: {
  form: UseFormReturn<Values>;
  profiles: readonly StorageProfile[];
  vendors: readonly LiveVendorOption[];
  flsArea: FlsArea;
}) {
  const chosenId = useWatch({ control: form.control, name: "profileId" });
  const chosen = profiles.find(({ profileId }) => profileId === chosenId);
  const provider = vendors.find(({ vendor }) => vendor === chosen?.vendor);
  const region = provider?.regions.find(({ number }) => number === chosen?.storageRegion);
  return (
    <>
      <FormField<Values>
        name="profileId"
        label="Storage profile"
        hint="Its present values and keys are sent. A later change of the profile changes nothing here."
        isRequired
      >
        <FormSelect<Values>
          name="profileId"
          placeholder={profiles.length === 0 ? "There is none yet" : "Choose a profile"}
          options={profiles.map(({ profileId, name, vendor, bucket }) => {
            const isUsable = liveVendors.some((known) => known === vendor);
            return {
              value: profileId,
              label: name,
              hint: isUsable ? bucket : "Live streaming cannot write to this provider",
              isDisabled: !isUsable,
            };
          })}
        />
      </FormField>
      {chosen && (
        <p className="-mt-3 text-xs text-muted">
          {[provider?.name, region?.name].filter(Boolean).join(", ")} <span className="font-mono">{chosen.bucket}</span>
        </p>
      )}
      <AreaAdvice {...{ region, flsArea }} />
    </>
  );
}

const sources = [
  { value: "keep", label: "Leave as it is", hint: "Only the formats change" },
  { value: "profile", label: "Named profile", hint: "A place this project knows" },
  { value: "values", label: "New values", hint: "Provider, region, bucket and keys" },
] as const;
