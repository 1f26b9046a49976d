import { type CanvasUnit, FULL, canvasUnit, fromPixelEdge, toPixelEdge } from "./units";

/** A rectangle on the canvas, origin top left. `x + w` and `y + h` never pass 1 000 000. */
export type Rect = { readonly x: CanvasUnit; readonly y: CanvasUnit; readonly w: CanvasUnit; readonly h: CanvasUnit };

/** A rectangle in whole pixels of a canvas, origin top left. */
export type PixelRect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A canvas in pixels. */
export type CanvasSize = { readonly width: number; readonly height: number };

/** The whole canvas. */
export const FULL_RECT: Rect = rectFromEdges(0, 0, FULL, FULL);

/**
 * A rectangle from its four edges in canvas units.
 * @throws RangeError when an edge lies outside the canvas or the edges are the wrong way round.
 */
export function rectFromEdges(left: number, top: number, right: number, bottom: number): Rect {
  return {
    x: canvasUnit(left),
    y: canvasUnit(top),
    w: canvasUnit(canvasUnit(right) - left),
    h: canvasUnit(canvasUnit(bottom) - top),
  };
}

/** Where a rectangle lies in pixels: both edges are rounded and the size is what lies between them (it may be 0). */
export function toPixelRect(rect: Rect, canvas: CanvasSize): PixelRect {
  const left = toPixelEdge(rect.x, canvas.width);
  const top = toPixelEdge(rect.y, canvas.height);
  return {
    x: left,
    y: top,
    width: toPixelEdge(canvasUnit(rect.x + rect.w), canvas.width) - left,
    height: toPixelEdge(canvasUnit(rect.y + rect.h), canvas.height) - top,
  };
}

/**
 * A pixel rectangle in canvas units, through its edges.
 * @throws RangeError when it reaches outside the canvas.
 */
export function fromPixelRect(rect: PixelRect, canvas: CanvasSize): Rect {
  return rectFromEdges(
    fromPixelEdge(rect.x, canvas.width),
    fromPixelEdge(rect.y, canvas.height),
    fromPixelEdge(rect.x + rect.width, canvas.width),
    fromPixelEdge(rect.y + rect.height, canvas.height),
  );
}

/** Whether two rectangles share any area; touching edges do not count. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Whether `inner` lies wholly within `outer`; touching edges count. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h
  );
}

/** The smallest rectangle around all of them; null around none. */
export function unionBounds(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  return rectFromEdges(
    Math.min(...rects.map(({ x }) => x)),
    Math.min(...rects.map(({ y }) => y)),
    Math.max(...rects.map(({ x, w }) => x + w)),
    Math.max(...rects.map(({ y, h }) => y + h)),
  );
}

/** Whether two rectangles are the same place. */
export function isSameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}
