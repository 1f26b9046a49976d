import { expect, test } from "vitest";
import type { RecordedRange } from "@/lib/features/library/types";
import { dayMs } from "@/lib/timeline/zone";
import { blocksOf, latestIn, newestBlocks } from "./recorded-blocks";

const nowMs = Date.UTC(2026, 10, 21, 12);
const answer = (endsMs: number[], unread: RecordedRange["unread"] = []): RecordedRange => ({
  files: endsMs.map((endMs) => ({ fileName: String(endMs), startMs: endMs - 60_000, endMs, positionSeconds: 0 })),
  unread,
  readAt: new Date(nowMs).toISOString(),
});

test("the latest recording is looked for from now backwards, whatever the timeline shows", () => {
  expect(latestIn([answer([nowMs - 5_000, nowMs - 90_000])])).toEqual({ atMs: nowMs - 5_000, isFurtherBack: false });
  expect(latestIn([answer([])])).toEqual({ atMs: null, isFurtherBack: true });
  expect(latestIn([answer([]), answer([]), answer([nowMs - 20 * dayMs])])).toMatchObject({ atMs: nowMs - 20 * dayMs });
});

test("it is not known while something newer could be missing", () => {
  const old = answer([nowMs - 8 * dayMs]);
  expect(latestIn([])).toMatchObject({ atMs: null });
  expect(latestIn([undefined, old])).toEqual({ atMs: null, isFurtherBack: false });
  const day = { fromMs: nowMs - 2 * dayMs, toMs: nowMs - dayMs };
  expect(latestIn([answer([], [day]), old])).toEqual({ atMs: null, isFurtherBack: false });
  expect(latestIn([answer([nowMs - 3 * dayMs], [day])])).toMatchObject({ atMs: null });
  // A day before it says nothing of what is newer.
  expect(latestIn([answer([nowMs], [day])])).toMatchObject({ atMs: nowMs });
});

test("blocks are the same whatever is looked at, and end with what is looked for at all", () => {
  const [newest] = newestBlocks(nowMs, 1);
  expect(newest?.fromMs).toBeLessThanOrEqual(nowMs);
  expect(blocksOf({ fromMs: nowMs - 1000, toMs: nowMs }, nowMs)).toContainEqual(newest);
  const all = newestBlocks(nowMs, 100);
  expect(all).toHaveLength(14);
  expect(all.at(-1)?.fromMs).toBeLessThanOrEqual(nowMs - 90 * dayMs);
});
