import { expect, test } from "vitest";
import { doubtOf } from "./proof-doubt";

const storage = { vendor: "s3", bucket: "files" } as never;
type Changes = Parameters<typeof doubtOf>[0];
type Job = Changes[number]["view"]["job"];

const job = (changes: Partial<Job> = {}): Job => ({
  state: "done",
  code: "readBack",
  acceptedAt: "2026-11-21T12:00:00Z",
  finishedAt: "2026-11-21T12:00:01Z",
  ...changes,
});
const change = (version: number, changes: Partial<Job> = {}, hasStorage = true) => ({
  view: { version, storage: hasStorage ? storage : null, job: job(changes) },
});
const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const clear = { isChangedElsewhere: false, isInOtherAreas: false };
const first = change(1, { acceptedAt: "2026-11-21T10:00:00Z" });

test("a file proves the storage that was set before it, and says nothing of one that was set after it", () => {
  expect(doubtOf([first], clear, at("11:00:00"))).toBeNull();
  expect(doubtOf([change(2), first], clear, at("11:00:00"))).toEqual({ kind: "beforeChange", version: 2 });
  expect(doubtOf([change(2), first], clear, at("12:30:00"))).toBeNull();
});

test("a change of the formats alone, and one that never reached Agora, leave the proof what it was", () => {
  expect(doubtOf([change(2, {}, false), first], clear, at("11:00:00"))).toBeNull();
  for (const ended of [
    { state: "requested", code: null },
    { state: "refused", code: "http404" },
    { state: "failed", code: "gaveUp" },
    { state: "failed", code: "calledOff" },
  ] as const) {
    expect(doubtOf([change(2, ended), first], clear, at("11:00:00"))).toBeNull();
  }
});

test("a change that may have arrived leaves every file in doubt, and one whose answer was lost counts from its end", () => {
  for (const open of [
    { state: "sending", code: null, acceptedAt: null },
    { state: "unknown", code: "noAnswer", acceptedAt: null },
    { state: "failed", code: "notTellable", acceptedAt: null },
  ] as const) {
    expect(doubtOf([change(2, open), first], clear, at("23:00:00"))).toEqual({ kind: "unsettledChange", version: 2 });
  }
  const lost = change(2, { code: "readBackAfterLoss", acceptedAt: null });
  expect(doubtOf([lost, first], clear, at("12:00:00"))).toEqual({ kind: "beforeChange", version: 2 });
  expect(doubtOf([lost, first], clear, at("12:00:02"))).toBeNull();
});

test("storage that was changed elsewhere, and a second area, are told", () => {
  const elsewhere = { isChangedElsewhere: true, isInOtherAreas: true };
  expect(doubtOf([first], elsewhere, at("11:00:00"))).toEqual({ kind: "changedElsewhere" });
  expect(doubtOf([], { ...clear, isInOtherAreas: true }, at("11:00:00"))).toEqual({ kind: "severalAreas" });
});
