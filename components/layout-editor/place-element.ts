import type { Rect } from "@/lib/layout-editor/rect";

/** Puts an element where a rectangle is, in percent of the canvas around it. */
export function placeElement(element: HTMLElement | SVGElement, { x, y, w, h }: Rect): void {
  const { style } = element;
  style.left = `${x / 10_000}%`;
  style.top = `${y / 10_000}%`;
  style.width = `${w / 10_000}%`;
  style.height = `${h / 10_000}%`;
}

/** The same as React's style. */
export function placeStyle({ x, y, w, h }: Rect) {
  return { left: `${x / 10_000}%`, top: `${y / 10_000}%`, width: `${w / 10_000}%`, height: `${h / 10_000}%` };
}
