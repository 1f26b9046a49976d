import fc from "fast-check";
import { expect, test } from "vitest";
import { coverageOf, gapsBetween, gapsWithin, lengthOf, mergeSpans, nextEdge, spansWithin, type Span } from "./span";

const span = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 200 }))
  .map(([fromMs, length]): Span => ({ fromMs, toMs: fromMs + length }));
const spans = fc.array(span, { maxLength: 12 });
const covers = (all: readonly Span[], atMs: number) => all.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

test("merging keeps every covered moment and no other, in order and apart", () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 0, max: 1300 }), (all, atMs) => {
      const merged = mergeSpans(all);
      expect(covers(merged, atMs)).toBe(covers(all, atMs));
      for (const [index, one] of merged.entries()) {
        expect(lengthOf(one)).toBeGreaterThan(0);
        expect(one.fromMs).toBeGreaterThan(merged[index - 1]?.toMs ?? -1);
      }
    }),
  );
});

test("recorded parts and gaps fill a selection without a rest", () => {
  fc.assert(
    fc.property(spans, span, fc.integer({ min: 0, max: 1300 }), (all, within, atMs) => {
      const { totalMs, recordedMs, parts, gaps, share } = coverageOf(all, within);
      expect(totalMs).toBe(lengthOf(within));
      expect(recordedMs + gaps.reduce((sum, gap) => sum + lengthOf(gap), 0)).toBe(totalMs);
      expect(share * totalMs).toBeCloseTo(recordedMs);
      const isInside = within.fromMs <= atMs && atMs < within.toMs;
      expect(covers(parts, atMs)).toBe(isInside && covers(all, atMs));
      expect(covers(gaps, atMs)).toBe(isInside && !covers(all, atMs));
    }),
  );
});

test("gaps are what is missing between recordings, not before and after them", () => {
  const two = [
    { fromMs: 50, toMs: 60 },
    { fromMs: 10, toMs: 20 },
  ];
  expect(gapsBetween(two)).toEqual([{ fromMs: 20, toMs: 50 }]);
  expect(gapsBetween([])).toEqual([]);
  expect(gapsBetween(two, [{ fromMs: 15, toMs: 30 }])).toEqual([{ fromMs: 30, toMs: 50 }]);
  expect(gapsWithin(two, { fromMs: 0, toMs: 100 })).toHaveLength(3);
  expect(spansWithin(two, { fromMs: 15, toMs: 55 })).toEqual([
    { fromMs: 15, toMs: 20 },
    { fromMs: 50, toMs: 55 },
  ]);
});

test("the next edge is never the moment itself", () => {
  expect(nextEdge([10, 20, 30], 20, 1)).toBe(30);
  expect(nextEdge([10, 20, 30], 20, -1)).toBe(10);
  expect(nextEdge([10], 10, 1)).toBeNull();
});
