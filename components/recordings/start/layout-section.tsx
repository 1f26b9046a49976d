"use client";

import { Controller, useWatch } from "react-hook-form";
import { FormField, FormSection } from "../../ui/form";
import { Input } from "../../ui/input";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";
import { ColourInput, PresetCards } from "./layout-fields";

/** How people are arranged in the picture. */
export function LayoutSection({ form }: { form: StartForm }) {
  const [preset, largeUid, colour] = useWatch({
    control: form.control,
    name: ["layout.preset", "layout.largeUid", "layout.backgroundColour"],
  });
  return (
    <FormSection title="Layout" description="It can be changed while the recording runs.">
      <FormField<StartFormValues> name="layout.preset" label="Preset" isGroup>
        <Controller
          control={form.control}
          name="layout.preset"
          render={({ field }) => (
            <PresetCards value={field.value} onValueChange={field.onChange} hasLargePerson={largeUid.trim() !== ""} />
          )}
        />
      </FormField>
      {preset === "vertical" && (
        <FormField<StartFormValues>
          name="layout.largeUid"
          label="Uid of the large picture"
          aside="optional"
          hint="1 to 4294967295. While nobody with this uid is in the channel, the large picture stays empty."
        >
          <Input
            {...form.register("layout.largeUid")}
            isMono
            inputMode="numeric"
            autoComplete="off"
            className="max-w-56"
          />
        </FormField>
      )}
      <FormField<StartFormValues>
        name="layout.backgroundColour"
        label="Background colour"
        hint="# and six hexadecimal digits"
      >
        <ColourInput
          value={colour}
          onValueChange={(next) =>
            form.setValue("layout.backgroundColour", next, { shouldDirty: true, shouldValidate: true })
          }
        >
          <Input {...form.register("layout.backgroundColour")} isMono autoComplete="off" className="max-w-40" />
        </ColourInput>
      </FormField>
    </FormSection>
  );
}
