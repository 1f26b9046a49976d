import { fileList, indexKey, webFileList } from "../recorder/server-response";
import type { Switches } from "../state/switches";
import type { Task, WebTask } from "../state/tasks";

/** A notification before it is addressed: number, sending service, name and details (contract §5.3). */
export type RecordingEvent = {
  eventType: number;
  serviceType: number;
  msgName: string;
  details: Record<string, unknown>;
};

/** Which of two readings of the pages an event follows. */
type Readings = Pick<Switches, "modeZeroInEvent3" | "fileListAfterFailover">;

/** `serviceType` of the payload (contract §5.2). */
const service = { cloud: 0, recorder: 1, uploader: 2, extension: 4, webRecorder: 6, download: 8 } as const;

/** `module` of event 1 (contract §5.3). */
export const modules = { recorder: 0, uploader: 1, service: 2 } as const;

/** Upload errors and service errors of event 1 (contract §5.3); 17 is the RTC SDKs' for a join that is refused. */
export const errorCodes = {
  storageConfiguration: 32,
  uploadFailed: 47,
  filesFailed: 51,
  parameter: 2,
  joinRejected: 17,
} as const;

/** `leaveCode` of event 41 (contract §5.3). */
export const leaveCodes = { initFailed: 0, noUsers: 4, clientLeave: 16 } as const;

const fatal = 5;

export function error(details: { module: number; errorCode: number; errorMsg: string }): RecordingEvent {
  const { module, errorCode, errorMsg } = details;
  return event(1, service.cloud, "cloud_recording_error", { module, errorLevel: fatal, errorCode, stat: 1, errorMsg });
}

/** Sent when a call does not match the state of the service. `recordingMode`: 0 individual, 1 composite (C14). */
export function statusUpdate(task: Task, readings: Readings): RecordingEvent {
  const isZero = (task.mode === "individual") === (readings.modeZeroInEvent3 === "individual");
  const recordingMode = isZero ? 0 : 1;
  const list = indexKey(task, readings);
  return event(3, service.cloud, "cloud_recording_status_update", {
    status: task.status,
    recordingMode,
    fileList: list,
  });
}

/** Sent once, when the playlist is in the bucket for the first time. */
export function fileInfos(task: Task, readings: Readings): RecordingEvent {
  return event(4, service.cloud, "cloud_recording_file_infos", { fileList: indexKey(task, readings) });
}

/** `exitStatus`: 0 as wanted, 1 not. */
export function sessionExit(exitStatus: 0 | 1): RecordingEvent {
  return event(11, service.cloud, "session_exit", { exitStatus });
}

/** The recording moved to another server, where its recorder has a random uid. */
export function sessionFailover(newUid: number): RecordingEvent {
  return event(12, service.cloud, "session_failover", { newUid });
}

/** Named by the best practices alone; its payload is not documented, the name is ours (contract §5.3 event 13). */
export function highAvailability(): RecordingEvent {
  return event(13, service.cloud, "high_availability_register_success", { status: 0 });
}

/** One still is in the bucket; the name carries the prefix. */
export function snapshotFile(fileName: string): RecordingEvent {
  return event(45, service.recorder, "recorder_snapshot_file", { fileName });
}

/** The page is shown. */
export function webRecorderStarted(recorderStartTime: number): RecordingEvent {
  return event(70, service.webRecorder, "web_recorder_started", { recorderStartTime });
}

/** The web recorder ended; code 0 as wanted (contract §5.3). */
export function webRecorderStopped(task: WebTask): RecordingEvent {
  const { stopCode: code, stopMessage: message } = task.web;
  const details = { code, message, details: code === 0 ? "" : message, fileList: webFileList(task) };
  return event(71, service.webRecorder, "web_recorder_stopped", details);
}

export function webRecorderReload(reason: "audio_silence" | "page_load_timeout"): RecordingEvent {
  return event(73, service.webRecorder, "web_recorder_reload", { reason });
}

export function rtmpPublishStatus(rtmpUrl: string, status: string): RecordingEvent {
  return event(100, service.webRecorder, "rtmp_publish_status", { rtmpUrl, status });
}

/** What came of files that were put together after the end. */
export type PostponedResult = { uid: string; fileNames: string[]; isGood: boolean };

export function transcoderStarted(): RecordingEvent {
  return event(80, service.cloud, "transcoder_started", {});
}

export function transcoderCompleted(results: readonly PostponedResult[]): RecordingEvent {
  const uids = results.map(({ uid, fileNames, isGood }) => ({
    uid,
    result: isGood ? "success" : "fail",
    fileList: fileNames.map((fileName) => ({ fileName })),
  }));
  return event(81, service.cloud, "transcoder_completed", { result: verdict(results, "all_success", "fail"), uids });
}

/** What was recorded could not be read back from the bucket; at most once a recording. */
export function downloadFailed({ storage }: Pick<Task, "storage">, fileNames: readonly string[]): RecordingEvent {
  const { vendor, region, bucket } = storage;
  return event(90, service.download, "download_failed", { vendor, region, bucket, fileName: fileNames.join(";") });
}

export function postponedFinalResult(results: readonly PostponedResult[]): RecordingEvent {
  return event(1001, service.cloud, "postpone_transcode_final_result", {
    result: verdict(results, "total_success", "failed"),
    fileList: results.flatMap(({ fileNames }) => fileNames.map((fileName) => ({ fileName }))),
  });
}

function verdict<A, F>(results: readonly PostponedResult[], all: A, none: F): A | "partial_success" | F {
  if (results.length > 0 && results.every(({ isGood }) => isGood)) return all;
  return results.some(({ isGood }) => isGood) ? "partial_success" : none;
}

export function uploaderStarted(): RecordingEvent {
  return event(30, service.uploader, "uploader_started", { status: 0 });
}

/** 31 when everything is in the customer's bucket, 32 when something lies in Agora's backup (contract §5.3). */
export function uploaded(task: Task): RecordingEvent {
  const list = task.mode === "web" ? {} : { fileList: fileList(task) };
  return task.uploadingStatus === "backuped"
    ? event(32, service.uploader, "backuped", { status: 0, ...list })
    : event(31, service.uploader, "uploaded", { status: 0, ...list });
}

/** A slice reached the bucket only at a further try (warning 31), or Agora's backup in its place (32). */
export function slowUpload(isOnBackup: boolean): RecordingEvent {
  const warnCode = isOnBackup ? 32 : 31;
  return event(2, service.cloud, "cloud_recording_warning", { module: modules.uploader, warnCode });
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
