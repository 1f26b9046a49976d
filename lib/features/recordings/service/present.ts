import { recordingEventTypes, type RecordingEventType } from "../constants";
import type { AttemptRow, CallRow, EventRow, FileRow } from "../data/rows";
import type { SummaryRow } from "../data/read";
import { recordingStatuses, type RecordingStatus } from "../lifecycle";
import type { RecordingAttempt, RecordingCall, RecordingEvent, RecordingFile, RecordingSummary } from "../types";
import { lastPart, readFileName } from "./file-names";

/** Rows as screens may see them: secrets are not in these tables, and nothing else of a row is passed on by accident. */
export function toSummary(row: SummaryRow): RecordingSummary {
  const { intent } = row;
  return {
    recordingId: intent.id,
    projectId: intent.projectId,
    mode: intent.mode,
    channelName: intent.channelName,
    status: readStatus(intent.status),
    statusReason: intent.statusReason,
    statusSource: intent.statusSource,
    statusAt: intent.statusAt.toISOString(),
    createdAt: intent.createdAt.toISOString(),
    createdBy: row.createdByName ?? intent.createdBy,
    startedAt: iso(intent.startedAt),
    stoppedAt: iso(intent.stoppedAt),
    finishedAt: iso(intent.finishedAt),
    fileCount: row.fileCount,
    uploadProgress: row.uploadProgress,
  };
}

export function toAttempt(row: AttemptRow): RecordingAttempt {
  return {
    attemptId: row.id,
    number: row.number,
    state: row.state,
    sideState: row.sideState,
    recorderUid: row.recorderUid,
    resourceId: row.resourceId,
    sid: row.sid,
    agoraStatus: row.agoraStatus,
    checkedAt: iso(row.checkedAt),
    notFoundSince: iso(row.notFoundSince),
    filePrefix: row.filePrefix,
    failureCode: row.failureCode,
    failureReason: row.failureReason,
    trouble: row.trouble,
  };
}

export function toEvent(row: EventRow): RecordingEvent {
  return {
    id: row.id,
    source: row.source,
    type: readEventType(row.type),
    details: row.details,
    happenedAt: row.happenedAt.toISOString(),
  };
}

export function toCall(row: CallRow): RecordingCall {
  return {
    id: row.id,
    operation: row.operation,
    request: row.request,
    sentAt: row.sentAt.toISOString(),
    finishedAt: iso(row.finishedAt),
    outcome: row.outcome,
    httpStatus: row.httpStatus,
    code: row.code,
    reason: row.reason,
    requestId: row.requestId,
  };
}

export function toFile(row: FileRow): RecordingFile {
  const named = readFileName(row.objectKey);
  const person = named?.person;
  return {
    fileId: row.id,
    name: lastPart(row.objectKey),
    objectKey: row.objectKey,
    kind: row.kind,
    trackType: row.trackType ?? person?.trackType ?? null,
    uid: person?.uid ?? (row.uid === "0" ? null : row.uid),
    continuation: named?.continuation ?? null,
    startedAt: iso(row.sliceStartedAt ?? named?.startedAt ?? null),
    sizeBytes: row.sizeBytes,
    source: row.source,
    seenInBucketAt: iso(row.seenInBucketAt),
  };
}

/** A word that an older or newer version of the product wrote is shown as not known. */
export function readStatus(stored: string): RecordingStatus {
  return recordingStatuses.find((known) => known === stored) ?? "unknown";
}

function readEventType(stored: string): RecordingEventType {
  return recordingEventTypes.find((known) => known === stored) ?? "notice.other";
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
