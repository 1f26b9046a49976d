"use client";

import { Controller, useWatch } from "react-hook-form";
import { uidGroups, type StreamMode } from "@/lib/features/recordings/constants";
import { FormField, FormSection, FormSelect } from "../../ui/form";
import { Input } from "../../ui/input";
import { RadioCards } from "../../ui/radio-cards";
import { Select } from "../../ui/select";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";

const streamModes: readonly { value: StreamMode; label: string; hint: string }[] = [
  { value: "standard", label: "Standard", hint: "Sound, picture, and one of both together" },
  { value: "default", label: "Separate", hint: "Sound and picture, each by itself" },
  { value: "original", label: "Original", hint: "Sound alone, as it was sent" },
];

/** What is made of each person, and how many there may be. */
export function IndividualSection({ form }: { form: StartForm }) {
  const [media, stills, later] = useWatch({
    control: form.control,
    name: ["media", "snapshots.kind", "afterwards.kind"],
  });
  const isOriginalPossible = media === "audio";
  return (
    <FormSection title="Files of each person" description="Pictures are kept as they were sent, never encoded again.">
      <FormField<StartFormValues>
        name="uidGroup"
        label="People at once"
        hint="The most people whose streams are recorded at a time. Agora reserves servers by it."
      >
        <Controller
          control={form.control}
          name="uidGroup"
          render={({ field }) => (
            <Select
              ref={field.ref}
              options={uidGroups.map(({ min, max }, group) => ({ value: String(group), label: `${min} to ${max}` }))}
              value={String(field.value)}
              onBlur={field.onBlur}
              onValueChange={(group) => field.onChange(Number(group))}
              className="max-w-40"
            />
          )}
        />
      </FormField>
      <FormField<StartFormValues>
        name="streamMode"
        label="Playlists"
        hint={isOriginalPossible ? undefined : "The original form is possible where sound alone is recorded."}
        isGroup
      >
        <RadioCards
          columns={3}
          inputProps={form.register("streamMode")}
          options={streamModes.map((mode) => ({
            ...mode,
            isDisabled: mode.value === "original" && !isOriginalPossible,
          }))}
        />
      </FormField>
      <FormField<StartFormValues> name="snapshots.kind" label="Stills" isGroup>
        <RadioCards
          columns={3}
          inputProps={form.register("snapshots.kind")}
          options={[
            { value: "none", label: "None" },
            { value: "beside", label: "Beside the recording", hint: "A JPEG of each person, again and again" },
            { value: "only", label: "Stills alone", hint: "Nothing else is recorded" },
          ]}
        />
      </FormField>
      {stills !== "none" && (
        <FormField<StartFormValues>
          name="snapshots.everySeconds"
          label="A still every"
          hint="5 to 3600 s. There is none of somebody who sends no picture."
        >
          <Input
            {...form.register("snapshots.everySeconds", { valueAsNumber: true })}
            type="number"
            min={5}
            max={3600}
            className="max-w-32"
          />
        </FormField>
      )}
      <FormField<StartFormValues>
        name="afterwards.kind"
        label="After the end"
        hint="Made by Agora within a day, from the files in the bucket: the profile's key for writing must be able to read them too."
        isGroup
      >
        <RadioCards
          columns={3}
          inputProps={form.register("afterwards.kind")}
          options={[
            { value: "nothing", label: "Nothing more" },
            { value: "transcode", label: "MP4 of each person" },
            { value: "mixAudio", label: "All sound in one file", hint: "Of sound alone in its original form" },
          ]}
        />
      </FormField>
      {later === "mixAudio" && (
        <FormField<StartFormValues> name="afterwards.format" label="Format of the sound">
          <FormSelect<StartFormValues>
            name="afterwards.format"
            options={[
              { value: "mp3", label: "MP3" },
              { value: "m4a", label: "M4A" },
              { value: "aac", label: "AAC" },
            ]}
            className="max-w-40"
          />
        </FormField>
      )}
    </FormSection>
  );
}
