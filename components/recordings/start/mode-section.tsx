"use client";

import type { ReactNode } from "react";
import type { RecordingMode } from "@/lib/features/recordings/constants";
import { FormField, FormSection } from "../../ui/form";
import { RadioCards } from "../../ui/radio-cards";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";

const modes: readonly { value: RecordingMode; label: string; hint: string }[] = [
  { value: "composite", label: "Composite", hint: "One picture of everybody in a channel" },
  { value: "individual", label: "Individual", hint: "Files of their own for each person in a channel" },
  { value: "web", label: "Web page", hint: "A page as a browser shows it, with its sound" },
];

/**
 * Which of the three kinds of recording it is. What was entered for another one stays.
 * @param view the choice between the form and the request as JSON
 */
export function ModeSection({ form, view }: { form: StartForm; view: ReactNode }) {
  return (
    <FormSection
      title="Mode"
      description={
        <>
          <p className="mb-3">It cannot be changed once the recording runs.</p>
          {view}
        </>
      }
    >
      <FormField<StartFormValues> name="mode" label="Mode" isGroup isLabelHidden>
        <RadioCards columns={3} inputProps={form.register("mode")} options={modes} />
      </FormField>
    </FormSection>
  );
}
