import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordingEvents, type RecordingNotice } from "@/lib/agora/notifications";
import { resultOf } from "../data/change";
import type { AttemptRow } from "../data/rows";
import { after, startedRow } from "./advance/test-attempt";
import { judgeNotice } from "./judge-notice";

const sid = "5".repeat(32);
const now = after(100);

/** A notice as the client reads it from Agora's wire form. */
function notice(
  eventType: number,
  details: Record<string, unknown> = {},
  sequence: number | null = null,
): RecordingNotice {
  const known = recordingEvents.find(({ number }) => number === eventType);
  return {
    product: "cloudRecording",
    channelName: "lobby",
    recorderUid: "3000000001",
    sid,
    sequence,
    happenedAt: after(50),
    serviceType: 0,
    event: known ? known.details.parse(details) : { name: "unknown", details },
  };
}

function apply(row: AttemptRow, given: RecordingNotice, how: { isStale?: boolean; sequencesSeen?: number } = {}) {
  const context = { isStale: how.isStale ?? false, sequencesSeen: how.sequencesSeen ?? 1 };
  return { ...row, ...resultOf(row, judgeNotice(row, given, context, now), now) };
}

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
    expect(apply(startedRow(), notice(eventType, details)).state).toBe(state);
  });

  test("never revives what has ended", () => {
    const stopped = startedRow({ state: "STOPPED", stoppedAt: after(60) });
    expect(apply(stopped, notice(40, { status: 0 })).state).toBe("STOPPED");
    const failed = startedRow({ state: "FAILED", isTerminal: true, failureCode: "vanished" });
    expect(apply(failed, notice(42)).state).toBe("FAILED");
    expect(apply(failed, notice(31, { status: 0 })).state).toBe("UPLOADED");
  });

  test.each([
    [{ module: 1, errorLevel: 5, errorCode: 32, errorMsg: "no access" }, "storageRejected"],
    [{ module: 1, errorLevel: 4, errorCode: 47 }, "uploadFailed"],
    [{ module: 0, errorLevel: 5, errorCode: 109 }, "tokenExpired"],
    [{ module: 0, errorLevel: 5, errorCode: 110 }, "tokenRejected"],
    [{ module: 0, errorLevel: 5, errorCode: 1 }, "recorderError"],
    [{ module: 0, errorLevel: 2, errorCode: 1 }, null],
  ])("error %o is told as %s", (details, code) => {
    expect(apply(running, notice(1, details)).failureCode).toBe(code);
  });

  test("a hole in the sequence has Agora asked, once in a while", () => {
    const quiet = { ...running, checkedAt: after(10) };
    expect(apply(quiet, notice(33, { progress: 10 }, 4), { sequencesSeen: 2 }).checkRequestedAt).toEqual(now);
    expect(apply(running, notice(33, { progress: 10 }, 4), { sequencesSeen: 2 }).checkRequestedAt).toBeNull();
    expect(apply(quiet, notice(33, { progress: 10 }, 4), { sequencesSeen: 5 }).checkRequestedAt).toBeNull();
  });

  test("one that comes late moves no state but has Agora asked; after the stop nothing else could tell", () => {
    const late = apply(startedRow(), notice(40, { status: 0 }), { isStale: true });
    expect(late).toMatchObject({ state: "STARTED", checkRequestedAt: now });
    const stopped = startedRow({ state: "STOPPED", stoppedAt: after(60) });
    expect(apply(stopped, notice(31, { status: 0 }), { isStale: true }).state).toBe("UPLOADED");
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

const anyNotice = fc
  .tuple(
    fc.constantFrom(
      [40, { status: 0 }] as const,
      [42, {}] as const,
      [3, { status: 5 }] as const,
      [3, { status: 7 }] as const,
      [3, { status: 20 }] as const,
      [4, { fileList: "p/a.m3u8" }] as const,
      [33, { progress: 5000 }] as const,
      [33, { progress: 10_000 }] as const,
      [12, { newUid: 77 }] as const,
      [12, { newUid: 78 }] as const,
      [1, { module: 1, errorLevel: 4, errorCode: 47, errorMsg: "a" }] as const,
      [1, { module: 1, errorLevel: 4, errorCode: 47, errorMsg: "b" }] as const,
      [1, { module: 1, errorLevel: 5, errorCode: 32, errorMsg: "c" }] as const,
      [41, { leaveCode: 16 }] as const,
      [11, { exitStatus: 0 }] as const,
      [11, { exitStatus: 1 }] as const,
      [32, { status: 0 }] as const,
      [31, { status: 0 }] as const,
      [71, { code: 6, message: "x" }] as const,
    ),
    fc.nat(30),
  )
  .map(([[eventType, details], sequence]) => notice(eventType, details, sequence));

/** Everything about an attempt that notifications decide. */
function truthOf(row: AttemptRow) {
  const { state, failureCode, failureReason, uidAliases, uploadProgress, lastSequence, sequencesSeen } = row;
  return { state, failureCode, failureReason, uidAliases, uploadProgress, lastSequence, sequencesSeen };
}

function applyAll(notices: readonly RecordingNotice[]): AttemptRow {
  const sequences = new Set<number | null>();
  return notices.reduce((row, each) => {
    sequences.add(each.sequence);
    return apply(row, each, { sequencesSeen: sequences.size });
  }, startedRow());
}

describe("many notifications", () => {
  test("in any order, doubled and delivered again, end the same (I5)", () => {
    const cases = fc.array(anyNotice, { minLength: 1, maxLength: 10 }).chain((notices) =>
      fc.record({
        notices: fc.constant(notices),
        again: fc.subarray(notices),
        order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ notices, again, order }) => {
        const shuffled = [...notices, ...again]
          .map((each, index) => ({ each, rank: order[index] ?? 0 }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        expect(truthOf(applyAll(shuffled))).toEqual(truthOf(applyAll(notices)));
      }),
      { numRuns: 2000 },
    );
  });
});
