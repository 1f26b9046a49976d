import { placeAt, translate } from "./move";
import { type Rect, rectFromEdges, unionBounds } from "./rect";
import { FULL } from "./units";

export const alignments = ["left", "centre", "right", "top", "middle", "bottom"] as const;
export type Alignment = (typeof alignments)[number];

export type Axis = "horizontal" | "vertical";

/** Aligns rectangles to one edge or middle of a frame: of the canvas, or of all of them together. */
export function align(rects: readonly Rect[], to: Alignment, frame: Rect | null = null): Rect[] {
  const bounds = frame ?? unionBounds(rects);
  if (bounds === null) return [];
  return rects.map((rect) => translate(rect, stepTo(rect, to, bounds)));
}

function stepTo({ x, y, w, h }: Rect, to: Alignment, frame: Rect): { dx: number; dy: number } {
  switch (to) {
    case "left":
      return { dx: frame.x - x, dy: 0 };
    case "centre":
      return { dx: frame.x + Math.round((frame.w - w) / 2) - x, dy: 0 };
    case "right":
      return { dx: frame.x + frame.w - w - x, dy: 0 };
    case "top":
      return { dx: 0, dy: frame.y - y };
    case "middle":
      return { dx: 0, dy: frame.y + Math.round((frame.h - h) / 2) - y };
    case "bottom":
      return { dx: 0, dy: frame.y + frame.h - h - y };
  }
}

/**
 * Spreads three or more rectangles between the outermost two, with equal space between them or equal steps from centre
 * to centre. The result is in the order given.
 */
export function distribute(rects: readonly Rect[], axis: Axis, by: "spacing" | "centres" = "spacing"): Rect[] {
  if (rects.length < 3) return [...rects];
  const start = (rect: Rect) => (axis === "horizontal" ? rect.x : rect.y);
  const size = (rect: Rect) => (axis === "horizontal" ? rect.w : rect.h);
  const centre = (rect: Rect) => start(rect) + size(rect) / 2;
  const order = rects
    .map((rect, index) => ({ rect, index }))
    .toSorted((a, b) => centre(a.rect) - centre(b.rect) || a.index - b.index);
  const [first, last] = [order[0], order.at(-1)];
  if (first === undefined || last === undefined) return [...rects];
  const between = order.slice(1, -1);
  const taken = between.reduce((sum, { rect }) => sum + size(rect), 0);
  const room = start(last.rect) - (start(first.rect) + size(first.rect)) - taken;
  const step = (centre(last.rect) - centre(first.rect)) / (order.length - 1);
  let place = start(first.rect) + size(first.rect);
  const next = [...rects];
  for (const [position, { rect, index }] of between.entries()) {
    place += room / (between.length + 1);
    const at = by === "spacing" ? place : centre(first.rect) + step * (position + 1) - size(rect) / 2;
    next[index] = axis === "horizontal" ? placeAt(at, rect.y, rect.w, rect.h) : placeAt(rect.x, at, rect.w, rect.h);
    place += size(rect);
  }
  return next;
}

/** Gives every rectangle the width, the height or both of the first; each keeps its top left corner where it can. */
export function matchSize(rects: readonly Rect[], what: "width" | "height" | "both"): Rect[] {
  const [first] = rects;
  if (first === undefined) return [];
  return rects.map((rect) =>
    placeAt(rect.x, rect.y, what === "height" ? rect.w : first.w, what === "width" ? rect.h : first.h),
  );
}

/** Lays rectangles out in the squarest grid of equal cells that fills a frame, by rows in their present reading order. */
export function tidy(rects: readonly Rect[], frame: Rect, gap = 0): Rect[] {
  const columns = Math.ceil(Math.sqrt(rects.length));
  const rows = Math.ceil(rects.length / Math.max(1, columns));
  const edge = (start: number, size: number, parts: number, part: number, isEnd: boolean) => {
    const cell = (size - gap * (parts - 1)) / parts;
    return Math.round(start + part * (cell + gap) + (isEnd ? cell : 0));
  };
  const order = readingOrder(rects);
  const next = [...rects];
  for (const [place, index] of order.entries()) {
    const [column, row] = [place % columns, Math.floor(place / columns)];
    next[index] = rectFromEdges(
      edge(frame.x, frame.w, columns, column, false),
      edge(frame.y, frame.h, rows, row, false),
      edge(frame.x, frame.w, columns, column, true),
      edge(frame.y, frame.h, rows, row, true),
    );
  }
  return next;
}

/** Indexes from the top row to the bottom one and from left to right; nearly equal heights are one row. */
export function readingOrder(rects: readonly Rect[]): number[] {
  const row = ({ y, h }: Rect) => Math.round((y + h / 2) / 100_000);
  return rects
    .map((rect, index) => ({ rect, index }))
    .toSorted((a, b) => row(a.rect) - row(b.rect) || a.rect.x - b.rect.x || a.index - b.index)
    .map(({ index }) => index);
}

/** Grows a rectangle until it meets another one or the canvas: to the sides first, then up and down. */
export function fillSpace(rect: Rect, others: readonly Rect[]): Rect {
  const isBeside = (other: Rect) => other.y < rect.y + rect.h && rect.y < other.y + other.h;
  const beside = others.filter(isBeside);
  const left = Math.max(0, ...beside.map(({ x, w }) => x + w).filter((end) => end <= rect.x));
  const right = Math.min(FULL, ...beside.map(({ x }) => x).filter((start) => start >= rect.x + rect.w));
  const above = others.filter((other) => other.x < right && left < other.x + other.w);
  const top = Math.max(0, ...above.map(({ y, h }) => y + h).filter((end) => end <= rect.y));
  const bottom = Math.min(FULL, ...above.map(({ y }) => y).filter((start) => start >= rect.y + rect.h));
  return rectFromEdges(left, top, right, bottom);
}
