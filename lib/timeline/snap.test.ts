import { expect, test } from "vitest";
import { snapTo } from "./snap";
import { spanOf, withIn, withOut } from "./selection";

const targets = [
  { atMs: 1000, kind: "edge" },
  { atMs: 1400, kind: "playhead" },
] as const;

test("the nearest target within reach wins over whole seconds; beyond reach only seconds are left", () => {
  expect(snapTo(1250, targets, { withinMs: 300, toSeconds: true })).toEqual(targets[1]);
  expect(snapTo(2600, targets, { withinMs: 300, toSeconds: true })).toEqual({ atMs: 3000, kind: "second" });
  expect(snapTo(2600, targets, { withinMs: 300, toSeconds: false })).toBeNull();
});

test("an end before the start, or a start after the end, takes the other's place", () => {
  expect(withIn({ inMs: 1, outMs: 5 }, 9)).toEqual({ inMs: 9, outMs: null });
  expect(withOut({ inMs: 9, outMs: null }, 5)).toEqual({ inMs: null, outMs: 5 });
  expect(withOut({ inMs: 9, outMs: null }, "latest")).toEqual({ inMs: 9, outMs: "latest" });
});

test("until the latest file ends where recording ends so far", () => {
  expect(spanOf({ inMs: 10, outMs: "latest" }, 50)).toEqual({ fromMs: 10, toMs: 50 });
  expect(spanOf({ inMs: 60, outMs: "latest" }, 50)).toBeNull();
  expect(spanOf({ inMs: 10, outMs: "latest" }, null)).toBeNull();
  expect(spanOf({ inMs: 10, outMs: null }, 50)).toBeNull();
});
