import type { RecordedFile } from "@/lib/agora/cloud-recording/results";
import type { RecordingEventDetails, RecordingNotice } from "@/lib/agora/notifications";
import type { RecordingEventType } from "../constants";
import type { Change } from "../data/change";
import type { AttemptRow } from "../data/rows";
import { sightingsOf, stateOfStatus } from "./advance/judge-query";
import type { Diagnosis } from "./diagnosis";

/** How a notification came, as far as its effect depends on it. */
export type NoticeContext = {
  /** Sent more than five minutes before it came: it may be a replay. */
  isStale: boolean;
  /** How many different sequence numbers of this recording are known, this one included. */
  sequencesSeen: number;
};

/** After a hole in the sequence Agora is asked, unless that was done so recently. */
const gapCheckMs = 30_000;

/**
 * What a notification proves about its attempt (contract §5.3, reliability M7). Every effect is a join (the furthest
 * state, the largest number, the union of uids, the weightier diagnosis), so that any order, repetition or redelivery
 * of the same notifications ends in the same row (invariant I5).
 */
export function judgeNotice(attempt: AttemptRow, notice: RecordingNotice, how: NoticeContext, now: Date): Change {
  const { event, sequence } = notice;
  const proof = proofOf(event);
  const lastSequence = largest(attempt.lastSequence, sequence);
  const hasHole = lastSequence !== null && how.sequencesSeen <= lastSequence;
  const isQuiet = now.getTime() - (attempt.checkedAt?.getTime() ?? 0) > gapCheckMs;
  // One that was given up speaks: asked at once, because another one records in its place.
  const isBack = attempt.sideState === "VANISHED";
  const isDoubtful = how.isStale && !isFinalProof(attempt, proof);
  const { name, ...rest } = event;
  const details: Record<string, unknown> = event.name === "unknown" ? event.details : rest;
  return {
    source: "notification",
    ...(isDoubtful ? {} : { to: proof.to, reason: proof.reason }),
    ...(proof.diagnosis ? { diagnosis: proof.diagnosis } : {}),
    set: {
      lastSequence,
      sequencesSeen: Math.max(attempt.sequencesSeen, how.sequencesSeen),
      uploadProgress: largest(attempt.uploadProgress, progressOf(event)),
      ...withAlias(attempt, event),
      heardAt: latest(attempt.heardAt, how.isStale ? null : notice.happenedAt),
      ...((hasHole && isQuiet) || isDoubtful || isFatal(event) || isBack ? { checkRequestedAt: now } : {}),
    },
    files: sightingsOf(filesOf(event), "notification"),
    events: [
      {
        type: eventTypes[name],
        details: { ...withoutFiles(details), ...(sequence === null ? {} : { sequence }) },
        happenedAt: notice.happenedAt ?? now,
      },
    ],
  };
}

type Proof = Pick<Change, "to" | "reason" | "diagnosis">;

function proofOf(event: RecordingEventDetails): Proof {
  switch (event.name) {
    case "recorderStarted":
    case "webRecorderStarted":
      return "status" in event && event.status !== null && event.status !== 0 ? {} : { to: "CONFIRMED" };
    case "fileInfos":
    case "sliceStarted":
    case "uploadingProgress":
      return { to: "CONFIRMED" };
    case "statusUpdate":
      return event.agoraStatus === null ? {} : stateOfStatus(event.agoraStatus);
    case "uploaded":
      return isNormal(event.status) ? { to: "UPLOADED", reason: "uploadedByNotification" } : {};
    case "backedUp":
      return isNormal(event.status) ? { to: "BACKED_UP" } : {};
    case "sessionExit":
      return isNormal(event.exitStatus)
        ? { to: "STOPPED" }
        : { to: "FAILED", diagnosis: { code: "exitedAbnormally", reason: null } };
    case "webRecorderStopped":
      return {
        to: "STOPPED",
        ...(isNormal(event.code) ? {} : { diagnosis: { code: "recorderError", reason: event.message } }),
      };
    case "error":
      return { diagnosis: diagnosisOf(event) ?? undefined };
    default:
      return {};
  }
}

/** Error codes of the parts of a recording (contract §5.3, §6.3). A minor error explains nothing yet. */
function diagnosisOf(event: Extract<RecordingEventDetails, { name: "error" }>): Diagnosis | null {
  const { module, errorCode, errorLevel, errorMsg } = event;
  const because = (code: string): Diagnosis => ({ code, reason: errorMsg });
  if (errorCode === 109) return because("tokenExpired");
  if (errorCode === 110) return because("tokenRejected");
  if (module === 1 && errorCode === 32) return because("storageRejected");
  if (module === 1) return because("uploadFailed");
  return isFatalLevel(errorLevel) ? because("recorderError") : null;
}

function isFatal(event: RecordingEventDetails): boolean {
  return event.name === "error" && isFatalLevel(event.errorLevel);
}

function isFatalLevel(level: number | null): boolean {
  return level !== null && level >= 5;
}

/** 0 is normal; a status that is missing is taken at the event's word. */
function isNormal(status: number | null): boolean {
  return status === null || status === 0;
}

/** What is waited for after a stop cannot be confirmed by asking: its word counts however late it comes. */
function isFinalProof(attempt: AttemptRow, { to }: Proof): boolean {
  return attempt.state === "STOPPED" && (to === "UPLOADED" || to === "BACKED_UP");
}

function filesOf(event: RecordingEventDetails): readonly RecordedFile[] {
  if ("files" in event) return event.files;
  if (event.name !== "snapshotTaken" || event.fileName === null) return [];
  const unsaid = { trackType: null, uid: null, isMixed: null, isPlayable: null, sliceStartedAt: null };
  return [{ fileName: event.fileName, ...unsaid }];
}

/** Files have a table of their own. */
function withoutFiles(details: Record<string, unknown>): Record<string, unknown> {
  const { files, ...rest } = details;
  return Array.isArray(files) ? { ...rest, fileCount: files.length } : details;
}

function progressOf(event: RecordingEventDetails): number | null {
  return event.name === "uploadingProgress" ? event.progress : null;
}

/** A new uid after a failover. That the old ones are out of the channel proves nothing of it. */
function withAlias(attempt: AttemptRow, event: RecordingEventDetails): Partial<AttemptRow> {
  const alias = event.name === "sessionFailover" ? event.newUid : null;
  if (alias === null || attempt.uidAliases.includes(alias)) return {};
  return { uidAliases: [...attempt.uidAliases, alias].toSorted(), outOfChannelAt: null };
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a === null || b === null ? (a ?? b) : new Date(Math.max(a.getTime(), b.getTime()));
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

const eventTypes: Record<RecordingEventDetails["name"], RecordingEventType> = {
  error: "notice.error",
  warning: "notice.warning",
  statusUpdate: "notice.status",
  fileInfos: "notice.fileInfo",
  sessionExit: "notice.sessionExit",
  sessionFailover: "notice.failover",
  highAvailabilityRegistered: "notice.failoverReady",
  uploaderStarted: "notice.uploadStarted",
  uploaded: "notice.uploaded",
  backedUp: "notice.backedUp",
  uploadingProgress: "notice.uploadProgress",
  recorderStarted: "notice.recorderStarted",
  recorderLeft: "notice.recorderLeft",
  sliceStarted: "notice.sliceStarted",
  audioStreamChanged: "notice.audioStream",
  videoStreamChanged: "notice.videoStream",
  snapshotTaken: "notice.snapshot",
  vodStarted: "notice.other",
  vodTriggered: "notice.other",
  webRecorderStarted: "notice.webStarted",
  webRecorderStopped: "notice.webStopped",
  webRecorderLimited: "notice.webLimit",
  webRecorderReloaded: "notice.webReloaded",
  transcoderStarted: "notice.other",
  transcoderCompleted: "notice.other",
  downloadFailed: "notice.other",
  publishStatus: "notice.pushStatus",
  postponedResult: "notice.other",
  unknown: "notice.other",
};
