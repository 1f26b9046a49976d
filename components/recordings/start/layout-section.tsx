"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { fromCompositeLayout, toCompositeLayout } from "@/lib/features/layouts/schema";
import { LayoutThumbnail } from "../../layout-editor/layout-thumbnail";
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
  const [projectId, layout, width, height] = useWatch({
    control: form.control,
    name: ["projectId", "layout", "video.width", "video.height"],
  });
  const { preset, largeUid, backgroundColour: colour } = layout;
  const setLayout = (next: StartFormValues["layout"]) =>
    form.setValue("layout", next, { shouldDirty: true, shouldValidate: true });
  return (
    <FormSection title="Layout" description="It can be changed while the recording runs.">
      <Segmented label="Choose the layout from" options={sources} value={source} onValueChange={setSource} />
      {source === "preset" && preset === "custom" && <CustomRegions layout={layout} video={{ width, height }} />}
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

/** Regions that came from elsewhere: a saved layout that was chosen before, or the JSON view. */
function CustomRegions({
  layout,
  video,
}: {
  layout: StartFormValues["layout"];
  video: { width: number; height: number };
}) {
  const { largeUid: _largeUid, ...drawn } = layout;
  return (
    <FormField<StartFormValues> name="layout.regions" label={`Custom regions (${drawn.regions?.length ?? 0})`} isGroup>
      <div className="control flex w-fit items-center gap-3 border-accent bg-accent-soft p-3">
        <LayoutThumbnail document={fromCompositeLayout(drawn, video)} className="h-20 w-auto" />
        <p className="max-w-80 text-xs text-pretty text-muted">
          From the JSON view or a saved layout. Choosing a preset below puts it in their place.
        </p>
      </div>
    </FormField>
  );
}
