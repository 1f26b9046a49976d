"use client";

import { useWatch } from "react-hook-form";
import type { MediaKind } from "@/lib/features/recordings/constants";
import { FormField, FormSection } from "../../ui/form";
import { RadioCards } from "../../ui/radio-cards";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";
import { StreamFields } from "./stream-fields";

const media: readonly { value: MediaKind; label: string; hint: string }[] = [
  { value: "both", label: "Sound and picture", hint: "What people send" },
  { value: "audio", label: "Sound", hint: "No picture is subscribed" },
  { value: "video", label: "Picture", hint: "No sound is subscribed" },
];

/** What is recorded, and of whom. */
export function StreamsSection({ form }: { form: StartForm }) {
  const kind = useWatch({ control: form.control, name: "media" });
  return (
    <FormSection
      title="Streams"
      description="Whose sound and picture the recorder subscribes to. The lists can be changed while it runs."
    >
      <FormField<StartFormValues> name="media" label="What is recorded" isGroup>
        <RadioCards columns={3} inputProps={form.register("media")} options={media} />
      </FormField>
      <StreamFields media={kind} />
      {kind !== "audio" && (
        <FormField<StartFormValues>
          name="videoStream"
          label="Quality of the picture"
          hint="For people who send two streams. The low one costs less where it stays below HD altogether."
          isGroup
        >
          <RadioCards
            inputProps={form.register("videoStream")}
            options={[
              { value: "high", label: "High stream", hint: "As good as it is sent" },
              { value: "low", label: "Low stream", hint: "The small one" },
            ]}
          />
        </FormField>
      )}
    </FormSection>
  );
}
