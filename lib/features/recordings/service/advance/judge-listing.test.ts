import { describe, expect, test } from "vitest";
import { resultOf } from "../../data/change";
import { judgeFailedListing, judgeListing } from "./judge-listing";
import { after, origin, startedRow, startingRow } from "./test-attempt";

const sid = "a".repeat(32);
const now = after(100);

describe("a listing", () => {
  const key = (name: string) => `${startingRow().filePrefix.join("/")}/${name}`;
  const object = (name: string, seconds = 0) => ({ key: key(name), sizeBytes: 10, modifiedAt: after(seconds) });

  test("reveals a lost sid by a file under the attempt's own prefix, the newest if there are two", () => {
    const row = startingRow({ sideState: "UNCERTAIN", startConflictAt: origin });
    const other = "b".repeat(32);
    const objects = [object(`${sid}_lobby.m3u8`, 1), object(`${other}_lobby_20260501080000000.ts`, 9)];
    const next = resultOf(row, judgeListing(row, { objects, proof: null }, now, false), now);
    expect(next).toMatchObject({ state: "STARTED", sid: other, sideState: null, startedAt: origin });
  });

  test("proves the upload, and only complete", () => {
    const row = startedRow({ state: "STOPPED", stoppedAt: origin });
    const proof = { isComplete: true, playlistCount: 1, sliceCount: 2, stillCount: 0 } as const;
    const proven = judgeListing(row, { objects: [], proof }, now, true);
    expect(resultOf(row, proven, now)).toMatchObject({ state: "UPLOADED", isTerminal: true });
    const open = judgeListing(row, { objects: [], proof: { isComplete: false, why: "notEnded" } }, now, true);
    expect(resultOf(row, open, now)).toMatchObject({ state: "STOPPED", listedAt: now });
  });

  test("that failed proves nothing", () => {
    const row = startedRow({ state: "STOPPED", stoppedAt: origin });
    const denied = Object.assign(new Error("AccessDenied"), { $metadata: { httpStatusCode: 403 } });
    expect(judgeFailedListing(row, denied, now).set).toMatchObject({ heldStep: "list", trouble: "bucketRefused" });
    expect(judgeFailedListing(row, new Error("timeout"), now).set).toMatchObject({ trouble: "bucketUnreachable" });
    expect(judgeFailedListing(startedRow(), new Error("timeout"), now).set).toMatchObject({ trouble: null });
  });
});
