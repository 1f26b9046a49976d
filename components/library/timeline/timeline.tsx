"use client";

import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { LibraryItem } from "@/lib/features/library/types";
import { msPerPx, toMs, type Scale } from "@/lib/timeline/scale";
import { snapTo, type SnapTarget } from "@/lib/timeline/snap";
import type { Span } from "@/lib/timeline/span";
import { dateText } from "@/lib/timeline/ticks";
import { clockText } from "@/lib/timeline/zone";
import { useTimeZone } from "../../ui/clock";
import { formatZone } from "../../ui/time-format";
import type { LibraryDesk } from "../desk";
import type { TimelineFile } from "../use-recordings";
import { useValue } from "../value-store";
import { Drawing } from "./drawing";
import { Handle } from "./handle";
import { lanes } from "./lanes";
import { Minimap } from "./minimap";
import { Surface } from "./surface";
import { useWidth } from "./use-width";

export type TimelineProps = {
  desk: LibraryDesk;
  files: readonly TimelineFile[];
  unread: readonly Span[];
  /** Of what nothing is known: no gap. */
  unknown: readonly Span[];
  items: readonly LibraryItem[];
  nowMs: number;
  /** What the small map below shows. */
  week: Span;
};

/** How near an edge draws a handle, in pixels. */
const snapPx = 7;

/**
 * Wall-clock time with what was recorded of it. A click goes there, a drag in the ruler scrubs, a drag below it moves the
 * view, with Shift it selects; Ctrl and the wheel zoom at the pointer.
 */
export function Timeline({ desk, files, unread, unknown, items, nowMs, week }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(frame);
  const view = useValue(desk.window.view);
  const selection = useValue(desk.selection);
  const timeZone = useTimeZone();
  const scale: Scale = useMemo(() => ({ view, widthPx: Math.max(1, widthPx) }), [view, widthPx]);
  const selected = desk.selectedSpan;
  const range = desk.window.bounds();

  const targets = (withPlayhead: boolean): SnapTarget[] => [
    ...files.flatMap(({ fromMs, toMs: endMs }): SnapTarget[] => [
      { atMs: fromMs, kind: "edge" },
      { atMs: endMs, kind: "edge" },
    ]),
    ...items.flatMap(({ startsAt, endsAt }) =>
      [startsAt, endsAt].flatMap((at): SnapTarget[] => (at === null ? [] : [{ atMs: Date.parse(at), kind: "marker" }])),
    ),
    ...(withPlayhead ? [{ atMs: desk.playhead.get(), kind: "playhead" } as const] : []),
  ];
  const snapped = (atMs: number, isFree: boolean): number => {
    const past = Math.min(atMs, nowMs);
    if (isFree) return past;
    const perPx = msPerPx(scale);
    // Whole seconds are drawn to only where they are far enough apart to be told from each other.
    return snapTo(past, targets(true), { withinMs: snapPx * perPx, toSeconds: perPx < 250 })?.atMs ?? past;
  };
  const words = (atMs: number) =>
    `${dateText(atMs, timeZone)} ${clockText(atMs, timeZone, true)} ${formatZone(atMs, timeZone)}`;

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const box = frame.current?.getBoundingClientRect();
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (!isZoom && Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    if (isZoom) desk.window.zoom(Math.exp(event.deltaY * 0.0025), toMs(scale, event.clientX - (box?.left ?? 0)));
    else desk.window.pan(sideways * msPerPx(scale));
  });
  useEffect(() => {
    const element = frame.current;
    // React's own listener is passive: the page would scroll along.
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, []);

  return (
    <div className="overflow-hidden rounded-lg border border-line bg-panel">
      <div ref={frame} className="relative overflow-hidden select-none">
        {widthPx > 0 && (
          <>
            <Surface desk={desk} scale={scale} words={words} snapped={snapped} nowMs={nowMs}>
              <Drawing {...{ scale, timeZone, files, unread, unknown, items, selected, nowMs }} />
            </Surface>
            {selection.inMs !== null && (
              <Handle
                kind="in"
                label="In"
                atMs={selection.inMs}
                text={words(selection.inMs)}
                scale={scale}
                range={range}
                onMove={(atMs, isFree) => {
                  desk.setIn(snapped(atMs, isFree));
                  desk.scrub(desk.selection.get().inMs ?? atMs);
                }}
                onRelease={() => desk.seek(desk.selection.get().inMs ?? desk.playhead.get())}
              />
            )}
            {typeof selection.outMs === "number" && (
              <Handle
                kind="out"
                label="Out"
                atMs={selection.outMs}
                text={words(selection.outMs)}
                scale={scale}
                range={range}
                onMove={(atMs, isFree) => {
                  desk.setOut(snapped(atMs, isFree));
                  const { outMs } = desk.selection.get();
                  desk.scrub(typeof outMs === "number" ? outMs : atMs);
                }}
              />
            )}
            <Playhead desk={desk} scale={scale} words={words} range={range} />
          </>
        )}
        {widthPx === 0 && <div style={{ height: lanes.height }} />}
      </div>
      {widthPx > 0 && <Minimap week={week} widthPx={widthPx} view={view} window={desk.window} files={files} />}
    </div>
  );
}

/** Moves many times a second while something plays, and nothing else of the timeline with it. */
function Playhead({
  desk,
  scale,
  words,
  range,
}: {
  desk: LibraryDesk;
  scale: Scale;
  words: (atMs: number) => string;
  range: Span;
}) {
  const atMs = useValue(desk.playhead);
  return (
    <Handle
      kind="playhead"
      label="Playhead"
      atMs={atMs}
      text={words(atMs)}
      scale={scale}
      range={range}
      onMove={(next) => desk.scrub(next)}
      onRelease={(next) => desk.seek(next)}
    />
  );
}
