"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { FormField } from "../../ui/form";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";

const audioOptions = [
  { value: "0", label: "48 kHz, mono, about 48 kbps" },
  { value: "1", label: "48 kHz, mono, about 128 kbps" },
  { value: "2", label: "48 kHz, stereo, about 192 kbps" },
];

/** What rarely needs another value. It opens by itself where something in it cannot be used. */
export function MoreSection({ form }: { form: StartForm }) {
  const [isOpen, setIsOpen] = useState(false);
  const { errors } = form.formState;
  const hasError = Boolean(errors.audioProfile ?? errors.filePrefix ?? errors.maxIdleSeconds ?? errors.controlHours);
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
        <span className="text-sm font-normal text-muted">sound, idle time, control time, folder</span>
      </summary>
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <FormField<StartFormValues> name="audioProfile" label="Sound">
          <Controller
            control={form.control}
            name="audioProfile"
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
        <FormField<StartFormValues>
          name="filePrefix"
          label="Folder in the bucket"
          aside="optional"
          hint="Letters and digits, parts with / between. A part of this recording's own is added."
        >
          <Input {...form.register("filePrefix")} isMono autoComplete="off" placeholder="events/2026" />
        </FormField>
        <FormField<StartFormValues>
          name="maxIdleSeconds"
          label="Idle time"
          hint="5 to 2592000 s. The recorder leaves when nobody was in the channel for so long. Agora's default is 30; 300 lets people come back."
        >
          <Input {...form.register("maxIdleSeconds", { valueAsNumber: true })} type="number" min={5} max={2_592_000} />
        </FormField>
        <FormField<StartFormValues>
          name="controlHours"
          label="Control time"
          hint="1 to 720 hours. Afterwards it can no longer be stopped or changed from here, while it goes on and is billed."
        >
          <Input {...form.register("controlHours", { valueAsNumber: true })} type="number" min={1} max={720} />
        </FormField>
      </div>
    </details>
  );
}
