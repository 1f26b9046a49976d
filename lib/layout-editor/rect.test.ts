import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPixelRect, overlaps, rectFromEdges, toPixelRect } from "./rect";
import { FULL, ZERO, canvasUnit, fromFraction, fromPixelEdge, toFraction, toPixelEdge } from "./units";

const unit = fc.integer({ min: 0, max: FULL });
const side = fc.integer({ min: 1, max: 1920 });
const rect = fc
  .tuple(unit, unit, unit, unit)
  .map(([a, b, c, d]) => rectFromEdges(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)));

describe("canvas units", () => {
  it.each([-1, 1_000_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (value) => {
    expect(() => canvasUnit(value)).toThrow(RangeError);
  });

  it("has no negative zero", () => {
    expect(Object.is(canvasUnit(-0), 0)).toBe(true);
    expect(ZERO).toBe(0);
  });

  it("holds every fraction of six decimals exactly", () => {
    fc.assert(
      fc.property(unit, (micro) => {
        const fraction = Number(`${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, "0")}`);
        expect(fromFraction(fraction)).toBe(micro);
        expect(toFraction(canvasUnit(micro))).toBe(fraction);
      }),
    );
  });

  it("returns every pixel boundary unchanged through units", () => {
    fc.assert(
      fc.property(side, fc.double({ min: 0, max: 1, noNaN: true }), (px, part) => {
        const edge = Math.round(px * part);
        expect(toPixelEdge(fromPixelEdge(edge, px), px)).toBe(edge);
      }),
    );
  });
});

describe("rectangles", () => {
  it("refuses edges outside the canvas or the wrong way round", () => {
    expect(() => rectFromEdges(0, 0, FULL + 1, FULL)).toThrow(RangeError);
    expect(() => rectFromEdges(10, 0, 5, FULL)).toThrow(RangeError);
  });

  it("lie inside the canvas in pixels, whatever its size", () => {
    fc.assert(
      fc.property(rect, side, side, (r, width, height) => {
        const px = toPixelRect(r, { width, height });
        expect(Math.min(px.x, px.y, px.width, px.height)).toBeGreaterThanOrEqual(0);
        expect(px.x + px.width).toBeLessThanOrEqual(width);
        expect(px.y + px.height).toBeLessThanOrEqual(height);
      }),
    );
  });

  it("come back from pixels unchanged", () => {
    fc.assert(
      fc.property(rect, side, side, (r, width, height) => {
        const px = toPixelRect(r, { width, height });
        expect(toPixelRect(fromPixelRect(px, { width, height }), { width, height })).toEqual(px);
      }),
    );
  });

  it("share a pixel edge where they share an edge", () => {
    const [left, right] = [rectFromEdges(0, 0, 333_333, FULL), rectFromEdges(333_333, 0, 666_667, FULL)];
    const canvas = { width: 640, height: 360 };
    expect(toPixelRect(left, canvas)).toEqual({ x: 0, y: 0, width: 213, height: 360 });
    expect(toPixelRect(right, canvas)).toEqual({ x: 213, y: 0, width: 214, height: 360 });
    expect(overlaps(left, right)).toBe(false);
  });

  it("overlap when they share area", () => {
    const a = rectFromEdges(0, 0, 500_000, 500_000);
    expect(overlaps(a, rectFromEdges(499_999, 499_999, FULL, FULL))).toBe(true);
    expect(overlaps(a, rectFromEdges(500_000, 0, FULL, FULL))).toBe(false);
    expect(overlaps(a, rectFromEdges(0, 500_000, FULL, FULL))).toBe(false);
  });
});
