import { expect, test } from "vitest";
import { checkOutcomes } from "@/lib/features/storage/constants";
import type { StorageCheck } from "@/lib/features/storage/types";
import { liveJobStates } from "@/lib/features/live-jobs/constants";
import { checkWords } from "./check-words";
import { failureWords, jobWords } from "./words";

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

test("every outcome of a check is told, a wrong region with the right one", () => {
  const titles = checkOutcomes.map((outcome) => checkWords({ ...check, outcome }).title);
  expect(new Set(titles).size).toBe(checkOutcomes.length);
  const wrong = { ...check, outcome: "wrongRegion", rightRegionCode: "eu-west-1" } as const;
  expect(checkWords({ ...wrong, rightRegion: 4, rightRegionName: "Europe (Ireland)" }).meaning).toBe(
    "media is in Europe (Ireland) (4).",
  );
  expect(checkWords(wrong).meaning).toContain("eu-west-1, which Agora does not list");
});
