import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distancesAround } from "./distances";
import { rectFromEdges } from "./rect";
import { allAnchors, noHolds, reachOf, snap, type Holds } from "./snap";
import { collectLines, defaultSnapSettings, type SnapSettings } from "./snap-lines";
import { anyTile } from "./test-documents";
import { FULL } from "./units";

/** A screen on which one pixel is a thousandth of the canvas: lines take hold at 6 000 units and let go at 9 000. */
const reach = reachOf({ x: 1000, y: 1000 }, null);
const only = (changes: Partial<SnapSettings>): SnapSettings => ({
  canvas: false,
  thirds: false,
  siblings: false,
  gaps: false,
  safeAreas: false,
  grid: null,
  ...changes,
});
const at = (x: number, y: number, w = 100_000, h = 100_000) => rectFromEdges(x, y, x + w, y + h);

describe("snapping", () => {
  it("never moves further than it reaches, and what it moved lies on a line", () => {
    fc.assert(
      fc.property(anyTile, fc.array(anyTile, { maxLength: 8 }), (rect, others) => {
        const lines = collectLines(others, defaultSnapSettings);
        const { dx, dy, guides } = snap(rect, lines, reach, noHolds, allAnchors);
        expect(Math.max(Math.abs(dx), Math.abs(dy))).toBeLessThanOrEqual(6000);
        const x = rect.x + dx;
        const places = [x, x + rect.w / 2, x + rect.w];
        for (const guide of guides.filter(({ axis }) => axis === "x")) {
          expect(Math.min(...places.map((place) => Math.abs(place - guide.at)))).toBeLessThanOrEqual(1);
        }
        if (dx !== 0) expect(guides.some(({ axis }) => axis === "x")).toBe(true);
      }),
    );
  });

  it("finds the nearest line: the same as looking at every one of them", () => {
    fc.assert(
      fc.property(anyTile, fc.array(anyTile, { maxLength: 8 }), (rect, others) => {
        const lines = collectLines(others, only({ canvas: true, siblings: true }));
        const ways = lines.x
          .flatMap(({ at: place, only: part }) => [
            ...(part === null || part === "start" ? [place - rect.x] : []),
            ...(part === null || part === "centre" ? [place - rect.x - rect.w / 2] : []),
            ...(part === null || part === "end" ? [place - rect.x - rect.w] : []),
          ])
          .filter((way) => Math.abs(way) <= 6000);
        const nearest = ways.length === 0 ? 0 : Math.min(...ways.map(Math.abs));
        const { dx } = snap(rect, lines, reach, noHolds, allAnchors);
        // Two that differ by less than one unit count as equally near.
        expect(Math.abs(Math.abs(dx) - nearest)).toBeLessThan(1);
      }),
    );
  });

  it("draws an edge to the canvas, to its middle, its thirds and to other edges", () => {
    const near = (rect: ReturnType<typeof at>, settings: SnapSettings, others = [at(700_000, 0)]) =>
      snap(rect, collectLines(others, settings), reach, noHolds, allAnchors).dx;
    expect(near(at(4000, 500_000), only({ canvas: true }))).toBe(-4000);
    expect(near(at(897_000, 500_000), only({ canvas: true }))).toBe(3000);
    expect(near(at(452_000, 500_000), only({ canvas: true }))).toBe(-2000);
    expect(near(at(330_000, 500_000), only({ thirds: true }))).toBe(3333);
    expect(near(at(803_000, 500_000), only({ siblings: true }))).toBe(-3000);
    expect(near(at(32_000, 500_000), only({ safeAreas: true }))).toBe(3000);
  });

  it("of two equally near lines takes the canvas before a sibling", () => {
    const { guides } = snap(
      at(897_000, 0),
      collectLines([at(400_000, 0, 600_000)], defaultSnapSettings),
      reach,
      noHolds,
      {
        x: ["end"],
        y: [],
      },
    );
    expect(guides).toMatchObject([{ axis: "x", at: FULL, kind: "canvas" }]);
  });

  it("makes a gap as wide as the one beside it", () => {
    const others = [at(0, 0), at(150_000, 0)];
    const { dx, guides } = snap(at(303_000, 0), collectLines(others, only({ gaps: true })), reach, noHolds, allAnchors);
    expect(dx).toBe(-3000);
    expect(guides).toMatchObject([{ kind: "gap", at: 300_000 }]);
  });

  it("keeps to a grid by the nearest cell", () => {
    const grid = { x: 50_000, y: 50_000 };
    const { dx, dy } = snap(
      at(104_000, 246_000),
      { x: [], y: [] },
      reachOf({ x: 1000, y: 1000 }, grid),
      noHolds,
      allAnchors,
    );
    expect([dx, dy]).toEqual([-4000, 4000]);
  });

  it("holds a line longer than it takes to catch it", () => {
    const lines = collectLines([], only({ canvas: true }));
    const caught = snap(at(5000, 300_000), lines, reach, noHolds, allAnchors);
    expect(caught.dx).toBe(-5000);
    const still = (x: number, holds: Holds) => snap(at(x, 300_000), lines, reach, holds, allAnchors);
    expect(still(8000, caught.holds).dx).toBe(-8000);
    expect(still(8000, noHolds).dx).toBe(0);
    expect(still(9500, caught.holds).dx).toBe(0);
  });
});

describe("distances", () => {
  it("lead to the nearest neighbour of each side or to the canvas", () => {
    const rect = at(400_000, 400_000);
    const ways = distancesAround(rect, [at(100_000, 400_000), at(0, 350_000), at(400_000, 700_000), at(900_000, 0)]);
    expect(ways.map(({ axis, from, to, isToCanvas }) => ({ axis, way: [from, to], isToCanvas }))).toEqual([
      { axis: "x", way: [200_000, 400_000], isToCanvas: false },
      { axis: "x", way: [500_000, FULL], isToCanvas: true },
      { axis: "y", way: [0, 400_000], isToCanvas: true },
      { axis: "y", way: [500_000, 700_000], isToCanvas: false },
    ]);
  });

  it("never cross a neighbour", () => {
    fc.assert(
      fc.property(anyTile, fc.array(anyTile, { maxLength: 8 }), (rect, others) => {
        for (const { axis, from, to, across } of distancesAround(rect, others)) {
          const isOnWay = others.some((other) =>
            axis === "x"
              ? other.y < across && across < other.y + other.h && other.x >= from && other.x + other.w <= to
              : other.x < across && across < other.x + other.w && other.y >= from && other.y + other.h <= to,
          );
          expect(isOnWay).toBe(false);
        }
      }),
    );
  });
});
