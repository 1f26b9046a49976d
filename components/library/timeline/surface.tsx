"use client";

import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { msPerPx, toMs, toPx, type Scale } from "@/lib/timeline/scale";
import { spanAt, type Span } from "@/lib/timeline/span";
import type { LibraryDesk } from "../desk";
import { lanes } from "./lanes";

type Gesture =
  | { kind: "press"; startX: number; view: Span; isRuler: boolean }
  | { kind: "pan"; startX: number; view: Span }
  | { kind: "scrub" }
  | { kind: "select"; fromMs: number };

/** So far a press may move before it becomes a drag. */
const dragPx = 4;

/** What the pointer does on the timeline itself, beside its handles. The keyboard has keys for all of it. */
export function Surface({
  desk,
  scale,
  words,
  snapped,
  nowMs,
  children,
}: {
  desk: LibraryDesk;
  scale: Scale;
  words: (atMs: number) => string;
  snapped: (atMs: number, isFree: boolean) => number;
  nowMs: number;
  children: ReactNode;
}) {
  const gesture = useRef<Gesture | null>(null);
  const [hoverX, setHoverX] = useState<number | null>(null);
  const xOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const yOf = (event: PointerEvent<HTMLElement>) => event.clientY - event.currentTarget.getBoundingClientRect().top;

  const onDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const x = xOf(event);
    const { view } = scale;
    if (event.shiftKey) {
      gesture.current = { kind: "select", fromMs: snapped(toMs(scale, x), event.ctrlKey) };
      return;
    }
    gesture.current = { kind: "press", startX: x, view, isRuler: yOf(event) <= lanes.ruler.height };
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const x = xOf(event);
    setHoverX(gesture.current?.kind === "pan" ? null : x);
    const now = gesture.current;
    if (now === null) return;
    if (now.kind === "press" && Math.abs(x - now.startX) > dragPx) {
      gesture.current = now.isRuler ? { kind: "scrub" } : { kind: "pan", startX: now.startX, view: now.view };
    }
    const going = gesture.current;
    if (going?.kind === "scrub") desk.scrub(Math.min(nowMs, toMs(scale, x)));
    if (going?.kind === "pan") {
      // Counted from where the drag began, so that nothing adds up.
      const byMs = (going.startX - x) * msPerPx(scale);
      desk.window.show({ fromMs: going.view.fromMs + byMs, toMs: going.view.toMs + byMs });
    }
    if (going?.kind === "select") {
      const toEnd = snapped(toMs(scale, x), event.ctrlKey);
      if (Math.abs(toEnd - going.fromMs) < msPerPx(scale) * dragPx) return;
      desk.setIn(Math.min(going.fromMs, toEnd));
      desk.setOut(Math.max(going.fromMs, toEnd));
    }
  };
  const onUp = (event: PointerEvent<HTMLElement>) => {
    const ended = gesture.current;
    gesture.current = null;
    const atMs = Math.min(nowMs, toMs(scale, xOf(event)));
    if (ended?.kind === "press" || ended?.kind === "scrub") desk.seek(atMs);
  };
  const onDoubleClick = (event: { clientX: number; currentTarget: HTMLElement }) => {
    const atMs = toMs(scale, event.clientX - event.currentTarget.getBoundingClientRect().left);
    const gap = desk.gapAt(atMs);
    const file = spanAt(desk.files, atMs);
    if (gap !== undefined) desk.seek(gap.toMs);
    else if (file !== undefined) desk.window.fit(file);
  };

  return (
    // The pointer's way; every act has a key and a button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      data-timeline
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => (gesture.current = null)}
      onPointerLeave={() => setHoverX(null)}
      onDoubleClick={onDoubleClick}
      className="relative touch-pan-y"
    >
      {children}
      {hoverX !== null && <Hover x={hoverX} scale={scale} words={words} />}
    </div>
  );
}

function Hover({ x, scale, words }: { x: number; scale: Scale; words: (atMs: number) => string }) {
  const text = words(toMs(scale, x));
  const half = 96;
  const left = Math.min(Math.max(x, half), Math.max(half, scale.widthPx - half));
  return (
    <>
      <span
        aria-hidden="true"
        style={{ left: `${toPx(scale, toMs(scale, x))}px` }}
        className="pointer-events-none absolute inset-y-0 w-px bg-control"
      />
      <span
        aria-hidden="true"
        style={{ left: `${left}px` }}
        className="pointer-events-none absolute bottom-0.5 z-30 -translate-x-1/2 rounded-sm border border-line-strong bg-raised px-1.5 py-0.5 text-2xs whitespace-nowrap tabular-nums"
      >
        {text}
      </span>
    </>
  );
}
