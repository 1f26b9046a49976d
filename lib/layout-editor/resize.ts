import { type Rect, rectFromEdges } from "./rect";
import { FULL, clamp } from "./units";
import type { Delta } from "./move";

/** The eight handles, clockwise, named by compass. */
export const handles = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof handles)[number];

/** Which edges a handle moves: -1 the left or top one, 1 the right or bottom one, 0 none. */
export type Sides = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

export type ResizeOptions = {
  /** Width and height keep their ratio, which is the ratio in pixels too. */
  readonly keepAspect: boolean;
  /** The opposite edge moves the opposite way. */
  readonly fromCentre: boolean;
  /** Smallest size while drawing, in canvas units. What is smaller already stays as small as it is. */
  readonly leastWidth: number;
  readonly leastHeight: number;
};

/** The edges that a handle moves. */
export function sidesOf(handle: Handle): Sides {
  return {
    x: handle.includes("w") ? -1 : handle.includes("e") ? 1 : 0,
    y: handle.includes("n") ? -1 : handle.includes("s") ? 1 : 0,
  };
}

/**
 * A rectangle whose handle was dragged by `delta` canvas units from where it was at first. Edges that the handle does not
 * move stay exactly; nothing leaves the canvas; crossing over the opposite edge stops at the smallest size.
 */
export function resizeByHandle(rect: Rect, handle: Handle, { dx, dy }: Delta, options: ResizeOptions): Rect {
  const sides = sidesOf(handle);
  if (options.keepAspect && rect.w > 0 && rect.h > 0) return scaled(rect, sides, { dx, dy }, options);
  const { fromCentre, leastWidth, leastHeight } = options;
  const [left, right] = dragged(rect.x, rect.x + rect.w, sides.x, dx, leastWidth, fromCentre);
  const [top, bottom] = dragged(rect.y, rect.y + rect.h, sides.y, dy, leastHeight, fromCentre);
  return rectFromEdges(left, top, right, bottom);
}

/** Where a member of a group goes when the group's bounds change: edges in proportion, so that neighbours still touch. */
export function scaleInto(rect: Rect, from: Rect, to: Rect): Rect {
  const x = (edge: number) => along(edge, from.x, from.w, to.x, to.w);
  const y = (edge: number) => along(edge, from.y, from.h, to.y, to.h);
  return rectFromEdges(x(rect.x), y(rect.y), x(rect.x + rect.w), y(rect.y + rect.h));
}

function along(edge: number, from: number, size: number, to: number, newSize: number): number {
  return size === 0 ? to : to + Math.round(((edge - from) * newSize) / size);
}

type Span = [start: number, end: number];

/** One side of a rectangle after its edge was dragged. */
function dragged(start: number, end: number, side: -1 | 0 | 1, by: number, least: number, fromCentre: boolean): Span {
  if (side === 0) return [start, end];
  const smallest = Math.min(least, end - start);
  if (fromCentre) {
    const centre = (start + end) / 2;
    const half = clamp((end - start) / 2 + side * by, smallest / 2, Math.min(centre, FULL - centre));
    return [Math.round(centre - half), Math.round(centre + half)];
  }
  return side === 1
    ? [start, clamp(Math.round(end + by), start + smallest, FULL)]
    : [clamp(Math.round(start + by), 0, end - smallest), end];
}

/** Both sides by one factor: that of the axis which was dragged further, as far as the canvas allows. */
function scaled(rect: Rect, sides: Sides, { dx, dy }: Delta, options: ResizeOptions): Rect {
  const across = { start: rect.x, size: rect.w, side: sides.x, by: dx, least: options.leastWidth };
  const down = { start: rect.y, size: rect.h, side: sides.y, by: dy, least: options.leastHeight };
  const reach = options.fromCentre ? 2 : 1;
  const wanted = [across, down]
    .filter(({ side }) => side !== 0)
    .map(({ size, side, by }) => 1 + (side * by * reach) / size)
    .reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a));
  const most = Math.min(...[across, down].map((axis) => roomOf(axis, options.fromCentre) / axis.size));
  const least = Math.max(...[across, down].map((axis) => Math.min(axis.least, axis.size) / axis.size));
  const factor = clamp(wanted, least, Math.max(least, most));
  const [left, right] = grown(across, factor, options.fromCentre);
  const [top, bottom] = grown(down, factor, options.fromCentre);
  return rectFromEdges(left, top, right, bottom);
}

type Axis = { start: number; size: number; side: -1 | 0 | 1 };

/** How large an axis can become before it leaves the canvas. */
function roomOf({ start, size, side }: Axis, fromCentre: boolean): number {
  if (fromCentre || side === 0) return 2 * Math.min(start + size / 2, FULL - start - size / 2);
  return side === 1 ? FULL - start : start + size;
}

function grown({ start, size, side }: Axis, factor: number, fromCentre: boolean): Span {
  const next = Math.round(size * factor);
  if (!fromCentre && side === 1) return [start, Math.min(FULL, start + next)];
  if (!fromCentre && side === -1) return [Math.max(0, start + size - next), start + size];
  const left = clamp(Math.round(start + (size - next) / 2), 0, FULL);
  return [left, Math.min(FULL, left + next)];
}
