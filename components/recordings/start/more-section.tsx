"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Controller, useWatch } from "react-hook-form";
import { FormField } from "../../ui/form";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import type { StartForm } from "./channel-section";
import { EncryptionFields } from "./encryption-fields";
import type { StartFormValues } from "./form-values";

const audioOptions = [
  { value: "0", label: "48 kHz, mono, about 48 kbps" },
  { value: "1", label: "48 kHz, mono, about 128 kbps" },
  { value: "2", label: "48 kHz, stereo, about 192 kbps" },
];

const summaries = {
  composite: "sound, idle time, control time, folder, encryption",
  individual: "idle time, control time, folder, encryption",
  web: "sound, control time, folder",
};

/** What rarely needs another value. It opens by itself where something in it cannot be used. */
export function MoreSection({ form }: { form: StartForm }) {
  const [isOpen, setIsOpen] = useState(false);
  const { errors } = form.formState;
  const mode = useWatch({ control: form.control, name: "mode" });
  const hasError = Boolean(
    errors.audioProfile ??
    errors.page?.audioProfile ??
    errors.page?.maxFileMinutes ??
    errors.filePrefix ??
    errors.maxIdleSeconds ??
    errors.controlHours ??
    errors.encryption,
  );
  return (
    <details
      open={isOpen || hasError}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group/more border-t border-line pt-4"
    >
      <summary className="flex w-fit items-center gap-1.5 rounded-sm py-1 text-base font-semibold select-none">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-subtle transition-transform group-open/more:rotate-90"
        />
        More settings
        <span className="text-sm font-normal text-muted">{summaries[mode]}</span>
      </summary>
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        {mode !== "individual" && (
          <SoundField form={form} name={mode === "web" ? "page.audioProfile" : "audioProfile"} />
        )}
        <FormField<StartFormValues>
          name="filePrefix"
          label="Folder in the bucket"
          aside="optional"
          hint="Letters and digits, parts with / between. A part of this recording's own is added."
        >
          <Input {...form.register("filePrefix")} isMono autoComplete="off" placeholder="events/2026" />
        </FormField>
        {mode !== "web" && (
          <FormField<StartFormValues>
            name="maxIdleSeconds"
            label="Idle time"
            hint="5 to 2592000 s. The recorder leaves when nobody was in the channel for so long. Agora's default is 30; 300 lets people come back."
          >
            <Input
              {...form.register("maxIdleSeconds", { valueAsNumber: true })}
              type="number"
              min={5}
              max={2_592_000}
            />
          </FormField>
        )}
        <FormField<StartFormValues>
          name="controlHours"
          label="Control time"
          hint="1 to 720 hours. Afterwards it can no longer be stopped or changed from here, while it goes on and is billed."
        >
          <Input {...form.register("controlHours", { valueAsNumber: true })} type="number" min={1} max={720} />
        </FormField>
        {mode !== "web" && <EncryptionFields form={form} />}
      </div>
    </details>
  );
}

function SoundField({ form, name }: { form: StartForm; name: "audioProfile" | "page.audioProfile" }) {
  return (
    <FormField<StartFormValues> name={name} label="Sound">
      <Controller
        // Another mode's field is another field.
        key={name}
        control={form.control}
        name={name}
        render={({ field }) => (
          <Select
            ref={field.ref}
            options={audioOptions}
            value={String(field.value)}
            onBlur={field.onBlur}
            onValueChange={(value) => field.onChange(Number(value))}
          />
        )}
      />
    </FormField>
  );
}
