import { AgoraRefused, type AgoraError } from "@/lib/agora/errors";
import type { QueryResult, RecordedFile } from "@/lib/agora/cloud-recording/results";
import type { TallyError } from "@/lib/errors";
import type { Change, NewEvent } from "../../data/change";
import type { FileSighting } from "../../data/files";
import type { AttemptRow } from "../../data/rows";
import { storedUpdate } from "../../schema";
import { freed, hold, troubleOf, type Trouble } from "./trouble";

/** What Agora's own status number proves about a task (contract §2.10). */
export function stateOfStatus(agoraStatus: number): Pick<Change, "to" | "diagnosis"> {
  if (agoraStatus === 4 || agoraStatus === 5) return { to: "RUNNING" };
  if (agoraStatus >= 6 && agoraStatus <= 8) {
    return { to: "STOPPED", diagnosis: { code: "endedByItself", reason: null } };
  }
  if (agoraStatus === 20) return { to: "STOPPED", diagnosis: { code: "exitedAbnormally", reason: null } };
  return {};
}

/** What follows from the answer to a query (reliability M4). */
export function judgeQuery(attempt: AttemptRow, result: QueryResult, now: Date): Change {
  const { agoraStatus } = result;
  const proof = stateOfStatus(agoraStatus);
  const wasLost = attempt.sideState === "SUSPECT" || attempt.sideState === "VANISHED";
  const events: NewEvent[] = [];
  if (wasLost) events.push({ type: "attempt.answering", details: { agoraStatus } });
  if (agoraStatus !== attempt.agoraStatus) events.push({ type: "attempt.statusChanged", details: { agoraStatus } });
  if (proof.to === "RUNNING" && attempt.state !== "RUNNING") events.push({ type: "attempt.running" });
  if (proof.to === "STOPPED") events.push({ type: "attempt.ended", details: { agoraStatus } });
  const readBack = readBackOf(attempt, result);
  if (readBack !== null) events.push({ type: "update.readBack", details: { revision: readBack } });
  return {
    source: "poll",
    ...proof,
    set: {
      ...freed(attempt, "query"),
      agoraStatus,
      checkedAt: now,
      notFoundSince: null,
      ...(wasLost ? { sideState: null } : {}),
      ...(result.web === null ? {} : { pageState: result.web }),
      ...(readBack === null ? {} : { ackedUpdateRevision: readBack, ...freed(attempt, "update") }),
    },
    events,
    files: sightingsOf(result.files, "poll"),
  };
}

/**
 * The revision of an update whose answer was lost and that Agora shows to have: only whether a page is on hold can be
 * read back, so a change of the push address is sent again instead. Null where nothing is proven.
 */
function readBackOf(attempt: AttemptRow, { web }: QueryResult): number | null {
  const { sentUpdateRevision: sent, desiredUpdateRevision, ackedUpdateRevision } = attempt;
  const wanted = storedUpdate.safeParse(attempt.desiredUpdate);
  if (web?.isOnHold == null || !wanted.success || wanted.data.kind !== "page" || wanted.data.pushTo) return null;
  const isOpen = sent === desiredUpdateRevision && sent > ackedUpdateRevision;
  return isOpen && wanted.data.isOnHold === web.isOnHold ? sent : null;
}

/** What follows from a query without an answer to its question (reliability M4): not found is suspect, not gone. */
export function judgeFailedQuery(attempt: AttemptRow, error: AgoraError | TallyError, now: Date): Change {
  if (error instanceof AgoraRefused && error.isTaskNotFound) return notFound(attempt, now);
  return hold(attempt, "query", troubleOf(error) ?? refusedQuery, now);
}

/** 404: a failover looks like this for up to 90 seconds (contract §1.5), and so does the end. */
export function notFound(attempt: AttemptRow, now: Date): Change {
  const isNews = attempt.notFoundSince === null;
  return {
    source: "poll",
    set: {
      ...freed(attempt, "query"),
      checkedAt: now,
      notFoundSince: attempt.notFoundSince ?? now,
      ...(attempt.sideState === "VANISHED" ? {} : { sideState: "SUSPECT", trouble: "notAnswering" }),
    },
    events: isNews ? [{ type: "attempt.notFound" }] : [],
  };
}

/** Files as Agora names them, for the record of files. */
export function sightingsOf(files: readonly RecordedFile[], source: FileSighting["source"]): FileSighting[] {
  return files.map((file) => ({
    name: file.fileName,
    source,
    trackType: file.trackType,
    uid: file.uid,
    isPlayable: file.isPlayable,
    sliceStartedAt: file.sliceStartedAt,
  }));
}

/** A query that Agora refuses says nothing about the recording: asked again, slowly. */
const refusedQuery: Trouble = { code: "agoraInternalError", retryDelaysMs: [60_000] };
