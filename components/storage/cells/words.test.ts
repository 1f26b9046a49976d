import { describe, expect, test } from "vitest";
import { checkOutcomes } from "@/lib/features/storage/constants";
import type { CellTruth, StorageCell, StorageCheck } from "@/lib/features/storage/types";
import { liveJobStates } from "@/lib/features/live-jobs/constants";
import { checkWords } from "./check-words";
import { bucketOf, cellWords, doubtWords, driftSentence, failureWords, jobWords, unlikePoints } from "./words";

const check: StorageCheck = {
  checkId: "c",
  outcome: "written",
  vendor: "s3",
  storageRegion: 0,
  bucket: "media",
  objectKey: "live/tally-check.txt",
  storeCode: null,
  rightRegionCode: null,
  rightRegion: null,
  rightRegionName: null,
  reason: null,
  latencyMs: 12,
  checkedBy: "Ada",
  checkedAt: "2026-11-21T12:00:00Z",
};

test("the five documented statuses each have words of their own", () => {
  const titles = [400, 401, 404, 500, 504].map((status) => failureWords({ code: `http${status}`, message: "" }).title);
  expect(new Set(titles).size).toBe(5);
  expect(failureWords({ code: "http418", message: "Something else." }).meaning).toBe("Something else.");
});

test("every state of a change is told, and only a clear no says that nothing was changed", () => {
  const sentences = liveJobStates.map((state) => jobWords({ state, code: null, reason: null }).sentence);
  expect(new Set(sentences).size).toBe(liveJobStates.length);
  expect(jobWords({ state: "refused", code: "http404", reason: null }).sentence).toMatch(/Nothing was changed\.$/);
  expect(jobWords({ state: "unknown", code: "noAnswer", reason: null })).toMatchObject({ tone: "unknown" });
});

test("a change that was called off says that nothing was changed, and the cell is what it was", () => {
  expect(jobWords({ state: "failed", code: "calledOff", reason: null })).toMatchObject({
    tone: "neutral",
    sentence: expect.stringMatching(/Nothing was changed\.$/),
  });
});

test("every doubt about a proof has words of its own, with the change that it names", () => {
  const doubts = [
    { kind: "beforeChange", version: 7 },
    { kind: "unsettledChange", version: 7 },
    { kind: "changedElsewhere" },
    { kind: "severalAreas" },
  ] as const;
  const words = doubts.map(doubtWords);
  expect(new Set(words.map(({ short }) => short)).size).toBe(4);
  expect(new Set(words.map(({ sentence }) => sentence)).size).toBe(4);
  expect(words.slice(0, 2).map(({ sentence }) => sentence.includes("hange 7 "))).toEqual([true, true]);
});

test("every outcome of a check is told, a wrong region with the right one", () => {
  const titles = checkOutcomes.map((outcome) => checkWords({ ...check, outcome }).title);
  expect(new Set(titles).size).toBe(checkOutcomes.length);
  const wrong = { ...check, outcome: "wrongRegion", rightRegionCode: "eu-west-1" } as const;
  expect(checkWords({ ...wrong, rightRegion: 4, rightRegionName: "Europe (Ireland)" }).meaning).toBe(
    "media is in Europe (Ireland) (4).",
  );
  expect(checkWords(wrong).meaning).toContain("eu-west-1, which Agora does not list");
});

describe("a cell", () => {
  const storage = {
    vendor: "s3",
    vendorName: "Amazon S3",
    storageRegion: 0,
    regionName: "US East (N. Virginia)",
    bucket: null,
    accessKeyLastFour: "ED7E",
  } as const;
  const truth: CellTruth = { isHlsEnabled: true, isMp4Enabled: true, storage };
  const key = { lastFour: "ED7E", setAt: check.checkedAt };
  const job = {
    jobId: "j",
    kind: "setCustomRecording",
    targetKey: "live/cn",
    state: "done",
    isTerminal: true,
    code: "readBack",
    reason: null,
    requestId: null,
    sentCount: 1,
    details: {},
    createdBy: "ada",
    createdAt: check.checkedAt,
    sentAt: check.checkedAt,
    acceptedAt: check.checkedAt,
    finishedAt: check.checkedAt,
  } as const;
  const ours = {
    configurationId: "c1",
    version: 1,
    isHlsEnabled: true,
    isMp4Enabled: true,
    storage: { ...storage, bucket: "media", accessKey: key, secretKey: key },
    profile: null,
    restoredFromVersion: null,
    createdBy: "Ada",
    createdAt: check.checkedAt,
    job,
  };
  const cell: StorageCell = {
    entryPoint: "live",
    flsArea: "cn",
    reading: { state: "set", truth },
    wanted: ours,
    drift: [],
    storedKeysId: "c1",
    newest: ours,
    proof: null,
  };

  test("shows our bucket where Agora tells none, unless its storage is another one", () => {
    expect(bucketOf(cell)).toEqual({ bucket: "media", isOurs: true });
    expect(bucketOf({ ...cell, drift: [{ field: "mp4", wanted: "on", seen: "off" }] })?.bucket).toBe("media");
    expect(bucketOf({ ...cell, drift: [{ field: "accessKey", wanted: "a", seen: "b" }] })).toBeNull();
    const told = { ...truth, storage: { ...storage, bucket: "theirs" } };
    expect(bucketOf({ ...cell, reading: { state: "set", truth: told } })).toEqual({ bucket: "theirs", isOurs: false });
    expect(bucketOf({ ...cell, reading: { state: "none" } })).toBeNull();
  });

  test("says first what is under way, then what cannot be read, then what differs", () => {
    const drift = [{ field: "mp4", wanted: "on", seen: "off" }] as const;
    const failed = { state: "failed", failure: { code: "http504", message: "", requestId: null } } as const;
    const sending = { ...ours, job: { ...job, state: "unknown", isTerminal: false } } as const;
    expect(cellWords({ ...cell, drift: [...drift], reading: failed, newest: sending }).label).toBe("Unknown");
    expect(cellWords({ ...cell, reading: failed })).toMatchObject({ tone: "unknown" });
    expect(cellWords({ ...cell, drift: [...drift] })).toMatchObject({ tone: "warning" });
    expect(cellWords({ ...cell, newest: { ...ours, job: { ...job, state: "refused" } } }).label).toMatch(/refused/);
    expect(cellWords(cell)).toEqual({ tone: "ok", label: "Set" });
    expect(cellWords({ ...cell, reading: { state: "none" }, newest: null }).label).toBe("Nothing set");
  });

  test("that was only called off reads as Agora says", () => {
    const calledOff = { ...ours, job: { ...job, state: "failed", code: "calledOff" } } as const;
    expect(cellWords({ ...cell, newest: calledOff })).toEqual({ tone: "ok", label: "Set" });
  });

  test("that differs was changed elsewhere only where its change was read back", () => {
    const told = (code: string) => driftSentence({ version: 3, job: { ...job, code } });
    expect(told("readBack")).toMatch(/^It was changed elsewhere after change 3/);
    expect(told("readBackAfterLoss")).toMatch(/^It was changed elsewhere after change 3/);
    expect(told("readsDifferently")).not.toContain("elsewhere");
    expect(told("notReadBack")).toMatch(/not known\.$/);
  });

  test("that is set beside one that is not is told, but not while a reading is missing", () => {
    const other: StorageCell = { ...cell, entryPoint: "stage", reading: { state: "none" } };
    expect(unlikePoints([cell, other])).toEqual({ set: ["live"], unset: ["stage"] });
    expect(unlikePoints([cell])).toBeNull();
    const failure = { code: "timeout", message: "", requestId: null };
    expect(unlikePoints([cell, other, { ...other, reading: { state: "failed", failure } }])).toBeNull();
  });
});
