import type { FileListEntry } from "../recorder/server-response";
import { fileList, indexKey } from "../recorder/server-response";
import type { Task } from "../state/tasks";

/** A notification before it is addressed: number, sending service, name and details (contract §5.3). */
export type RecordingEvent = {
  eventType: number;
  serviceType: number;
  msgName: string;
  details: Record<string, unknown>;
};

/** `serviceType` of the payload (contract §5.2). */
const service = { cloud: 0, recorder: 1, uploader: 2 } as const;

/** `module` of event 1 (contract §5.3). */
export const modules = { recorder: 0, uploader: 1, service: 2 } as const;

/** Upload errors and service errors of event 1 (contract §5.3). */
export const errorCodes = { storageConfiguration: 32, uploadFailed: 47, filesFailed: 51, parameter: 2 } as const;

/** `leaveCode` of event 41 (contract §5.3). */
export const leaveCodes = { initFailed: 0, noUsers: 4, clientLeave: 16 } as const;

const fatal = 5;

export function error(details: { module: number; errorCode: number; errorMsg: string }): RecordingEvent {
  const { module, errorCode, errorMsg } = details;
  return event(1, service.cloud, "cloud_recording_error", { module, errorLevel: fatal, errorCode, stat: 1, errorMsg });
}

/** Sent when a call does not match the state of the service. `recordingMode`: 0 individual, 1 composite (C14). */
export function statusUpdate(task: Task): RecordingEvent {
  const recordingMode = task.mode === "individual" ? 0 : 1;
  const list = task.firstUploadMs === null ? "" : indexKey(task);
  return event(3, service.cloud, "cloud_recording_status_update", {
    status: task.status,
    recordingMode,
    fileList: list,
  });
}

/** Sent once, when the playlist is in the bucket for the first time. */
export function fileInfos(task: Task): RecordingEvent {
  return event(4, service.cloud, "cloud_recording_file_infos", { fileList: indexKey(task) });
}

/** `exitStatus`: 0 as wanted, 1 not. */
export function sessionExit(exitStatus: 0 | 1): RecordingEvent {
  return event(11, service.cloud, "session_exit", { exitStatus });
}

export function uploaderStarted(): RecordingEvent {
  return event(30, service.uploader, "uploader_started", { status: 0 });
}

export function uploaded(task: Task): RecordingEvent {
  const files: FileListEntry[] = fileList(task);
  return event(31, service.uploader, "uploaded", { status: 0, fileList: files });
}

/** A slice was put into the bucket only at a further try (warning 31). */
export function slowUpload(): RecordingEvent {
  return event(2, service.cloud, "cloud_recording_warning", { module: modules.uploader, warnCode: 31 });
}

/** `progress`: 0 to 10000, uploaded files of recorded files. */
export function uploadingProgress(progress: number): RecordingEvent {
  return event(33, service.uploader, "uploading_progress", { progress });
}

export function recorderStarted(): RecordingEvent {
  return event(40, service.recorder, "recorder_started", { status: 0 });
}

export function recorderLeave(leaveCode: number): RecordingEvent {
  return event(41, service.recorder, "recorder_leave", { leaveCode });
}

/** `discontinueUtcMs`: the end of the last good slice after an interruption, else the same as `startUtcMs`. */
export function sliceStart(details: {
  startUtcMs: number;
  discontinueUtcMs: number;
  mixedAllUser: boolean;
  streamUid: string;
  trackType: string;
}): RecordingEvent {
  return event(42, service.recorder, "recorder_slice_start", details);
}

/** `medium` decides between event 43 and 44. */
export function streamState(
  medium: "audio" | "video",
  streamUid: string,
  isReceiving: boolean,
  utcMs: number,
): RecordingEvent {
  const details = { streamUid, state: isReceiving ? 0 : 1, UtcMs: utcMs };
  return medium === "audio"
    ? event(43, service.recorder, "recorder_audio_stream_state_changed", details)
    : event(44, service.recorder, "recorder_video_stream_state_changed", details);
}

function event(
  eventType: number,
  serviceType: number,
  msgName: string,
  details: Record<string, unknown>,
): RecordingEvent {
  return { eventType, serviceType, msgName, details: { msgName, ...details } };
}
