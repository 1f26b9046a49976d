"use client";

import { useEffect, useRef } from "react";
import { describeLength } from "@/lib/layout-editor/expression";
import { useEditor } from "./editor-context";

const space = "http://www.w3.org/2000/svg";

/** Guides, distances and the marquee of the gesture that goes on, drawn without React: they change with every move. */
export function GuidesLayer() {
  const store = useEditor();
  const layer = useRef<SVGSVGElement>(null);
  useEffect(
    () =>
      store.subscribeDraft(() => {
        const svg = layer.current;
        if (svg !== null) svg.replaceChildren(...drawingOf(store));
      }),
    [store],
  );
  return (
    <svg
      ref={layer}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 z-30 size-full overflow-visible"
    />
  );
}

function drawingOf(store: ReturnType<typeof useEditor>): SVGElement[] {
  const { draft, document, state } = store;
  if (draft === null) return [];
  const { canvas } = document;
  const px = (units: number) => (units / 1e6) * canvas.width * state.view.zoom;
  const py = (units: number) => (units / 1e6) * canvas.height * state.view.zoom;
  const drawn: SVGElement[] = [];
  if (draft.brush !== null) {
    const { x, y, w, h } = draft.brush;
    drawn.push(shape("rect", { x: px(x), y: py(y), width: px(w), height: py(h) }, "fill-accent/15 stroke-accent"));
  }
  for (const { axis, at, from, to, kind } of draft.guides) {
    const line =
      axis === "x"
        ? { x1: px(at), x2: px(at), y1: py(from), y2: py(to) }
        : { x1: px(from), x2: px(to), y1: py(at), y2: py(at) };
    drawn.push(shape("line", line, "stroke-ink/60 [stroke-width:3]"));
    drawn.push(shape("line", line, kind === "gap" ? "stroke-warning [stroke-dasharray:4_3]" : "stroke-live"));
  }
  if (draft.guides.length === 0) return drawn;
  for (const { axis, from, to, across } of draft.distances) {
    const isX = axis === "x";
    const length = isX ? px(to) - px(from) : py(to) - py(from);
    if (length < 18) continue;
    const line = isX
      ? { x1: px(from), x2: px(to), y1: py(across), y2: py(across) }
      : { x1: px(across), x2: px(across), y1: py(from), y2: py(to) };
    drawn.push(shape("line", line, "stroke-accent [stroke-dasharray:2_2]"));
    const side = isX ? canvas.width : canvas.height;
    const words = `${describeLength(to - from, "px", side)} · ${((to - from) / 10_000).toFixed(1)} %`;
    drawn.push(...label(words, (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2, !isX));
  }
  return drawn;
}

function shape(name: string, attributes: Record<string, number>, className: string): SVGElement {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value.toFixed(1));
  element.setAttribute("class", className);
  return element;
}

function label(words: string, x: number, y: number, isBeside: boolean): SVGElement[] {
  const width = words.length * 5.6 + 8;
  const left = isBeside ? x + 6 : x - width / 2;
  const ground = shape("rect", { x: left, y: y - 8, width, height: 16, rx: 3 }, "fill-ink/80");
  const text = shape("text", { x: left + width / 2, y: y + 3.5 }, "fill-paper text-2xs [text-anchor:middle]");
  text.textContent = words;
  return [ground, text];
}
