import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { after, startedRow } from "./advance/test-attempt";
import { judgeNotice } from "./judge-notice";
import { applyNotice, notice, permutedNotices } from "./test-notices";

const now = after(100);

const running = startedRow({ state: "RUNNING", checkedAt: after(90) });

describe("one notification", () => {
  test.each([
    ["recorder started", 40, { status: 0 }, "CONFIRMED"],
    ["first slice", 42, { startUtcMs: 1_700_000_000_000 }, "CONFIRMED"],
    ["uploaded", 31, { status: 0, fileList: [] }, "UPLOADED"],
    ["backed up", 32, { status: 0, fileList: [] }, "BACKED_UP"],
    ["session ended well", 11, { exitStatus: 0 }, "STOPPED"],
    ["session ended badly", 11, { exitStatus: 1 }, "FAILED"],
    ["recorder left", 41, { leaveCode: 16 }, "STARTED"],
    ["an unheard-of event", 999, {}, "STARTED"],
    ["an upload with an error status", 31, { status: 1 }, "STARTED"],
  ])("%s", (_, eventType, details, state) => {
    expect(applyNotice(startedRow(), notice(eventType, details)).state).toBe(state);
  });

  test("never revives what has ended", () => {
    const stopped = startedRow({ state: "STOPPED", stoppedAt: after(60) });
    expect(applyNotice(stopped, notice(40, { status: 0 })).state).toBe("STOPPED");
    const failed = startedRow({ state: "FAILED", isTerminal: true, failureCode: "vanished" });
    expect(applyNotice(failed, notice(42)).state).toBe("FAILED");
    expect(applyNotice(failed, notice(31, { status: 0 })).state).toBe("UPLOADED");
  });

  test.each([
    [{ module: 1, errorLevel: 5, errorCode: 32, errorMsg: "no access" }, "storageRejected"],
    [{ module: 1, errorLevel: 4, errorCode: 47 }, "uploadFailed"],
    [{ module: 0, errorLevel: 5, errorCode: 109 }, "tokenExpired"],
    [{ module: 0, errorLevel: 5, errorCode: 110 }, "tokenRejected"],
    [{ module: 0, errorLevel: 5, errorCode: 1 }, "recorderError"],
    [{ module: 0, errorLevel: 2, errorCode: 1 }, null],
  ])("error %o is told as %s", (details, code) => {
    expect(applyNotice(running, notice(1, details)).failureCode).toBe(code);
  });

  test("a hole in the sequence has Agora asked, once in a while", () => {
    const quiet = { ...running, checkedAt: after(10) };
    expect(applyNotice(quiet, notice(33, { progress: 10 }, 4), { sequencesSeen: 2 }).checkRequestedAt).toEqual(now);
    expect(applyNotice(running, notice(33, { progress: 10 }, 4), { sequencesSeen: 2 }).checkRequestedAt).toBeNull();
    expect(applyNotice(quiet, notice(33, { progress: 10 }, 4), { sequencesSeen: 5 }).checkRequestedAt).toBeNull();
  });

  test("one that comes late moves no state but has Agora asked; after the stop nothing else could tell", () => {
    const late = applyNotice(startedRow(), notice(40, { status: 0 }), { isStale: true });
    expect(late).toMatchObject({ state: "STARTED", checkRequestedAt: now });
    const stopped = startedRow({ state: "STOPPED", stoppedAt: after(60) });
    expect(applyNotice(stopped, notice(31, { status: 0 }), { isStale: true }).state).toBe("UPLOADED");
  });

  test("files are told without their list repeated on the timeline", () => {
    const change = judgeNotice(
      running,
      notice(31, { status: 0, fileList: "p/x.m3u8" }),
      { isStale: false, sequencesSeen: 1 },
      now,
    );
    expect(change.files).toMatchObject([{ name: "p/x.m3u8", source: "notification" }]);
    expect(change.events).toMatchObject([{ type: "notice.uploaded", details: { status: 0, fileCount: 1 } }]);
  });
});

describe("many notifications", () => {
  test("in any order, doubled and delivered again, end the same (I5)", () => {
    fc.assert(
      fc.property(permutedNotices, ({ inOrder, shuffled }) => {
        expect(shuffled).toEqual(inOrder);
      }),
      { numRuns: 2000 },
    );
  });
});
