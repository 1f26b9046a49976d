"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { toMs, toPx, type Scale } from "@/lib/timeline/scale";

export type HandleProps = {
  kind: "playhead" | "in" | "out";
  label: string;
  atMs: number;
  /** The time in words, as it is shown. */
  text: string;
  scale: Scale;
  /** Where it may be moved: milliseconds since 1970. */
  range: { fromMs: number; toMs: number };
  /** @param isFree whether targets that draw it are to be ignored */
  onMove: (atMs: number, isFree: boolean) => void;
  onRelease?: (atMs: number, isFree: boolean) => void;
};

const looks = {
  playhead: "bg-fg",
  in: "bg-accent",
  out: "bg-accent",
} as const;

/** A line over the timeline that is dragged, or moved by the arrow keys: 1 s, with Shift 10 s, with Alt 0.1 s. */
export function Handle({ kind, label, atMs, text, scale, range, onMove, onRelease }: HandleProps) {
  const drag = useRef<{ offsetPx: number; atMs: number } | null>(null);
  const x = toPx(scale, atMs);
  if (x < -8 || x > scale.widthPx + 8) return null;
  const place = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    return toMs(scale, event.clientX - (box?.left ?? 0) - (drag.current?.offsetPx ?? 0));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    const stepMs = event.altKey ? 100 : event.shiftKey ? 10_000 : 1000;
    const next = atMs + (event.key === "ArrowLeft" ? -stepMs : stepMs);
    onMove(next, true);
    onRelease?.(next, true);
  };
  return (
    // A native range has one thumb on one track; these three lie over a timeline that is none of theirs.
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round(range.fromMs / 1000)}
      aria-valuemax={Math.round(range.toMs / 1000)}
      aria-valuenow={Math.round(atMs / 1000)}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        drag.current = { offsetPx: event.clientX - (box.left + box.width / 2), atMs };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (drag.current !== null) onMove(place(event), event.ctrlKey || event.metaKey);
      }}
      onPointerUp={(event) => {
        if (drag.current === null) return;
        const last = place(event);
        drag.current = null;
        onRelease?.(last, event.ctrlKey || event.metaKey);
      }}
      onPointerCancel={() => {
        // Cancelling gives back what was.
        if (drag.current !== null) onMove(drag.current.atMs, true);
        drag.current = null;
      }}
      style={{ left: `${x}px` }}
      className={clsx(
        "absolute inset-y-0 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none justify-center focus-visible:-outline-offset-2 coarse:w-11",
        kind === "playhead" ? "z-20" : "z-10",
      )}
    >
      <span className={clsx("h-full w-px", looks[kind])} />
      {kind === "playhead" ? (
        <span className="absolute top-0 h-3 w-2.5 rounded-b-sm bg-fg" />
      ) : (
        <span
          className={clsx(
            "absolute bottom-1 flex h-4.5 items-center rounded-sm bg-accent-solid px-1 text-2xs font-semibold text-on-solid",
            kind === "in" ? "right-1/2" : "left-1/2",
          )}
        >
          {kind}
        </span>
      )}
    </div>
  );
}
