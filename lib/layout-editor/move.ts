import { type Rect, rectFromEdges } from "./rect";
import { FULL, clamp } from "./units";

/** A step on the canvas, in canvas units. */
export type Delta = { readonly dx: number; readonly dy: number };

/** The whole-unit step nearest to `delta` that keeps `bounds` on the canvas. */
export function clampDelta(bounds: Rect, { dx, dy }: Delta): Delta {
  // Adding 0 makes a 0 of a -0.
  return {
    dx: clamp(Math.round(dx), 0 - bounds.x, FULL - bounds.x - bounds.w) + 0,
    dy: clamp(Math.round(dy), 0 - bounds.y, FULL - bounds.y - bounds.h) + 0,
  };
}

/** Moves a rectangle as far as the canvas lets it; its size stays. */
export function translate(rect: Rect, delta: Delta): Rect {
  const { dx, dy } = clampDelta(rect, delta);
  return rectFromEdges(rect.x + dx, rect.y + dy, rect.x + dx + rect.w, rect.y + dy + rect.h);
}

/** A rectangle of the given size, as near to a place as the canvas lets it. Sizes above the canvas become its own. */
export function placeAt(x: number, y: number, width: number, height: number): Rect {
  const w = clamp(Math.round(width), 0, FULL);
  const h = clamp(Math.round(height), 0, FULL);
  const left = clamp(Math.round(x), 0, FULL - w);
  const top = clamp(Math.round(y), 0, FULL - h);
  return rectFromEdges(left, top, left + w, top + h);
}
