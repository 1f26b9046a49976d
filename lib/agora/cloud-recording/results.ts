import type { Receipt } from "../answer";
import type { ServerResponse, WireFile } from "./responses";

/** A recorded file as Agora names it: its name carries the folders of the file prefix. */
export type RecordedFile = {
  fileName: string;
  trackType: "audio" | "video" | "audio_and_video" | null;
  /** Whose file; "0" for a composite. */
  uid: string | null;
  isMixed: boolean | null;
  isPlayable: boolean | null;
  sliceStartedAt: Date | null;
};

/** What became of the files: all in your storage, some on Agora's own for now, still unknown, or parked at Agora. */
export type UploadingStatus = "uploaded" | "backedUp" | "unknown" | "stranded";

/** State of the parts of a web page recording. */
export type WebState = {
  state: string | null;
  isOnHold: boolean | null;
  /** Of a push to a CDN: connecting, publishing, onhold, disconnected. */
  publishing: string | null;
};

/** Every result carries the record of its answer, free of secrets. */
type WithReceipt = { receipt: Receipt };

export type AcquireResult = WithReceipt & { resourceId: string };

/**
 * `started`: Agora took the order; whether it records shows only in later queries. `alreadyStarted` (201, code 7): an
 * earlier start with this resource id won; its sid, where the answer carries one.
 */
export type StartResult = WithReceipt &
  ({ outcome: "started"; sid: string } | { outcome: "alreadyStarted"; sid: string | null });

export type QueryResult = WithReceipt & {
  /** 0-8 and 20, contract §2.10; 4 and 5 mean that it started well. */
  agoraStatus: number;
  files: readonly RecordedFile[];
  sliceStartedAt: Date | null;
  /** Web page recordings only. */
  web: WebState | null;
};

export type UpdateResult = WithReceipt;

/**
 * How a stop ended:
 * - `stopped`: 200. `uploadingStatus` is null when Agora did not wait for the upload.
 * - `uploadUnknown`: 206, or code 50: stopped, the notifications will tell about the files.
 * - `noData`: 206, code 435: stopped, nobody sent audio or video.
 * - `alreadyStopping`: 400, code 49: an earlier stop, a kick or the idle time is ending it.
 * - `notFound`: 404: ended before, or moving to another server; only a repeated 404 proves the end.
 */
export type StopResult = WithReceipt & {
  outcome: "stopped" | "uploadUnknown" | "noData" | "alreadyStopping" | "notFound";
  files: readonly RecordedFile[];
  uploadingStatus: UploadingStatus | null;
  /** How its parts ended; web page recordings only. */
  web?: WebState | null;
};

/** The files of an answer, whatever its mode; empty before the first slice. */
export function filesOf(response: ServerResponse | null | undefined): RecordedFile[] {
  const fromServices = (response?.extensionServiceState ?? []).flatMap(({ payload }) => payload.fileList ?? []);
  return [...(response?.fileList ?? []), ...fromServices].map(toRecordedFile);
}

export function toRecordedFile(file: WireFile): RecordedFile {
  return {
    fileName: file.fileName,
    trackType: trackTypes.find((known) => known === file.trackType) ?? null,
    uid: file.uid ?? null,
    isMixed: file.mixedAllUser ?? null,
    isPlayable: file.isPlayable ?? null,
    sliceStartedAt: file.sliceStartTime ?? null,
  };
}

/** The upload's state, wherever the mode puts it (contract §2.13, C8); an unheard-of word counts as unknown. */
export function uploadingStatusOf(response: ServerResponse | null | undefined): UploadingStatus | null {
  const word =
    response?.uploadingStatus ??
    response?.extensionServiceState?.map(({ payload }) => payload.uploadingStatus).find((status) => status != null);
  if (word == null || word === "") return null;
  return uploadWords[word] ?? "unknown";
}

export function webStateOf(response: ServerResponse | null | undefined): WebState | null {
  const services = response?.extensionServiceState;
  if (!services) return null;
  const recorder = services.find(({ serviceName }) => serviceName === "web_recorder_service")?.payload;
  const publisher = services.find(({ serviceName }) => serviceName === "rtmp_publish_service")?.payload;
  return {
    state: recorder?.state ?? null,
    isOnHold: recorder?.onhold ?? null,
    publishing: publisher?.outputs?.[0]?.status ?? publisher?.status ?? null,
  };
}

const trackTypes = ["audio", "video", "audio_and_video"] as const;

const uploadWords: Readonly<Record<string, UploadingStatus>> = {
  uploaded: "uploaded",
  backuped: "backedUp",
  unknown: "unknown",
  unknow: "unknown",
  stranded: "stranded",
};
