import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampDelta, translate } from "./move";
import { contains, type Rect, rectFromEdges, unionBounds } from "./rect";
import { handles, resizeByHandle, scaleInto, sidesOf } from "./resize";
import { anyDelta, anyRect, anyTile } from "./test-documents";
import { FULL } from "./units";

const whole = rectFromEdges(0, 0, FULL, FULL);
const edges = ({ x, y, w, h }: Rect) => ({ left: x, top: y, right: x + w, bottom: y + h });
const free = { keepAspect: false, fromCentre: false, leastWidth: 20_000, leastHeight: 20_000 };
const anyHandle = fc.constantFrom(...handles);
const anyOptions = fc.record({ keepAspect: fc.boolean(), fromCentre: fc.boolean() });

describe("moving", () => {
  it("stays inside the canvas, whole, with the same size", () => {
    fc.assert(
      fc.property(anyRect, anyDelta, (rect, delta) => {
        const moved = translate(rect, delta);
        expect(contains(whole, moved)).toBe(true);
        expect([moved.w, moved.h]).toEqual([rect.w, rect.h]);
      }),
    );
  });

  it("goes exactly as far as asked where there is room", () => {
    expect(translate(rectFromEdges(0, 0, 100_000, 100_000), { dx: 123_456.4, dy: 7 })).toMatchObject({
      x: 123_456,
      y: 7,
    });
  });

  it("takes a group along unchanged", () => {
    fc.assert(
      fc.property(fc.array(anyRect, { minLength: 1, maxLength: 6 }), anyDelta, (rects, delta) => {
        const bounds = unionBounds(rects);
        if (bounds === null) throw new Error("no bounds");
        const step = clampDelta(bounds, delta);
        for (const rect of rects) {
          const moved = translate(rect, step);
          expect([moved.x - rect.x, moved.y - rect.y]).toEqual([step.dx, step.dy]);
        }
      }),
    );
  });
});

describe("resizing", () => {
  it("stays inside the canvas and at least as large as the smallest size, or as it was", () => {
    fc.assert(
      fc.property(anyRect, anyHandle, anyDelta, anyOptions, (rect, handle, delta, how) => {
        const resized = resizeByHandle(rect, handle, delta, { ...free, ...how });
        expect(contains(whole, resized)).toBe(true);
        expect(resized.w).toBeGreaterThanOrEqual(Math.min(rect.w, 19_999));
        expect(resized.h).toBeGreaterThanOrEqual(Math.min(rect.h, 19_999));
      }),
    );
  });

  it("leaves the edges alone that the handle does not move", () => {
    fc.assert(
      fc.property(anyRect, anyHandle, anyDelta, (rect, handle, delta) => {
        const [before, after] = [edges(rect), edges(resizeByHandle(rect, handle, delta, free))];
        const { x, y } = sidesOf(handle);
        if (x !== -1) expect(after.left).toBe(before.left);
        if (x !== 1) expect(after.right).toBe(before.right);
        if (y !== -1) expect(after.top).toBe(before.top);
        if (y !== 1) expect(after.bottom).toBe(before.bottom);
      }),
    );
  });

  it("leaves the opposite corner alone while the aspect is kept, and keeps it", () => {
    fc.assert(
      fc.property(anyTile, fc.constantFrom("nw", "ne", "se", "sw"), anyDelta, (rect, handle, delta) => {
        const resized = resizeByHandle(rect, handle, delta, { ...free, keepAspect: true });
        const [before, after] = [edges(rect), edges(resized)];
        expect(handle.includes("w") ? after.right : after.left).toBe(handle.includes("w") ? before.right : before.left);
        expect(handle.includes("n") ? after.bottom : after.top).toBe(handle.includes("n") ? before.bottom : before.top);
        // One factor for both sides, but for the rounding of each to a whole unit.
        expect(Math.abs(resized.w * rect.h - resized.h * rect.w)).toBeLessThanOrEqual(rect.w + rect.h);
      }),
    );
  });

  it("keeps the centre where it is when it is dragged from there", () => {
    fc.assert(
      fc.property(anyTile, anyHandle, anyDelta, fc.boolean(), (rect, handle, delta, keepAspect) => {
        const resized = resizeByHandle(rect, handle, delta, { ...free, fromCentre: true, keepAspect });
        expect(Math.abs(rect.x * 2 + rect.w - (resized.x * 2 + resized.w))).toBeLessThanOrEqual(2);
        expect(Math.abs(rect.y * 2 + rect.h - (resized.y * 2 + resized.h))).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("comes back to where it was when the handle does", () => {
    fc.assert(
      fc.property(anyTile, anyHandle, anyOptions, (rect, handle, how) => {
        expect(resizeByHandle(rect, handle, { dx: 0, dy: 0 }, { ...free, ...how })).toEqual(rect);
      }),
    );
  });

  it("never turns over: dragged past the opposite edge it is as small as it may be", () => {
    const rect = rectFromEdges(200_000, 200_000, 600_000, 600_000);
    expect(resizeByHandle(rect, "e", { dx: -900_000, dy: 0 }, free)).toEqual(
      rectFromEdges(200_000, 200_000, 220_000, 600_000),
    );
  });

  it("scales a group in proportion: what touched touches still", () => {
    fc.assert(
      fc.property(anyTile, anyTile, fc.integer({ min: 1, max: 99 }), (from, to, percent) => {
        const middle = from.x + Math.round((from.w * percent) / 100);
        const left = rectFromEdges(from.x, from.y, middle, from.y + from.h);
        const right = rectFromEdges(middle, from.y, from.x + from.w, from.y + from.h);
        const [a, b] = [scaleInto(left, from, to), scaleInto(right, from, to)];
        expect(a.x + a.w).toBe(b.x);
        expect(unionBounds([a, b])).toEqual(to);
      }),
    );
  });
});
