"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { toCompositeLayout } from "@/lib/features/layouts/schema";
import { FormField, FormSection } from "../../ui/form";
import { Input } from "../../ui/input";
import { Segmented } from "../../ui/radio-cards";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";
import { ColourInput, PresetCards } from "./layout-fields";
import { SavedLayouts } from "./saved-layouts";

const sources = [
  { value: "preset", label: "Agora's presets" },
  { value: "saved", label: "Saved layouts" },
] as const;

/** How people are arranged in the picture: by one of Agora's presets, or by a layout that was drawn and saved. */
export function LayoutSection({ form }: { form: StartForm }) {
  const [source, setSource] = useState<"preset" | "saved">("preset");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [projectId, preset, largeUid, colour, width, height] = useWatch({
    control: form.control,
    name: ["projectId", "layout.preset", "layout.largeUid", "layout.backgroundColour", "video.width", "video.height"],
  });
  const setLayout = (layout: StartFormValues["layout"]) =>
    form.setValue("layout", layout, { shouldDirty: true, shouldValidate: true });
  return (
    <FormSection title="Layout" description="It can be changed while the recording runs.">
      <Segmented label="Choose the layout from" options={sources} value={source} onValueChange={setSource} />
      {source === "preset" ? (
        <FormField<StartFormValues> name="layout.preset" label="Preset" isGroup>
          <PresetCards
            value={preset === "custom" ? null : preset}
            onValueChange={(next) => {
              setChosenId(null);
              // The whole of it: what a saved layout had set is not meant any more.
              setLayout({ preset: next, largeUid, backgroundColour: colour });
            }}
            hasLargePerson={largeUid.trim() !== ""}
          />
        </FormField>
      ) : (
        <FormField<StartFormValues> name="layout.regions" label="Saved layout" isGroup>
          <SavedLayouts
            projectId={projectId}
            video={{ width, height }}
            chosenId={chosenId}
            onChoose={({ layoutId, document }) => {
              setChosenId(layoutId);
              setLayout({ ...toCompositeLayout(document), largeUid: document.largeUid ?? "" });
            }}
          />
        </FormField>
      )}
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
