import { AgoraError, AgoraRefused } from "@/lib/agora/errors";
import { storableText } from "@/lib/db/audit-chain";
import type { TallyError } from "@/lib/errors";
import { merge, type Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { notFound } from "./judge-query";
import { limits } from "./limits";
import { freed, hold, troubleOf } from "./trouble";

/** Agora has this revision of the update. Newer ones that came meanwhile are sent next. */
export function judgeUpdate(attempt: AttemptRow, revision: number): Change {
  return {
    source: "engine",
    set: { ...freed(attempt, "update"), ackedUpdateRevision: Math.max(attempt.ackedUpdateRevision, revision) },
    events: [{ type: "update.applied", details: { revision } }],
  };
}

/**
 * What follows from an update without success (reliability M5). A lost answer is asked after first: a query shows whether
 * a page is on hold. What that does not settle is sent again, as a whole, which cannot do harm. A refusal is final for
 * this revision; what was in force before stays.
 */
export function judgeFailedUpdate(
  attempt: AttemptRow,
  revision: number,
  error: AgoraError | TallyError,
  now: Date,
): Change {
  if (error instanceof AgoraRefused && error.isTaskNotFound) return notFound(attempt, now);
  const trouble = troubleOf(error);
  if (trouble === null) {
    const reason = storableText(error.message);
    return {
      source: "engine",
      set: { ...freed(attempt, "update"), refusedUpdateRevision: revision, updateRefusal: reason },
      events: [{ type: "update.refused", details: { revision, reason, ...codeOf(error) } }],
    };
  }
  const isUnknown = error instanceof AgoraError && error.effect === "unknown";
  if (!isUnknown) return hold(attempt, "update", trouble, now);
  const held = hold(attempt, "update", { ...trouble, retryDelaysMs: limits.updateReadBack }, now);
  return merge(held, { source: "engine", set: { checkRequestedAt: now } });
}

function codeOf(error: AgoraError | TallyError): { code?: number; operation?: string } {
  return error instanceof AgoraError && error.code !== null ? { code: error.code, operation: error.operation } : {};
}
