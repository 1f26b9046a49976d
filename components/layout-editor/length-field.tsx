"use client";

import { useEffect, useId, useRef, useState } from "react";
import { formatLength, parseLength } from "@/lib/layout-editor/expression";
import { type Rect, unionBounds } from "@/lib/layout-editor/rect";
import { useEditor, useEditorState } from "./editor-context";
import { boundsOfSelection, type Measure, setMeasure } from "./measures";

/**
 * One measure of the selection, in the unit chosen, with sums (`+10`), shares (`1/3`) and percentages. It follows a drag
 * without rendering, and takes what was typed with Enter or when it is left.
 */
export function LengthField({ measure, label }: { measure: Measure; label: string }) {
  const store = useEditor();
  const unit = useEditorState(({ settings }) => settings.unit);
  const bounds = useEditorState(({ history, selection }) =>
    measureKey(history.present.state.regions, selection, measure),
  );
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const { canvas } = store.document;
  const side = measure === "x" || measure === "w" ? canvas.width : canvas.height;
  const shown = bounds === null ? "" : formatLength(bounds, unit, side);

  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = shown;
  }, [shown]);
  useEffect(
    () =>
      store.subscribeDraft(() => {
        const drafted = unionBounds(store.selected.map((region): Rect => store.draft?.rects.get(region.id) ?? region));
        if (input.current !== null && drafted !== null)
          input.current.value = formatLength(drafted[measure], unit, side);
      }),
    [store, measure, unit, side],
  );

  const commit = (text: string) => {
    const now = boundsOfSelection(store);
    if (now === null) return;
    const units = parseLength(text, unit, side, now[measure]);
    if (units === null) {
      setFault("Write a number, a share such as 1/3, 50% or +10");
      return;
    }
    setFault(null);
    setMeasure(store, measure, units);
    const next = boundsOfSelection(store);
    if (input.current !== null && next !== null) input.current.value = formatLength(next[measure], unit, side);
  };
  return (
    <div className="min-w-0">
      <div className="control flex h-8 items-center gap-1.5 pl-2 coarse:h-11">
        <label htmlFor={id} className="w-3 shrink-0 text-xs text-subtle" title={label}>
          {measure.toUpperCase()}
          <span className="sr-only"> {label}</span>
        </label>
        <input
          ref={input}
          id={id}
          defaultValue={shown}
          inputMode="text"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={fault === null ? undefined : `${id}-fault`}
          onBlur={(event) => event.target.value !== shown && commit(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit(event.currentTarget.value);
            if (event.key === "Escape") {
              event.currentTarget.value = shown;
              setFault(null);
            }
            if (event.key === "ArrowUp" || event.key === "ArrowDown") {
              event.preventDefault();
              const px = (event.shiftKey ? 10 : 1) * (event.key === "ArrowUp" ? 1 : -1);
              commit(`${px > 0 ? "+" : "-"}${Math.abs(px)}px`);
            }
          }}
          className="h-full w-full min-w-0 bg-transparent pr-2 text-right font-mono text-xs tabular-nums outline-none"
        />
      </div>
      {fault !== null && (
        <p id={`${id}-fault`} role="alert" className="mt-1 text-xs text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

/** The measure of all selected regions together, as one number, so that only its change renders. */
function measureKey(
  regions: readonly (Rect & { id: string })[],
  selection: ReadonlySet<string>,
  measure: Measure,
): number | null {
  const bounds = unionBounds(regions.filter(({ id }) => selection.has(id)));
  return bounds === null ? null : bounds[measure];
}
