"use client";

import { Link, Unlink } from "lucide-react";
import { lengthUnits } from "@/lib/layout-editor/expression";
import { IconButton } from "../ui/icon-button";
import { Segmented } from "../ui/radio-cards";
import { useDocument, useEditor, useEditorState, useSelected } from "./editor-context";
import { CanvasSection } from "./canvas-section";
import { Block } from "./inspector-block";
import { LengthField } from "./length-field";
import { setAspect } from "./measures";
import { PictureFields } from "./picture-fields";

const unitWords = { px: "px", percent: "%", fraction: "0–1" } as const;
const aspects = [
  { label: "16:9", ratio: 16 / 9 },
  { label: "4:3", ratio: 4 / 3 },
  { label: "1:1", ratio: 1 },
  { label: "9:16", ratio: 9 / 16 },
] as const;

/** The numbers of what is selected, and of the picture as a whole. */
export function Inspector({ isCanvasFixed }: { isCanvasFixed: boolean }) {
  const selected = useSelected();
  const { preset } = useDocument();
  return (
    <section
      id="layout-inspector"
      aria-label="Inspector"
      className="flex min-h-0 flex-col gap-4 overflow-y-auto border-l border-line bg-panel p-3"
    >
      {preset === "custom" && selected.length > 0 && <SelectionSection count={selected.length} />}
      {preset === "custom" && selected.length === 0 && (
        <p className="text-xs text-pretty text-subtle">
          Select a region to set its place, size, user and picture by numbers.
        </p>
      )}
      <CanvasSection isCanvasFixed={isCanvasFixed} />
    </section>
  );
}

function SelectionSection({ count }: { count: number }) {
  const store = useEditor();
  const settings = useEditorState((state) => state.settings);
  const { isAspectLocked } = settings;
  // Other regions have other fields: what could not be taken of one must not stand at the next.
  const fieldsOf = useSelected()
    .map(({ id }) => id)
    .join();
  return (
    <Block
      title={count === 1 ? "Region" : `${count} regions`}
      aside={
        <Segmented
          size="sm"
          label="Unit of the numbers"
          options={lengthUnits.map((unit) => ({ value: unit, label: unitWords[unit] }))}
          value={settings.unit}
          onValueChange={(unit) => store.setSettings({ unit })}
        />
      }
    >
      <div className="grid grid-cols-[1fr_1fr_2rem] items-start gap-1.5">
        <LengthField key={`x ${fieldsOf}`} measure="x" label="From the left" />
        <LengthField key={`y ${fieldsOf}`} measure="y" label="From the top" />
        <span />
        <LengthField key={`w ${fieldsOf}`} measure="w" label="Width" />
        <LengthField key={`h ${fieldsOf}`} measure="h" label="Height" />
        <IconButton
          label={isAspectLocked ? "Width and height are tied" : "Width and height are free"}
          aria-pressed={isAspectLocked}
          icon={isAspectLocked ? <Link aria-hidden="true" /> : <Unlink aria-hidden="true" />}
          onClick={() => store.setSettings({ isAspectLocked: !isAspectLocked })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <span className="mr-1 text-xs text-subtle">Aspect</span>
        {aspects.map(({ label, ratio }) => (
          <button
            key={label}
            type="button"
            onClick={() => setAspect(store, ratio)}
            className="h-6 rounded-sm border border-line-strong px-1.5 text-2xs font-medium text-muted hover:bg-hover hover:text-fg coarse:h-11"
          >
            {label}
          </button>
        ))}
      </div>
      <PictureFields />
    </Block>
  );
}
