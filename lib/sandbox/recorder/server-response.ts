import { joinPrefix } from "@/lib/agora/cloud-recording/schemas";
import { indexFileName } from "../media/file-names";
import type { CompositeTask, Task } from "../state/tasks";

/** One entry of a `fileList` (contract §2.10). */
export type FileListEntry = {
  fileName: string;
  trackType: "audio" | "video" | "audio_and_video";
  uid: string;
  mixedAllUser: boolean;
  isPlayable: boolean;
  sliceStartTime: number;
};

const trackTypes = ["audio", "video", "audio_and_video"] as const;

/** `serverResponse` of query (contract §2.10). */
export function queryResponse(task: Task): Record<string, unknown> {
  return { status: task.status, ...fileListFields(task), sliceStartTime: task.firstUploadMs ?? 0 };
}

/** `serverResponse` of stop (contract §2.13). */
export function stopResponse(task: Task): Record<string, unknown> {
  return { ...fileListFields(task), uploadingStatus: task.uploadingStatus };
}

/** Name of a recording's playlist in its bucket, prefix included (contract §4.1). */
export function indexKey(task: Task): string {
  return keyOf(task, indexFileName({ sid: task.sid, channelName: task.cname }));
}

/** A file's name in the bucket (contract §4.1). */
export function keyOf({ storage }: Pick<Task, "storage">, fileName: string): string {
  return joinPrefix(storage.fileNamePrefix) + fileName;
}

/** The files in the bucket: none before the first slice was uploaded; MP4 files once they are. */
export function fileList(task: Task): FileListEntry[] {
  if (task.mode !== "mix" || task.firstUploadMs === null) return [];
  const sliceStartTime = task.firstUploadMs;
  const trackType = trackTypes[task.request.recordingConfig?.streamTypes ?? 2];
  return [...task.mp4Names.map((name) => keyOf(task, name)), indexKey(task)].map((fileName) => ({
    fileName,
    trackType,
    uid: "0",
    mixedAllUser: true,
    isPlayable: true,
    sliceStartTime,
  }));
}

function fileListFields(task: Task): Record<string, unknown> {
  if (task.mode === "mix" && !wantsMp4(task)) {
    return { fileListMode: "string", fileList: task.firstUploadMs === null ? "" : indexKey(task) };
  }
  return { fileListMode: "json", fileList: fileList(task) };
}

/** Whether MP4 files were asked for beside the playlist (contract §2.5). */
export function wantsMp4({ request }: CompositeTask): boolean {
  return request.recordingFileConfig?.avFileType.includes("mp4") ?? false;
}
