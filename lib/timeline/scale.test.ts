import fc from "fast-check";
import { expect, test } from "vitest";
import { fit, longestViewMs, panBy, reveal, shortestViewMs, toMs, toPx, zoomAt } from "./scale";
import { lengthOf } from "./span";
import { dayMs } from "./zone";

const now = Date.UTC(2026, 10, 21, 18, 0);
const bounds = { fromMs: now - 60 * dayMs, toMs: now + 3_600_000 };
const view = fc
  .tuple(fc.integer({ min: 0, max: 50 * dayMs }), fc.integer({ min: shortestViewMs, max: 7 * dayMs }))
  .map(([start, length]) => ({ fromMs: bounds.fromMs + start, toMs: bounds.fromMs + start + length }));

test("pixels and moments are two names for one place", () => {
  fc.assert(
    fc.property(view, fc.double({ min: 0, max: 1400, noNaN: true }), (shown, px) => {
      const scale = { view: shown, widthPx: 1400 };
      expect(toPx(scale, toMs(scale, px))).toBeCloseTo(px, 2);
    }),
  );
});

test("zooming keeps the moment at the pointer, within the shortest and the longest view", () => {
  fc.assert(
    fc.property(
      view,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (shown, share, factor) => {
        const atMs = shown.fromMs + share * lengthOf(shown);
        const zoomed = zoomAt(shown, atMs, factor, bounds);
        expect(lengthOf(zoomed)).toBeGreaterThanOrEqual(shortestViewMs - 1e-3);
        expect(lengthOf(zoomed)).toBeLessThanOrEqual(longestViewMs + 1e-3);
        expect(zoomed.fromMs).toBeGreaterThanOrEqual(bounds.fromMs - 1e-3);
        expect(zoomed.toMs).toBeLessThanOrEqual(bounds.toMs + 1e-3);
        const isFree = zoomed.fromMs > bounds.fromMs + 1 && zoomed.toMs < bounds.toMs - 1;
        if (isFree) expect((atMs - zoomed.fromMs) / lengthOf(zoomed)).toBeCloseTo(share, 5);
      },
    ),
  );
});

test("panning keeps the length and stops at the bounds", () => {
  const day = { fromMs: now - dayMs, toMs: now };
  expect(panBy(day, 10 * dayMs, bounds)).toEqual({ fromMs: bounds.toMs - dayMs, toMs: bounds.toMs });
  expect(panBy(day, -1000, bounds)).toEqual({ fromMs: day.fromMs - 1000, toMs: day.toMs - 1000 });
});

test("fitting shows all of it, revealing moves only what is needed", () => {
  const short = { fromMs: now - 1000, toMs: now };
  const shown = fit(short, bounds);
  expect(shown.fromMs).toBeLessThan(short.fromMs);
  expect(shown.toMs).toBeGreaterThan(short.toMs);
  expect(lengthOf(shown)).toBeGreaterThanOrEqual(shortestViewMs);
  const day = { fromMs: now - dayMs, toMs: now };
  expect(reveal(day, now - dayMs / 2, bounds)).toEqual(day);
  expect(reveal(day, day.fromMs - 5000, bounds).fromMs).toBeLessThan(day.fromMs - 5000);
});
