"use client";

import { useWatch } from "react-hook-form";
import { FormField, FormSection } from "../../ui/form";
import { Input, PasswordInput } from "../../ui/input";
import { RadioCards } from "../../ui/radio-cards";
import type { StartForm } from "./channel-section";
import { isOldToken, type StartFormValues } from "./form-values";

/** With which token the recorder joins the channel. */
export function TokenSection({ form, hasCertificate }: { form: StartForm; hasCertificate: boolean }) {
  const [kind, value] = useWatch({ control: form.control, name: ["token.kind", "token.value"] });
  return (
    <FormSection title="Recorder token" description="A recorder's token cannot be renewed: the recording ends with it.">
      <FormField<StartFormValues> name="token.kind" label="Token" isGroup isLabelHidden>
        <RadioCards
          columns={3}
          inputProps={form.register("token.kind")}
          options={[
            {
              value: "issued",
              label: "Made here",
              hint: hasCertificate ? "From the App Certificate" : "The project has no App Certificate",
              isDisabled: !hasCertificate,
            },
            { value: "pasted", label: "Pasted", hint: "From your own token server" },
            {
              value: "none",
              label: "None",
              hint: hasCertificate ? "Not with an App Certificate" : "The project works without tokens",
              isDisabled: hasCertificate,
            },
          ]}
        />
      </FormField>
      {kind === "issued" && (
        <FormField<StartFormValues>
          name="token.hours"
          label="Valid for"
          hint="1 to 24 hours, longer than the recording will last. No token of Agora's lives longer than 24 hours."
        >
          <Input
            {...form.register("token.hours", { valueAsNumber: true })}
            type="number"
            min={1}
            max={24}
            className="max-w-32"
          />
        </FormField>
      )}
      {kind === "pasted" && (
        <FormField<StartFormValues>
          name="token.value"
          label="Token"
          hint="For this channel and this App ID. Stored encrypted and never shown again; its expiry is read from it."
          isRequired
        >
          <PasswordInput {...form.register("token.value")} isMono autoComplete="off" />
        </FormField>
      )}
      {kind === "pasted" && isOldToken(value) && (
        <FormField<StartFormValues>
          name="token.hoursLeft"
          label="Hours it is still valid"
          aside="optional"
          hint="This token has the older form (006), whose expiry cannot be read. With it, this console can warn in time."
        >
          <Input
            {...form.register("token.hoursLeft", { valueAsNumber: true, min: 0 })}
            type="number"
            min={0}
            step={0.5}
            className="max-w-32"
          />
        </FormField>
      )}
    </FormSection>
  );
}
