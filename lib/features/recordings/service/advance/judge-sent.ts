import type { Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { unused } from "./judge-start";
import type { EndCode, ReplanCause, StopCause } from "./situation";

/** What a step writes down by itself: before its request leaves, or where it asks nobody. */

/** A resource id came, written down together with the start that uses it. */
export function judgeAcquired(resourceId: string, now: Date): Change {
  return { source: "engine", to: "ACQUIRED", set: { resourceId, acquiredAt: now } };
}

/** A start leaves. Null where a notification has brought the sid since the step was decided: then nothing may be sent. */
export function judgeStartSent(row: AttemptRow, resourceId: string, now: Date): Change | null {
  if (row.resourceId !== resourceId || (row.state !== "ACQUIRED" && row.state !== "STARTING")) return null;
  return {
    source: "engine",
    to: "STARTING",
    set: {
      startFirstSentAt: row.startFirstSentAt ?? now,
      startLastSentAt: now,
      startSentCount: row.startSentCount + 1,
    },
    events: [{ type: "attempt.startSent", details: { try: row.startSentCount + 1 } }],
  };
}

/** A stop leaves. */
export function judgeStopSent(row: AttemptRow, why: StopCause, now: Date): Change {
  return {
    source: why === "desired" ? "operator" : "engine",
    to: "STOPPING",
    set: {
      sideState: null,
      stopFirstSentAt: row.stopFirstSentAt ?? now,
      stopLastSentAt: now,
      stopSentCount: row.stopSentCount + 1,
      // A 404 from before the first stop does not count as an answer to it.
      ...(row.stopSentCount === 0 ? { notFoundSince: null, trouble: null } : {}),
    },
    ...(why === "notConfirmed" ? { diagnosis: { code: "notConfirmed", reason: null } } : {}),
    events: [
      ...(why === "double" && row.stopSentCount === 0 ? [{ type: "attempt.double" as const }] : []),
      { type: "attempt.stopSent", details: { try: row.stopSentCount + 1, why } },
    ],
  };
}

/** Back to the plan with the same uid: the resource id was never used, or can start nothing any more. */
export function judgeReplanned(row: AttemptRow, why: ReplanCause): Change {
  return {
    source: "engine",
    to: "PLANNED",
    set: {
      ...unused,
      startConflictAt: null,
      ...(why === "fenced" ? { sideState: "FENCED" as const } : {}),
      ...(why === "resourceIdDead" || why === "fenced" ? { lostResourceId: row.lostResourceId ?? row.resourceId } : {}),
    },
    events: [{ type: "attempt.replanned", details: { why } }],
  };
}

/** The task is over by what the queries, or the silence of the bucket, said. */
export function judgeOver(row: AttemptRow, to: "STOPPED" | "NO_DATA" | "FAILED", code: EndCode): Change {
  return {
    source: to === "NO_DATA" ? "listing" : "poll",
    to,
    set: { sideState: null, trouble: null },
    diagnosis: { code, reason: null },
    ...(to === "NO_DATA" ? { reason: code } : {}),
    events: [
      to === "FAILED"
        ? { type: "attempt.failed", details: { code: row.failureCode ?? code } }
        : to === "NO_DATA"
          ? { type: "attempt.noData" }
          : { type: "attempt.ended", details: { code } },
    ],
  };
}

/** Stop was asked for before any start left: there is nothing to stop. */
export const cancelled: Change = {
  source: "operator",
  to: "NO_DATA",
  reason: "cancelled",
  events: [{ type: "attempt.cancelled" }],
};

/** The control hours are over: the task goes on where nobody can stop it through the API (contract §1.5). */
export const controlLost: Change = {
  source: "engine",
  set: { trouble: "controlLost" },
  events: [{ type: "attempt.controlLost" }],
};

/** Its end is wanted and nobody can bring it about: a page's recorder is in no channel to be put out of. */
export const pageUnreachable: Change = {
  source: "engine",
  set: { trouble: "pageUnreachable" },
  events: [{ type: "attempt.waiting", details: { step: "kick", code: "pageUnreachable" } }],
};

/** The end is known and nothing more is looked for: the engine leaves the attempt alone. */
export const closed: Change = { source: "engine", isClosed: true };
