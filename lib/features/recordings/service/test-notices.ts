import fc from "fast-check";
import { recordingEvents, type RecordingNotice } from "@/lib/agora/notifications";
import { resultOf } from "../data/change";
import type { AttemptRow } from "../data/rows";
import { after, startedRow } from "./advance/test-attempt";
import { judgeNotice } from "./judge-notice";

const sid = "5".repeat(32);
const now = after(100);

/** For tests: a notice as the client reads it from Agora's wire form. */
export function notice(
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

/** For tests: the row after one notification. */
export function applyNotice(
  row: AttemptRow,
  given: RecordingNotice,
  how: { isStale?: boolean; sequencesSeen?: number } = {},
) {
  const context = { isStale: how.isStale ?? false, sequencesSeen: how.sequencesSeen ?? 1 };
  return { ...row, ...resultOf(row, judgeNotice(row, given, context, now), now) };
}

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
    return applyNotice(row, each, { sequencesSeen: sequences.size });
  }, startedRow());
}

/**
 * For tests: a set of notifications, and the same in another order, doubled and delivered again. Given is
 * what each ends in, which must be the same (invariant I5).
 */
export const permutedNotices = fc
  .array(anyNotice, { minLength: 1, maxLength: 10 })
  .chain((notices) =>
    fc.record({
      notices: fc.constant(notices),
      again: fc.subarray(notices),
      order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    }),
  )
  .map(({ notices, again, order }) => {
    const shuffled = [...notices, ...again]
      .map((each, index) => ({ each, rank: order[index] ?? 0 }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ each }) => each);
    return { inOrder: truthOf(applyAll(notices)), shuffled: truthOf(applyAll(shuffled)) };
  });
