"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { savedLayoutsOptions } from "@/lib/features/layouts/queries";
import { defaultBackground, type LayoutDocument, newRegion } from "@/lib/layout-editor/document";
import type { PresetName } from "@/lib/layout-editor/presets";
import {
  type Corner,
  corners,
  defaultStarterOptions,
  type Starter,
  starterRegions,
  starters,
  type StripSide,
  stripSides,
} from "@/lib/layout-editor/starters";
import { Segmented } from "../ui/radio-cards";
import { arrangeAs, choosePreset } from "./editor-acts";
import type { EditorStore } from "./editor-store";
import { LayoutThumbnail } from "./layout-thumbnail";

const presets: { preset: PresetName; label: string }[] = [
  { preset: "bestFit", label: "Best fit" },
  { preset: "floating", label: "Floating" },
  { preset: "vertical", label: "Vertical" },
];

const starterWords: Record<Starter, string> = {
  grid: "Grid",
  pictureInPicture: "Picture in picture",
  sideBySide: "Side by side",
  stacked: "Stacked",
  presenterAndStrip: "Presenter and strip",
  spotlight: "Spotlight",
  interview: "Interview",
};

const cornerWords: Record<Corner, string> = { topLeft: "↖", topRight: "↗", bottomLeft: "↙", bottomRight: "↘" };
const sideWords: Record<StripSide, string> = { left: "Left", right: "Right", top: "Top", bottom: "Bottom" };

type Props = { store: EditorStore; projectId: string; isCanvasFixed: boolean };

/** Agora's own presets, as they are or as regions, and ready arrangements with their measures. */
export function ArrangePanel({ store, projectId, isCanvasFixed }: Props) {
  const { canvas } = store.document;
  const [people, setPeople] = useState(store.state.settings.people);
  const [gap, setGap] = useState(1);
  const [margin, setMargin] = useState(2);
  const [corner, setCorner] = useState<Corner>("bottomRight");
  const [side, setSide] = useState<StripSide>("right");
  const options = { ...defaultStarterOptions, people, gap: gap * 10_000, margin: margin * 10_000, corner, side };
  const pictured = (changes: Partial<LayoutDocument>): LayoutDocument => ({
    preset: "custom",
    largeUid: null,
    regions: [],
    background: defaultBackground,
    canvas,
    ...changes,
  });
  return (
    <div className="flex flex-col gap-3">
      <section>
        <h3 className="text-xs font-semibold">Agora's presets</h3>
        <p className="mb-2 text-2xs text-subtle">
          Laid out by Agora for whoever is there. Turn one into regions to edit it.
        </p>
        <div className="grid grid-cols-3 gap-1.5">
          {presets.map(({ preset, label }) => (
            <Choice key={preset} label={label} onPress={() => choosePreset(store, preset)}>
              <LayoutThumbnail
                document={pictured({ preset, largeUid: store.document.largeUid })}
                people={people}
                className="h-12 w-full"
              />
            </Choice>
          ))}
        </div>
      </section>
      <SavedChoices {...{ store, projectId, isCanvasFixed }} />
      <section>
        <h3 className="mb-2 text-xs font-semibold">Ready arrangements</h3>
        <div className="mb-2 grid grid-cols-3 gap-2">
          <Amount label="People" value={people} most={17} least={1} onChange={setPeople} />
          <Amount label="Gap %" value={gap} most={6} onChange={setGap} />
          <Amount label="Margin %" value={margin} most={10} onChange={setMargin} />
        </div>
        <div className="mb-2 flex flex-wrap gap-2">
          <Segmented
            size="sm"
            label="Corner of the small picture"
            options={corners.map((value) => ({ value, label: cornerWords[value] }))}
            value={corner}
            onValueChange={setCorner}
          />
          <Segmented
            size="sm"
            label="Side of the strip"
            options={stripSides.map((value) => ({ value, label: sideWords[value] }))}
            value={side}
            onValueChange={setSide}
          />
        </div>
        <div className="grid grid-cols-3 gap-1.5">
          {starters.map((starter) => (
            <Choice key={starter} label={starterWords[starter]} onPress={() => arrangeAs(store, starter, options)}>
              <LayoutThumbnail
                document={pictured({
                  regions: starterRegions(starter, options).map((rect, index) => newRegion(`${index}`, rect)),
                })}
                className="h-12 w-full"
              />
            </Choice>
          ))}
        </div>
      </section>
    </div>
  );
}

/** The project's own layouts, to begin from. */
function SavedChoices({ store, projectId, isCanvasFixed }: Props) {
  const { data } = useQuery(savedLayoutsOptions(projectId));
  if (data === undefined || data.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-xs font-semibold">Saved layouts</h3>
      <div className="grid max-h-44 grid-cols-3 gap-1.5 overflow-y-auto">
        {data.map(({ layoutId, name, document }) => (
          <Choice
            key={layoutId}
            label={name}
            onPress={() =>
              store.apply("Take up a saved layout", (now) =>
                isCanvasFixed ? { ...document, canvas: now.canvas } : document,
              )
            }
          >
            <LayoutThumbnail document={document} className="h-12 w-full" />
          </Choice>
        ))}
      </div>
    </section>
  );
}

function Choice({ label, onPress, children }: { label: string; onPress: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex flex-col items-center gap-1 rounded-md border border-line p-1.5 text-2xs text-muted hover:border-accent hover:text-fg"
    >
      {children}
      <span className="max-w-full truncate">{label}</span>
    </button>
  );
}

function Amount({
  label,
  value,
  least = 0,
  most,
  onChange,
}: {
  label: string;
  value: number;
  least?: number;
  most: number;
  onChange: (value: number) => void;
}) {
  return (
    <label className="flex flex-col text-2xs text-subtle">
      <span className="flex justify-between">
        {label} <span className="text-fg tabular-nums">{value}</span>
      </span>
      <input
        type="range"
        min={least}
        max={most}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-6 w-full accent-accent-solid"
      />
    </label>
  );
}
