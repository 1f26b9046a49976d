import { AgoraError } from "@/lib/agora/errors";
import type { StopResult } from "@/lib/agora/cloud-recording/results";
import type { TallyError } from "@/lib/errors";
import { merge, type Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { sightingsOf } from "./judge-query";
import { limits } from "./limits";
import { freed, hold, troubleOf, type Trouble } from "./trouble";

/**
 * What follows from the answer to a stop (reliability M6). `canList` says whether the bucket will prove the upload;
 * where nobody can look, Agora's own word for it counts.
 */
export function judgeStop(attempt: AttemptRow, result: StopResult, now: Date, canList: boolean): Change {
  const files = sightingsOf(result.files, "poll");
  const set = freed(attempt, "stop");
  const accepted: Change = {
    source: "engine",
    to: "STOPPED",
    set,
    files,
    events: [
      { type: "attempt.stopAccepted", details: { outcome: result.outcome, uploadingStatus: result.uploadingStatus } },
    ],
  };
  switch (result.outcome) {
    case "noData":
      // This task had nothing because the one before it, whose sid was never known, was put out to let it begin.
      if (attempt.kickSentAt !== null)
        return { ...accepted, to: "FAILED", diagnosis: { code: "putOut", reason: null } };
      return { ...accepted, to: "NO_DATA", reason: "nothingRecorded", events: [{ type: "attempt.noData" }] };
    case "stopped":
      if (result.uploadingStatus === "backedUp") return { ...accepted, to: "BACKED_UP" };
      return result.uploadingStatus === "uploaded" && !canList
        ? { ...accepted, to: "UPLOADED", reason: "uploadedByAnswer" }
        : accepted;
    case "uploadUnknown":
    case "alreadyStopping":
      return accepted;
    case "notFound":
      return judgeNotFound(attempt, accepted, now);
  }
}

/**
 * A 404 is the end of the task, or a failover: repeated for as long as one can last before it counts as the end. Also
 * where an earlier stop was not answered, because that one may never have arrived. A notification tells sooner.
 */
function judgeNotFound(attempt: AttemptRow, accepted: Change, now: Date): Change {
  const since = attempt.notFoundSince ?? now;
  if (now.getTime() - since.getTime() >= limits.notFound) return accepted;
  const waiting: Trouble = { code: "notAnswering", retryDelaysMs: [5_000, 10_000, 15_000] };
  return merge({ source: "engine", set: { notFoundSince: since } }, hold(attempt, "stop", waiting, now));
}

/**
 * What follows from a stop whose outcome is unknown or that Agora refuses: it is repeated. Nothing else ends a task. A
 * stop that was written down (`wasSent`) and surely not carried out does not count as one that left: the next 404 may
 * then still be a failover.
 */
export function judgeFailedStop(
  attempt: AttemptRow,
  error: AgoraError | TallyError,
  now: Date,
  { wasSent }: { wasSent: boolean },
): Change {
  const trouble = troubleOf(error) ?? { code: "stopRefused", retryDelaysMs: [10_000, 30_000, 60_000] };
  const isUnknown = trouble.code === "agoraNotAnswering" || trouble.code === "agoraInternalError";
  const held = hold(attempt, "stop", isUnknown ? { ...trouble, retryDelaysMs: limits.resendStop } : trouble, now);
  const isWithoutEffect = !(error instanceof AgoraError) || error.effect === "none";
  if (!wasSent || !isWithoutEffect) return held;
  return merge({ source: "engine", set: { stopSentCount: Math.max(0, attempt.stopSentCount - 1) } }, held);
}
