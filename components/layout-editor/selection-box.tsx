"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { type Rect, unionBounds } from "@/lib/layout-editor/rect";
import { type Handle, handles } from "@/lib/layout-editor/resize";
import { useEditor, useEditorState, useSelected } from "./editor-context";
import { placeElement, placeStyle } from "./place-element";

const places: Record<Handle, string> = {
  nw: "top-0 left-0 cursor-nwse-resize",
  n: "top-0 left-1/2 cursor-ns-resize",
  ne: "top-0 left-full cursor-nesw-resize",
  e: "top-1/2 left-full cursor-ew-resize",
  se: "top-full left-full cursor-nwse-resize",
  s: "top-full left-1/2 cursor-ns-resize",
  sw: "top-full left-0 cursor-nesw-resize",
  w: "top-1/2 left-0 cursor-ew-resize",
};

/** Below this size on the screen the handles of the edges would hide what they belong to. */
const leastEdgePx = 40;

/** The frame around what is selected, with eight handles. The keyboard resizes with Alt and arrows instead. */
export function SelectionBox() {
  const store = useEditor();
  const selected = useSelected().filter(({ isHidden }) => !isHidden);
  const zoom = useEditorState(({ view }) => view.zoom);
  const frame = useRef<HTMLDivElement>(null);
  const bounds = unionBounds(selected);

  useEffect(
    () =>
      store.subscribeDraft(() => {
        const place = unionBounds(store.selected.map((region): Rect => store.draft?.rects.get(region.id) ?? region));
        if (frame.current !== null && place !== null) placeElement(frame.current, place);
      }),
    [store],
  );
  useEffect(() => {
    if (frame.current !== null && bounds !== null) placeElement(frame.current, bounds);
  });
  if (bounds === null) return null;
  const { canvas } = store.document;
  const isNarrow = (bounds.w / 1e6) * canvas.width * zoom < leastEdgePx;
  const isLow = (bounds.h / 1e6) * canvas.height * zoom < leastEdgePx;
  const canResize = selected.some(({ isLocked }) => !isLocked);
  const shown = handles.filter((handle) => !((isNarrow && /^[ns]$/.test(handle)) || (isLow && /^[ew]$/.test(handle))));
  return (
    <div
      ref={frame}
      aria-hidden="true"
      style={placeStyle(bounds)}
      className="pointer-events-none absolute z-20 outline-2 outline-accent forced-colors:outline-[Highlight] shadow-[0_0_0_3px_oklch(0_0_0/0.6)]"
    >
      {canResize &&
        shown.map((handle) => (
          <span
            key={handle}
            data-handle={handle}
            className={clsx(
              "pointer-events-auto absolute flex size-6 -translate-x-1/2 -translate-y-1/2 items-center justify-center coarse:size-11",
              places[handle],
            )}
          >
            <span className="size-2.5 rounded-[2px] border-2 border-accent-solid bg-paper shadow-[0_0_0_1px_oklch(0_0_0/0.7)] forced-colors:bg-[Highlight]" />
          </span>
        ))}
    </div>
  );
}
