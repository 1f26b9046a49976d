import type { Rect } from "./rect";
import { FULL } from "./units";

/** A free way from a rectangle to what is next to it on one side. */
export type Distance = {
  readonly axis: "x" | "y";
  /** Where the way begins and ends on its axis, and at which place of the other axis it is drawn. */
  readonly from: number;
  readonly to: number;
  readonly across: number;
  /** Whether it ends at the edge of the canvas. */
  readonly isToCanvas: boolean;
};

/** The ways to the nearest neighbours, or to the canvas, on all four sides; those of no length are left out. */
export function distancesAround(rect: Rect, others: readonly Rect[]): Distance[] {
  const beside = others.filter((other) => other.y < rect.y + rect.h && rect.y < other.y + other.h);
  const above = others.filter((other) => other.x < rect.x + rect.w && rect.x < other.x + other.w);
  const right = rect.x + rect.w;
  const bottom = rect.y + rect.h;
  const ends = {
    left: Math.max(0, ...beside.map(({ x, w }) => x + w).filter((end) => end <= rect.x)),
    right: Math.min(FULL, ...beside.map(({ x }) => x).filter((start) => start >= right)),
    top: Math.max(0, ...above.map(({ y, h }) => y + h).filter((end) => end <= rect.y)),
    bottom: Math.min(FULL, ...above.map(({ y }) => y).filter((start) => start >= bottom)),
  };
  const centreX = rect.x + rect.w / 2;
  const centreY = rect.y + rect.h / 2;
  const ways: Distance[] = [
    { axis: "x", from: ends.left, to: rect.x, across: centreY, isToCanvas: ends.left === 0 },
    { axis: "x", from: right, to: ends.right, across: centreY, isToCanvas: ends.right === FULL },
    { axis: "y", from: ends.top, to: rect.y, across: centreX, isToCanvas: ends.top === 0 },
    { axis: "y", from: bottom, to: ends.bottom, across: centreX, isToCanvas: ends.bottom === FULL },
  ];
  return ways.filter(({ from, to }) => to > from);
}
