"use client";

import { useWatch } from "react-hook-form";
import { ButtonLink } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { FieldGroup } from "../../ui/field";
import { FormField, FormSearchSelect, FormSection } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { Input } from "../../ui/input";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";
import type { StorageChoice } from "./types";

/** Where the files go and in which forms. */
export function StorageSection({ form, profiles }: { form: StartForm; profiles: readonly StorageChoice[] }) {
  const [profileId, mode, withMp4] = useWatch({
    control: form.control,
    name: ["storageProfileId", "mode", "withMp4"],
  });
  const chosen = profiles.find((profile) => profile.profileId === profileId);
  return (
    <FormSection title="Files" description="Agora writes them into your bucket, slice by slice, while it records.">
      <FormField<StartFormValues> name="storageProfileId" label="Storage profile" isRequired>
        <FormSearchSelect<StartFormValues>
          name="storageProfileId"
          placeholder={profiles.length === 0 ? "No storage profile yet" : "Choose a storage profile"}
          searchPlaceholder="Search profiles"
          emptyText="No profile has this name."
          isDisabled={profiles.length === 0}
          options={profiles.map(({ profileId: value, name, place, bucket, canRead }) => ({
            value,
            label: name,
            hint: `${place}, ${bucket}${canRead ? "" : " · no read-only key"}`,
          }))}
        />
      </FormField>
      {profiles.length === 0 && (
        <Notice
          tone="warning"
          title="A recording needs a bucket of yours"
          action={
            <ButtonLink size="sm" href="/storage">
              Storage profiles
            </ButtonLink>
          }
        >
          Enter it once as a storage profile, then choose it here by name.
        </Notice>
      )}
      {chosen !== undefined && !chosen.canRead && (
        <Notice
          tone="warning"
          title="This profile has no read-only key"
          action={
            <ButtonLink size="sm" href="/storage">
              Storage profiles
            </ButtonLink>
          }
        >
          It records all the same. Its files cannot be listed or played here, and Agora's word is the only proof of the
          upload.
        </Notice>
      )}
      <FieldGroup label="Formats">
        <div className="flex flex-col gap-2">
          <Checkbox label="HLS" hint="A playlist and its slices; always made" checked disabled readOnly />
          {mode !== "individual" && (
            <Checkbox
              {...form.register("withMp4")}
              label="MP4 as well"
              hint={
                mode === "web" ? "Split by the length below" : "Made after the recording, split about every two hours"
              }
            />
          )}
        </div>
      </FieldGroup>
      {mode === "web" && withMp4 && (
        <FormField<StartFormValues>
          name="page.maxFileMinutes"
          label="Length of an MP4"
          aside="optional"
          hint="30 to 240 minutes; Agora's default is 120"
        >
          <Input
            {...form.register("page.maxFileMinutes", {
              setValueAs: (text: unknown) => (text === "" || text === null ? null : Number(text)),
            })}
            type="number"
            min={30}
            max={240}
            placeholder="120"
            className="max-w-32"
          />
        </FormField>
      )}
    </FormSection>
  );
}
