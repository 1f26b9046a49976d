import { AgoraRefused, type AgoraError } from "@/lib/agora/errors";
import type { TallyError } from "@/lib/errors";
import type { Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import type { TakeOutcome } from "../../data/takes";
import { notFound } from "./judge-query";
import { freed, hold, troubleOf } from "./trouble";

/** A layout that Agora refused is not sent again until somebody asks for another. */
const untilAnother = 10 * 365 * 24 * 3_600_000;

/** Agora has this revision of the layout. Newer ones that came meanwhile are sent next. */
export function judgeLayout(attempt: AttemptRow, revision: number): Change {
  return {
    source: "engine",
    set: {
      ...freed(attempt, "updateLayout"),
      ackedLayoutRevision: Math.max(attempt.ackedLayoutRevision, revision),
    },
    events: [{ type: "layout.applied", details: { revision } }],
  };
}

/** What follows from an update without success (reliability M5): the newest wanted layout is sent again. */
export function judgeFailedLayout(
  attempt: AttemptRow,
  revision: number,
  error: AgoraError | TallyError,
  now: Date,
): Change {
  if (error instanceof AgoraRefused && error.isTaskNotFound) return notFound(attempt, now);
  const trouble = troubleOf(error);
  if (trouble !== null) return hold(attempt, "updateLayout", trouble, now);
  const isNewest = attempt.desiredLayoutRevision === revision;
  return {
    source: "engine",
    set: isNewest
      ? { heldStep: "updateLayout", heldUntil: new Date(now.getTime() + untilAnother), stepTries: 1 }
      : freed(attempt, "updateLayout"),
    events: [{ type: "layout.refused", details: { revision, reason: error.message } }],
  };
}

/** What is known of a layout whose call had no success: refused for good, perhaps carried out, or certainly not yet. */
export function failedTake(error: AgoraError | TallyError): TakeOutcome {
  const trouble = troubleOf(error);
  if (error instanceof AgoraRefused && error.isTaskNotFound) return { outcome: "waiting", reason: "notAnswering" };
  if (trouble === null) return { outcome: "refused", reason: error.message };
  return { outcome: "effect" in error && error.effect === "unknown" ? "unknown" : "waiting", reason: trouble.code };
}
