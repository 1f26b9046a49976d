import type { Rect } from "./rect";
import { type Anchor, type SnapKind, snapKinds, type SnapLine, type SnapLines, type SnapSettings } from "./snap-lines";
import { clamp } from "./units";

/** What holds an axis since an earlier move: a line lets go later than it takes hold. */
export type Hold = { readonly at: number; readonly anchor: Anchor };
export type Holds = { readonly x: Hold | null; readonly y: Hold | null };

export const noHolds: Holds = { x: null, y: null };

/** How near a line must be to take hold and how far to let go, in canvas units; the settings of the grid. */
export type SnapReach = {
  readonly takeX: number;
  readonly takeY: number;
  readonly releaseX: number;
  readonly releaseY: number;
  readonly grid: SnapSettings["grid"];
};

/** A line to draw: `axis` x is an upright line at `at`, reaching from `from` to `to`. */
export type Guide = {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly kind: SnapKind;
};

export type Snapped = { readonly dx: number; readonly dy: number; readonly holds: Holds; readonly guides: Guide[] };

/** Which parts of a rectangle may be attracted on each axis. */
export type Anchors = { readonly x: readonly Anchor[]; readonly y: readonly Anchor[] };

export const allAnchors: Anchors = { x: ["start", "centre", "end"], y: ["start", "centre", "end"] };

/** Takes hold at 6 pixels of the screen and lets go at 9. */
export function reachOf(unitsPerPx: { x: number; y: number }, grid: SnapSettings["grid"]): SnapReach {
  return {
    takeX: 6 * unitsPerPx.x,
    takeY: 6 * unitsPerPx.y,
    releaseX: 9 * unitsPerPx.x,
    releaseY: 9 * unitsPerPx.y,
    grid,
  };
}

/**
 * How far a rectangle is drawn to the nearest lines, separately on each axis. Equally near ones go by `snapKinds`; a line
 * that holds keeps its hold until it is further than the release or another one is nearer.
 */
export function snap(rect: Rect, lines: SnapLines, reach: SnapReach, holds: Holds, anchors: Anchors): Snapped {
  const x = snapAxis(rect.x, rect.w, lines.x, anchors.x, reach.takeX, reach.releaseX, reach.grid?.x ?? null, holds.x);
  const y = snapAxis(rect.y, rect.h, lines.y, anchors.y, reach.takeY, reach.releaseY, reach.grid?.y ?? null, holds.y);
  const moved = { left: rect.x + (x?.delta ?? 0), top: rect.y + (y?.delta ?? 0), w: rect.w, h: rect.h };
  return {
    dx: x?.delta ?? 0,
    dy: y?.delta ?? 0,
    holds: { x: x?.hold ?? null, y: y?.hold ?? null },
    guides: [
      ...(x === null ? [] : guidesAt("x", lines.x, moved.left, moved.w, moved.top, moved.h, anchors.x)),
      ...(y === null ? [] : guidesAt("y", lines.y, moved.top, moved.h, moved.left, moved.w, anchors.y)),
    ],
  };
}

type Found = { delta: number; hold: Hold; kind: SnapKind };

function snapAxis(
  start: number,
  size: number,
  lines: readonly SnapLine[],
  anchors: readonly Anchor[],
  take: number,
  release: number,
  grid: number | null,
  held: Hold | null,
): Found | null {
  let best: Found | null = null;
  const offer = (at: number, anchor: Anchor, kind: SnapKind, within: number) => {
    const delta = at - placeOf(anchor, start, size);
    const distance = Math.abs(delta);
    if (distance > within || (best !== null && !isBetter(distance, kind, best))) return;
    best = { delta, hold: { at, anchor }, kind };
  };
  for (const anchor of anchors) {
    const place = placeOf(anchor, start, size);
    for (let index = firstFrom(lines, place - take); index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || line.at > place + take) break;
      if (line.only === null || line.only === anchor) offer(line.at, anchor, line.kind, take);
    }
    if (grid !== null && grid > 0 && anchor !== "centre") {
      const at = Math.round(place / grid) * grid;
      offer(at, anchor, "grid", Math.min(take, grid / 2));
    }
  }
  if (best === null && held !== null && anchors.includes(held.anchor)) offer(held.at, held.anchor, "grid", release);
  return best;
}

function isBetter(distance: number, kind: SnapKind, than: Found): boolean {
  const difference = distance - Math.abs(than.delta);
  if (Math.abs(difference) >= 1) return difference < 0;
  return snapKinds.indexOf(kind) < snapKinds.indexOf(than.kind);
}

function placeOf(anchor: Anchor, start: number, size: number): number {
  if (anchor === "start") return start;
  return anchor === "end" ? start + size : start + size / 2;
}

/** Index of the first line at or after a place, by binary search. */
function firstFrom(lines: readonly SnapLine[], place: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every line that the rectangle lies on now: one for each place, as long as all that share it. */
function guidesAt(
  axis: "x" | "y",
  lines: readonly SnapLine[],
  start: number,
  size: number,
  from: number,
  length: number,
  anchors: readonly Anchor[],
): Guide[] {
  const guides = new Map<number, Guide>();
  for (const anchor of anchors) {
    const place = placeOf(anchor, start, size);
    for (let index = firstFrom(lines, place - 1); index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || line.at > place + 1) break;
      if (line.only !== null && line.only !== anchor) continue;
      const known = guides.get(line.at);
      guides.set(line.at, {
        axis,
        at: line.at,
        from: clamp(Math.min(known?.from ?? from, line.from, from), 0, 1_000_000),
        to: clamp(Math.max(known?.to ?? from + length, line.to, from + length), 0, 1_000_000),
        kind:
          known !== undefined && snapKinds.indexOf(known.kind) < snapKinds.indexOf(line.kind) ? known.kind : line.kind,
      });
    }
  }
  return [...guides.values()];
}
