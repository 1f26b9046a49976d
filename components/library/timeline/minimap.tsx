"use client";

import { type PointerEvent, useRef } from "react";
import { toMs, toPx, type Scale } from "@/lib/timeline/scale";
import { lengthOf, type Span } from "@/lib/timeline/span";
import type { TimelineFile } from "../use-recordings";
import type { TimelineWindow } from "../timeline-window";

const height = 16;

/** The whole week in one line, and which part of it is shown; dragging moves that part. */
export function Minimap({
  week,
  widthPx,
  view,
  window,
  files,
}: {
  week: Span;
  widthPx: number;
  view: Span;
  window: TimelineWindow;
  files: readonly TimelineFile[];
}) {
  const offset = useRef<number | null>(null);
  const scale: Scale = { view: week, widthPx };
  const at = (event: PointerEvent<HTMLElement>) =>
    toMs(scale, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const center = (atMs: number) => {
    const length = lengthOf(view);
    window.show({ fromMs: atMs - length / 2, toMs: atMs + length / 2 });
  };
  const left = toPx(scale, view.fromMs);
  return (
    <div
      aria-hidden="true"
      className="cursor-pointer touch-none border-t border-line"
      onPointerDown={(event) => {
        const atMs = at(event);
        const isInside = atMs >= view.fromMs && atMs <= view.toMs;
        offset.current = isInside ? atMs - (view.fromMs + view.toMs) / 2 : 0;
        event.currentTarget.setPointerCapture(event.pointerId);
        if (!isInside) center(atMs);
      }}
      onPointerMove={(event) => {
        if (offset.current !== null) center(at(event) - offset.current);
      }}
      onPointerUp={() => (offset.current = null)}
      onPointerCancel={() => (offset.current = null)}
    >
      <svg width={widthPx} height={height} className="block">
        {files.map((file) => (
          <rect
            key={file.id}
            x={toPx(scale, file.fromMs)}
            y={5}
            width={Math.max(0.5, toPx(scale, file.toMs) - toPx(scale, file.fromMs))}
            height={6}
            className="fill-control"
          />
        ))}
        <rect
          x={left + 0.5}
          y={1.5}
          width={Math.max(4, toPx(scale, view.toMs) - left - 1)}
          height={height - 3}
          rx={2}
          className="fill-accent stroke-accent [fill-opacity:0.18]"
        />
      </svg>
    </div>
  );
}
