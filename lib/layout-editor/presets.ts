import { FULL_RECT, type Rect, rectFromEdges } from "./rect";
import { type CanvasUnit, FULL } from "./units";

/** Agora's predefined layouts (contract §3.2-3.4); the fourth, custom, is `resolveCustom`. */
export type PresetName = "floating" | "bestFit" | "vertical";

/** How a picture fills its region: `cover` crops it, `contain` shows all of it between bars (contract §2.4). */
export type Fit = "cover" | "contain";

/** A region of the canvas and who is in it. List order is z-order: a later region lies on top (contract §3.5). */
export type PlacedRegion = Rect & {
  /** The user's id, or null when nobody is shown there and the background remains. */
  readonly uid: string | null;
  readonly fit: Fit;
  /** Opacity in millionths. */
  readonly alpha: CanvasUnit;
};

/** A region of a custom layout as it was asked for: with `uid: null` it is filled by join order (contract §3.5). */
export type CustomRegion = PlacedRegion;

/** At most this many users are recorded and this many regions shown (contract §1.4, §3.1). */
export const MAX_REGIONS = 17;

/**
 * Agora's geometry for the users in a channel.
 *
 * `uids` is in join order; from the eighteenth on they are not recorded (contract §1.4). `maxResolutionUid` matters to
 * the vertical layout only: its large region comes first and has `uid: null` when that user is unset or not recorded.
 */
export function presetRegions(
  preset: PresetName,
  uids: readonly string[],
  options: { readonly maxResolutionUid?: string | null } = {},
): PlacedRegion[] {
  const recorded = uids.slice(0, MAX_REGIONS);
  switch (preset) {
    case "floating":
      return place(recorded, floatingRects());
    case "bestFit":
      return place(recorded, bestFitRects(recorded.length));
    case "vertical":
      return vertical(recorded, options.maxResolutionUid ?? null);
  }
}

/**
 * Puts users into the regions of a custom layout (contract §3.5).
 *
 * A region with a uid belongs to that user. The regions with `uid: null` are filled, in list order, by the remaining users
 * in join order. A region whose user is not in the channel, or for whom nobody remains, comes back with `uid: null`.
 * Users without a region are not shown.
 */
export function resolveCustom(regions: readonly CustomRegion[], joinOrderedUids: readonly string[]): PlacedRegion[] {
  const recorded = joinOrderedUids.slice(0, MAX_REGIONS);
  const reserved = new Set(regions.map((region) => region.uid));
  const waiting = recorded.filter((uid) => !reserved.has(uid));
  return regions.map((region) => {
    const uid = region.uid ?? waiting.shift() ?? null;
    return { ...region, uid: uid !== null && recorded.includes(uid) ? uid : null };
  });
}

/** Contract §3.2: the first user fills the canvas; windows of 23.5 % with gaps of 1.2 % fill four rows from below. */
function floatingRects(): Rect[] {
  const size = 235_000;
  const gap = 12_000;
  const windows = Array.from({ length: 16 }, (_, i) => {
    const left = gap + (size + gap) * (i % 4);
    const top = FULL - (size + gap) * (Math.floor(i / 4) + 1);
    return rectFromEdges(left, top, left + size, top + size);
  });
  return [FULL_RECT, ...windows];
}

/** Contract §3.3: equal cells, row by row, in the smallest grid of the table that holds everybody. */
function bestFitRects(count: number): Rect[] {
  if (count <= 1) return gridRects(1, 1);
  if (count === 2) return gridRects(2, 1);
  if (count <= 4) return gridRects(2, 2);
  if (count <= 9) return gridRects(3, 3);
  if (count <= 16) return gridRects(4, 4);
  const fifth = FULL / 5;
  const rows = Array.from({ length: 16 }, (_, i) => squareAt(FULL / 10 + fifth * (i % 4), fifth * Math.floor(i / 4)));
  return [...rows, squareAt(2 * fifth, 4 * fifth)];

  function squareAt(left: number, top: number): Rect {
    return rectFromEdges(left, top, left + fifth, top + fifth);
  }
}

/** Cells of a grid, row by row. Edges are rounded, not sizes, so that neighbours touch where a third is not exact. */
function gridRects(columns: number, rows: number): Rect[] {
  return Array.from({ length: columns * rows }, (_, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    return rectFromEdges(share(column, columns), share(row, rows), share(column + 1, columns), share(row + 1, rows));
  });
}

/**
 * Contract §3.4: a large region on the left, small ones in a strip on the right.
 *
 * The size class follows the number of small regions. With the large user present that is the documented number of
 * users less one; without, everybody is small, which can make the class one step larger.
 */
function vertical(uids: readonly string[], maxResolutionUid: string | null): PlacedRegion[] {
  const large = uids.find((uid) => uid === maxResolutionUid) ?? null;
  const small = uids.filter((uid) => uid !== large);
  const { largeRect, smallRects } = verticalRects(small.length);
  return [{ ...largeRect, uid: large, fit: "contain", alpha: FULL }, ...place(small, smallRects)];
}

function verticalRects(smallCount: number): { largeRect: Rect; smallRects: Rect[] } {
  if (smallCount <= 4) return strip(5, 4);
  if (smallCount <= 6) return strip(7, 6);
  if (smallCount <= 8) return strip(9, 8);
  // Two columns of a tenth each. The documented figure puts the first eight at the outer edge.
  const column = (left: number, right: number) =>
    Array.from({ length: 8 }, (_, i) => rectFromEdges(left, share(i, 8), right, share(i + 1, 8)));
  return {
    largeRect: rectFromEdges(0, 0, share(8, 10), FULL),
    smallRects: [...column(share(9, 10), FULL), ...column(share(8, 10), share(9, 10))],
  };
}

/** One column whose width is one `parts`-th of the canvas, cut into `rows` regions. */
function strip(parts: number, rows: number): { largeRect: Rect; smallRects: Rect[] } {
  const left = share(parts - 1, parts);
  return {
    largeRect: rectFromEdges(0, 0, left, FULL),
    smallRects: Array.from({ length: rows }, (_, i) => rectFromEdges(left, share(i, rows), FULL, share(i + 1, rows))),
  };
}

/** The edge after `part` of `parts` equal parts of the canvas. */
function share(part: number, parts: number): number {
  return Math.round((part * FULL) / parts);
}

/** Users into rectangles in order; whoever finds none is not shown. */
function place(uids: readonly string[], rects: readonly Rect[]): PlacedRegion[] {
  return rects
    .slice(0, uids.length)
    .map((rect, i) => ({ ...rect, uid: uids[i] ?? null, fit: "cover" as const, alpha: FULL }));
}
