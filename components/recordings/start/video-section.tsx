"use client";

import { useState } from "react";
import { Controller, useWatch } from "react-hook-form";
import { maxBitrateKbps, supportedFps, videoProfiles, type ChannelProfile } from "@/lib/features/recordings/constants";
import { FormField, FormSection } from "../../ui/form";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { SearchSelect } from "../../ui/search-select";
import { Select } from "../../ui/select";
import type { StartForm } from "./channel-section";
import { bitrateOf, profileKey, videoOf, type StartFormValues } from "./form-values";

const custom = "custom";

/** Size, frame rate and bitrate: a row of Agora's table, or values of one's own. */
export function VideoSection({ form }: { form: StartForm }) {
  const [video, profile] = useWatch({ control: form.control, name: ["video", "channelProfile"] });
  const [isCustom, setIsCustom] = useState(false);
  const hasError = form.formState.errors.video !== undefined;
  const isOpen = isCustom || hasError;
  return (
    <FormSection
      title="Picture"
      description="Agora's documented sizes, each with the bitrate that suits the channel profile."
    >
      <Field label="Size, frame rate and bitrate">
        <SearchSelect
          options={[...rowOptions(profile), { value: custom, label: "Custom values" }]}
          value={isOpen ? custom : profileKey(video)}
          searchPlaceholder="Search by width or height"
          onValueChange={(key) => {
            const chosen = videoOf(key, profile);
            setIsCustom(chosen === null);
            if (chosen !== null) form.setValue("video", chosen, { shouldDirty: true, shouldValidate: true });
          }}
        />
      </Field>
      {isOpen && <CustomFields form={form} />}
    </FormSection>
  );
}

function rowOptions(profile: ChannelProfile) {
  return videoProfiles.map((row) => ({
    value: profileKey(row),
    label: `${row.width} × ${row.height}, ${row.fps} fps, ${bitrateOf(row, profile)} kbps`,
  }));
}

function CustomFields({ form }: { form: StartForm }) {
  const number = { valueAsNumber: true } as const;
  return (
    <div className="grid gap-4 sm:grid-cols-4">
      <FormField<StartFormValues> name="video.width" label="Width" hint="2 to 1920 px">
        <Input {...form.register("video.width", number)} type="number" min={2} max={1920} step={2} />
      </FormField>
      <FormField<StartFormValues> name="video.height" label="Height" hint="2 to 1920 px">
        <Input {...form.register("video.height", number)} type="number" min={2} max={1920} step={2} />
      </FormField>
      <FormField<StartFormValues> name="video.fps" label="Frame rate" hint="fps">
        <Controller
          control={form.control}
          name="video.fps"
          render={({ field }) => (
            <Select
              ref={field.ref}
              options={supportedFps.map((fps) => ({ value: String(fps), label: String(fps) }))}
              value={String(field.value)}
              onBlur={field.onBlur}
              onValueChange={(fps) => field.onChange(Number(fps))}
            />
          )}
        />
      </FormField>
      <FormField<StartFormValues> name="video.bitrateKbps" label="Bitrate" hint={`1 to ${maxBitrateKbps} kbps`}>
        <Input {...form.register("video.bitrateKbps", number)} type="number" min={1} max={maxBitrateKbps} />
      </FormField>
    </div>
  );
}
