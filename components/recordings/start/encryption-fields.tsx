"use client";

import { Controller, useWatch } from "react-hook-form";
import { FormField } from "../../ui/form";
import { PasswordInput } from "../../ui/input";
import { Select } from "../../ui/select";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";

const ways = [
  "None",
  "AES-128-XTS",
  "AES-128-ECB",
  "AES-256-XTS",
  "SM4-128-ECB",
  "AES-128-GCM",
  "AES-256-GCM",
  "AES-128-GCM2",
  "AES-256-GCM2",
] as const;

/** How the people in the channel encrypt what they send: the recorder must know it to record anything. */
export function EncryptionFields({ form }: { form: StartForm }) {
  const mode = useWatch({ control: form.control, name: "encryption.mode" });
  return (
    <>
      <FormField<StartFormValues>
        name="encryption.mode"
        label="Channel encryption"
        hint="As the app sets it. With another one nothing can be recorded."
      >
        <Controller
          control={form.control}
          name="encryption.mode"
          render={({ field }) => (
            <Select
              ref={field.ref}
              options={ways.map((label, number) => ({ value: String(number), label }))}
              value={String(field.value)}
              onBlur={field.onBlur}
              onValueChange={(value) => field.onChange(Number(value))}
            />
          )}
        />
      </FormField>
      {mode > 0 && (
        <FormField<StartFormValues>
          name="encryption.secret"
          label="Encryption secret"
          hint="Stored encrypted and never shown again."
          isRequired
        >
          <PasswordInput {...form.register("encryption.secret")} isMono autoComplete="off" />
        </FormField>
      )}
      {mode >= 7 && (
        <FormField<StartFormValues>
          name="encryption.salt"
          label="Encryption salt"
          hint="32 bytes in base64: 44 characters"
          isRequired
        >
          <PasswordInput {...form.register("encryption.salt")} isMono autoComplete="off" />
        </FormField>
      )}
    </>
  );
}
