"use client";

import { clsx } from "clsx";
import { EyeOff, Lock } from "lucide-react";
import { memo, useEffect, useLayoutEffect, useRef } from "react";
import { type Region, regionLabel } from "@/lib/layout-editor/document";
import { describeLength } from "@/lib/layout-editor/expression";
import { FULL } from "@/lib/layout-editor/units";
import { useEditor, useEditorState, useRegion } from "./editor-context";
import type { SamplePerson } from "./people";
import { placeElement, placeStyle } from "./place-element";
import { SamplePicture } from "./sample-person";

/** One region on the canvas: what is seen in it, what it is called, and the place where the keyboard holds it. */
export const RegionView = memo(function RegionView({
  id,
  index,
  count,
  person,
}: {
  id: string;
  index: number;
  count: number;
  person: SamplePerson | undefined;
}) {
  const store = useEditor();
  const region = useRegion(id);
  const isSelected = useEditorState(({ selection }) => selection.has(id));
  const isTabStop = useEditorState(({ focusId }) => focusId === id);
  const { canvas } = store.document;
  const element = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      store.subscribeDraft(() => {
        const place = store.draft?.rects.get(id) ?? store.region(id);
        if (element.current !== null && place !== undefined) placeElement(element.current, place);
      }),
    [store, id],
  );
  // A cancelled gesture leaves the region where it was drawn; React does not know that it was moved.
  useLayoutEffect(() => {
    if (element.current !== null && region !== undefined) placeElement(element.current, region);
  });
  if (region === undefined) return null;
  return (
    <div
      ref={element}
      id={`region-${id}`}
      // A native option can neither be placed nor hold a picture.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={isSelected}
      aria-label={spokenRegion(region, index, count, canvas, words(region, person))}
      tabIndex={isTabStop ? 0 : -1}
      data-region={id}
      onFocus={() => store.select(store.state.selection, id)}
      style={placeStyle(region)}
      className={clsx(
        "group/region absolute overflow-hidden outline-offset-[-2px] select-none",
        "focus-visible:z-10 focus-visible:outline-3 focus-visible:outline-focus",
        region.isLocked ? "cursor-default" : "cursor-move",
        region.isHidden && "opacity-30",
      )}
    >
      <div className="absolute inset-0" style={{ opacity: region.alpha / FULL }}>
        {person === undefined ? (
          <div className="absolute inset-0 border border-dashed border-paper/60 bg-ink/35" />
        ) : (
          <>
            {region.fit === "contain" && <div className="absolute inset-0 bg-ink" />}
            <SamplePicture person={person} fit={region.fit} />
          </>
        )}
      </div>
      <div className="pointer-events-none absolute inset-0 shadow-[inset_0_0_0_1px_oklch(0_0_0/0.55),inset_0_0_0_2px_oklch(1_0_0/0.35)]" />
      <span className="pointer-events-none absolute top-1 left-1 flex max-w-[calc(100%-0.5rem)] items-center gap-1 rounded-sm bg-ink/75 px-1.5 text-2xs font-medium text-paper">
        {region.isLocked && <Lock className="size-2.5 shrink-0" aria-hidden="true" />}
        {region.isHidden && <EyeOff className="size-2.5 shrink-0" aria-hidden="true" />}
        {/* Its number is drawn and not written: what is written must be in the name that is read out. */}
        <span data-number={`${index + 1} · `} className="truncate before:content-[attr(data-number)]">
          {region.name !== "" ? region.name : words(region, person)}
        </span>
      </span>
    </div>
  );
});

function words({ uid }: Region, person: SamplePerson | undefined): string {
  if (uid !== null) return `uid ${uid}`;
  return person === undefined ? "nobody left" : `join order ${person.label}`;
}

/** "Region 3 of 5, uid 42, x 640 px, y 0 px, 640 px by 360 px, locked" */
function spokenRegion(
  region: Region,
  index: number,
  count: number,
  canvas: { width: number; height: number },
  shown: string,
): string {
  const across = (units: number) => describeLength(units, "px", canvas.width);
  const down = (units: number) => describeLength(units, "px", canvas.height);
  return [
    `Region ${index + 1} of ${count}`,
    region.name === "" ? null : regionLabel(region, index),
    shown,
    `x ${across(region.x)}, y ${down(region.y)}`,
    `${across(region.w)} by ${down(region.h)}`,
    region.isLocked ? "locked" : null,
    region.isHidden ? "hidden" : null,
  ]
    .filter(Boolean)
    .join(", ");
}
