"use client";

import { useState } from "react";
import type { LayoutPreset } from "@/lib/features/recordings/constants";
import { RadioCards, Segmented } from "../../ui/radio-cards";
import { LayoutFigure } from "../layout-figure";

const presetWords: Record<LayoutPreset, { label: string; hint: string }> = {
  bestFit: { label: "Best fit", hint: "Equal pictures in a grid that grows with the people" },
  floating: { label: "Floating", hint: "The first person fills the picture, the others stand at the bottom" },
  vertical: { label: "Vertical", hint: "One person large at the left, the others in a strip" },
};
const shownOrder = ["bestFit", "floating", "vertical"] as const satisfies readonly LayoutPreset[];

/** The name of a preset for people. */
export function presetName(preset: LayoutPreset | "custom"): string {
  return preset === "custom" ? "Custom regions" : presetWords[preset].label;
}

/**
 * The presets, each with its true geometry for as many people as one likes to see.
 * @param hasLargePerson whether somebody was named for the large picture of the vertical layout
 */
export function PresetCards({
  value,
  onValueChange,
  hasLargePerson,
}: {
  /** Null: none of them. */
  value: LayoutPreset | null;
  onValueChange: (preset: LayoutPreset) => void;
  hasLargePerson: boolean;
}) {
  const [people, setPeople] = useState("3");
  return (
    <div className="flex flex-col gap-2">
      <RadioCards
        columns={3}
        value={value ?? undefined}
        onValueChange={onValueChange}
        options={shownOrder.map((preset) => ({
          value: preset,
          ...presetWords[preset],
          figure: <LayoutFigure preset={preset} people={Number(people)} largePerson={hasLargePerson ? 1 : null} />,
        }))}
      />
      <div className="flex items-center justify-end gap-2 text-xs text-subtle">
        <span aria-hidden="true">People in the figures</span>
        <Segmented
          size="sm"
          label="People in the figures"
          options={["1", "2", "3", "5", "9", "17"].map((count) => ({ value: count, label: count }))}
          value={people}
          onValueChange={setPeople}
        />
      </div>
    </div>
  );
}

/** A colour by its code or from the browser's own picker. */
export function ColourInput({
  value,
  onValueChange,
  children,
}: {
  value: string;
  onValueChange: (colour: string) => void;
  /** The text field for the code. */
  children: React.ReactNode;
}) {
  return (
    <div className="flex items-center gap-2">
      <input
        type="color"
        aria-label="Pick the background colour"
        value={/^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : "#000000"}
        onChange={(event) => onValueChange(event.target.value)}
        className="h-9 w-11 shrink-0 rounded-md border border-control bg-inset p-1 coarse:h-11"
      />
      {children}
    </div>
  );
}
