import { joinPrefix } from "@/lib/agora/cloud-recording/schemas";
import type { Switches } from "../state/switches";
import type { Task, TrackType, WebTask } from "../state/tasks";
import { isStillsOnly, wantsMp4 } from "./request-facts";
import { firstUploadMs, indexOfTrack } from "./tracks";

/** Which of two readings of the pages an answer follows. */
type Readings = Pick<
  Switches,
  "fileListAfterFailover" | "stopPayloadKey" | "webStopTellsPush" | "individualFileListMode"
>;

/** One entry of a `fileList` (contract §2.10). */
export type FileListEntry = {
  fileName: string;
  trackType: TrackType;
  uid: string;
  mixedAllUser: boolean;
  isPlayable: boolean;
  sliceStartTime: number;
};

/** `serverResponse` of query (contract §2.10). */
export function queryResponse(task: Task, readings: Readings): Record<string, unknown> {
  const { status } = task;
  if (task.mode === "web") return { status, extensionServiceState: [webRecorderState(task), ...rtmpState(task)] };
  const sliceStartTime = firstUploadMs(task) ?? 0;
  if (task.mode === "individual" && task.request.snapshotConfig) return { status, sliceStartTime };
  return { status, ...fileListFields(task, readings), sliceStartTime };
}

/** `serverResponse` of stop (contract §2.13). */
export function stopResponse(task: Task, readings: Readings): Record<string, unknown> {
  const { uploadingStatus } = task;
  if (task.mode === "web") {
    const upload = { serviceName: "upload_service", payload: { uploadingStatus } };
    const push = readings.webStopTellsPush ? rtmpEnd(task) : [];
    const states = [upload, webRecorderState(task), ...push];
    return {
      extensionServiceState: states.map(({ serviceName, payload }) => ({
        serviceName,
        [readings.stopPayloadKey]: payload,
      })),
    };
  }
  if (task.mode === "individual" && isStillsOnly(task)) return { uploadingStatus };
  return { ...fileListFields(task, readings), uploadingStatus };
}

/**
 * Name of a recording's playlist in its bucket, prefix included (contract §4.1); empty before there is one. After a
 * failover there are several.
 */
export function indexKey(task: Task, { fileListAfterFailover }: Pick<Readings, "fileListAfterFailover">): string {
  const playable = task.tracks.filter((track) => track.firstUploadMs !== null);
  const track = fileListAfterFailover === "first" ? playable[0] : playable.at(-1);
  return track ? keyOf(task, indexOfTrack(task, track)) : "";
}

/** A file's name in the bucket (contract §4.1). */
export function keyOf({ storage }: Pick<Task, "storage">, fileName: string): string {
  return joinPrefix(storage.fileNamePrefix) + fileName;
}

/** The files in the bucket: none before the first slice was uploaded; MP4 files once they are. */
export function fileList(task: Task): FileListEntry[] {
  const isMixed = task.mode !== "individual";
  return task.tracks.flatMap((track) => {
    const { firstUploadMs: sliceStartTime, trackType, uid, mp4Names } = track;
    if (sliceStartTime === null) return [];
    return [...mp4Names, indexOfTrack(task, track)].map((name) => ({
      fileName: keyOf(task, name),
      trackType,
      uid,
      mixedAllUser: isMixed,
      isPlayable: true,
      sliceStartTime,
    }));
  });
}

/** The files of a web page recording, which have a shorter form (contract C6). */
export function webFileList(task: Task): { filename: string; sliceStartTime: number }[] {
  return fileList(task).map(({ fileName, sliceStartTime }) => ({ filename: fileName, sliceStartTime }));
}

function fileListFields(task: Task, readings: Readings): Record<string, unknown> {
  const isText = task.mode === "individual" ? readings.individualFileListMode === "string" : !wantsMp4(task);
  if (isText) return { fileListMode: "string", fileList: indexKey(task, readings) };
  return { fileListMode: "json", fileList: fileList(task) };
}

function webRecorderState(task: WebTask) {
  const payload = { state: stateOf(task), onhold: task.web.isOnHold, fileList: webFileList(task) };
  return { serviceName: "web_recorder_service", payload };
}

function rtmpState(task: WebTask) {
  const { rtmpUrls, rtmpStatus } = task.web;
  if (rtmpUrls.length === 0) return [];
  const outputs = rtmpUrls.map((rtmpUrl) => ({ rtmpUrl, status: rtmpStatus[rtmpUrl] ?? "connecting" }));
  return [{ serviceName: "rtmp_publish_service", payload: { state: stateOf(task), outputs } }];
}

/** The push as an older page's answer to stop has it: one status, no list of outputs (contract C19, §2.13). It ends too. */
function rtmpEnd({ web }: WebTask) {
  if (web.rtmpUrls.length === 0) return [];
  return [{ serviceName: "rtmp_publish_service", payload: { status: "disconnected" } }];
}

function stateOf({ phase, web }: WebTask): "init" | "inProgress" | "exit" {
  if (phase === "exiting" || phase === "ended") return "exit";
  return web.openedMs === null ? "init" : "inProgress";
}
