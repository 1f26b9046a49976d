import { AgoraError, AgoraRefused } from "@/lib/agora/errors";
import type { StartResult } from "@/lib/agora/cloud-recording/results";
import { storableText } from "@/lib/db/audit-chain";
import type { TallyError } from "@/lib/errors";
import { merge, type Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { freed, hold, troubleOf } from "./trouble";

/** Codes by which Agora says that the resource id itself is not usable: nothing about an earlier start with it. */
const resourceIdCodes: ReadonlySet<number | null> = new Set([432, 433, 1001]);

/** What follows from an acquire that failed: nothing was started, an id that may exist dies unused (reliability M2). */
export function judgeFailedAcquire(attempt: AttemptRow, error: AgoraError | TallyError, now: Date): Change {
  // A start of this attempt that was never explained may be running: no refusal of another one ends that.
  const trouble = troubleOf(error) ?? (attempt.startSentCount > 0 ? stillUnanswered : null);
  if (trouble === null) return refused(error);
  return merge({ source: "engine", to: "PLANNED", set: unused }, hold(attempt, "start", trouble, now));
}

const stillUnanswered = { code: "startUnanswered", retryDelaysMs: [60_000] } as const;

/**
 * Whether the answer to a start still has something to say. While it was on its way a notification may have brought the
 * sid, and the attempt may be further: then a refusal of the resend must not undo what is known.
 */
function isSettled(attempt: AttemptRow): boolean {
  return attempt.sid !== null || attempt.state !== "STARTING";
}

/** What follows from the answer to a start (reliability M3) for the newest row; null where it changes nothing. */
export function judgeStart(attempt: AttemptRow, result: StartResult, now: Date): Change | null {
  if (isSettled(attempt)) return null;
  if (result.sid !== null) {
    return {
      source: "engine",
      to: "STARTED",
      set: { ...freed(attempt, "start"), sid: result.sid, startedAt: now, ...settled },
      events: [{ type: "attempt.started", details: { sid: result.sid, wasResent: attempt.startSentCount > 1 } }],
    };
  }
  return uncertain(attempt, now, true);
}

/** What follows from a start that failed or whose outcome is unknown (reliability M3); null where nothing does. */
export function judgeFailedStart(attempt: AttemptRow, error: AgoraError | TallyError, now: Date): Change | null {
  if (isSettled(attempt)) return null;
  // The send that failed is counted already: with 1 nothing of this attempt can be running yet.
  const mayRunAlready = attempt.startSentCount > 1;
  const trouble = troubleOf(error);
  if (error instanceof AgoraRefused && error.code === 53) {
    if (mayRunAlready) return uncertain(attempt, now, true);
    return failed("startedElsewhere", error.message);
  }
  const effect = error instanceof AgoraError ? error.effect : "none";
  if (effect !== "none") {
    return {
      source: "engine",
      set: { trouble: "startUnanswered" },
      events:
        attempt.trouble === "startUnanswered"
          ? []
          : [{ type: "attempt.waiting", details: { step: "start", code: "startUnanswered", why: trouble?.code } }],
    };
  }
  if (trouble === null) {
    const isAboutId = error instanceof AgoraRefused && resourceIdCodes.has(error.code);
    if (mayRunAlready) return uncertain(attempt, now, false);
    return isAboutId ? { source: "engine", to: "PLANNED", set: unused } : refused(error);
  }
  // Surely not carried out. Begun anew with a fresh id, unless an earlier start of this id may have been, or may yet be:
  // then the same id is asked until it is dead, also where Agora had no server for it this time.
  const counted = { startSentCount: attempt.startSentCount - 1 };
  if (mayRunAlready) return merge({ source: "engine", set: counted }, hold(attempt, "resendStart", trouble, now));
  return merge(
    { source: "engine", to: "PLANNED", set: { ...unused, ...counted } },
    hold(attempt, "start", trouble, now),
  );
}

/** The start that was written down never left, because its acquire was answered too long ago: begun anew. */
export function judgeUnsentStart(attempt: AttemptRow, now: Date): Change {
  const counted = { startSentCount: attempt.startSentCount - 1 };
  const tooSlow = { code: "startTooLate", retryDelaysMs: [500, 1_000, 3_000] } as const;
  return merge(
    { source: "engine", to: "PLANNED", set: { ...unused, ...counted } },
    hold(attempt, "start", tooSlow, now),
  );
}

/** The sid is lost: `isAlive` when Agora said that the task exists. */
export function uncertain(attempt: AttemptRow, now: Date, isAlive: boolean): Change {
  const wasUncertain = attempt.sideState === "UNCERTAIN";
  return {
    source: "engine",
    set: {
      sideState: "UNCERTAIN",
      trouble: attempt.trouble === "pageUnreachable" ? attempt.trouble : "startUnanswered",
      // What runs was begun with the id that was lost, not with the one that found it running.
      ...(isAlive ? { startConflictAt: now, resourceId: attempt.lostResourceId ?? attempt.resourceId } : {}),
    },
    events: wasUncertain ? [] : [{ type: "attempt.startUncertain", details: { isAlive } }],
  };
}

/** A lost sid came to light: the start that was in doubt has begun a task. */
export function adopt(attempt: AttemptRow, sid: string, from: "bucket" | "notification", now: Date): Change {
  return {
    source: from === "bucket" ? "listing" : "notification",
    to: "STARTED",
    set: { ...settled, sid, startedAt: attempt.startFirstSentAt ?? now },
    events: [{ type: "attempt.sidAdopted", details: { sid, from } }],
  };
}

/** The fields of an attempt whose start is no longer in doubt. */
export const settled = { sideState: null, startConflictAt: null, lostResourceId: null, trouble: null } as const;

/** The fields of an attempt without a resource id of use. */
export const unused = { resourceId: null, acquiredAt: null, sideState: null } as const;

function refused(error: AgoraError | TallyError): Change {
  return failed("refused", error.message);
}

function failed(code: string, words: string): Change {
  const reason = storableText(words); // Agora's own words, which may hold what PostgreSQL refuses.
  return {
    source: "engine",
    to: "FAILED",
    diagnosis: { code, reason },
    events: [{ type: "attempt.failed", details: { code, reason } }],
  };
}
