import { z } from "zod";
import { fileList } from "../cloud-recording/responses";
import { toRecordedFile } from "../cloud-recording/results";
import { listOf, looseBoolean, looseNumber, looseText, looseTime, maybe } from "../loose";

/** One documented event: Agora's number and name, and how its details are read under our name. */
function event<const N extends string, D extends object>(
  number: number,
  name: N,
  agoraName: string,
  details: z.ZodType<D>,
) {
  return { number, name, agoraName, details: details.transform((read): { name: N } & D => ({ name, ...read })) };
}

const files = maybe(fileList).transform((list) => (list ?? []).map(toRecordedFile));
const number = maybe(looseNumber);
const word = maybe(z.string());
const nothing = z.object({});
const vodStarted = z
  .object({ aliVodInfo: maybe(z.object({ videoId: maybe(looseText) })) })
  .transform(({ aliVodInfo }) => ({ videoId: aliVodInfo?.videoId ?? null }));
const started = z.object({ status: number });

const uploadEnd = z
  .object({ status: number, fileList: files })
  .transform(({ fileList: list, ...rest }) => ({ ...rest, files: list }));

const streamState = z
  .object({ streamUid: maybe(looseText), state: number, UtcMs: maybe(looseTime) })
  .transform(({ streamUid, state, UtcMs }) => ({
    streamUid,
    isReceiving: state === null ? null : state === 0,
    changedAt: UtcMs,
  }));

const slice = z
  .object({
    startUtcMs: maybe(looseTime),
    discontinueUtcMs: maybe(looseTime),
    mixedAllUser: maybe(looseBoolean),
    streamUid: maybe(looseText),
    trackType: word,
  })
  .transform(({ startUtcMs, discontinueUtcMs, mixedAllUser, ...rest }) => ({
    startedAt: startUtcMs,
    discontinuedAt: discontinueUtcMs,
    isMixed: mixedAllUser,
    ...rest,
  }));

const status = z
  .object({ status: number, recordingMode: number, fileList: files })
  .transform(({ status: agoraStatus, recordingMode, fileList: list }) => ({ agoraStatus, recordingMode, files: list }));

const playlist = z.object({ fileList: files }).transform((read) => ({ files: read.fileList }));

const webStarted = z
  .object({ recorderStartTime: maybe(looseTime) })
  .transform((read) => ({ startedAt: read.recorderStartTime }));

const webStopped = z
  .object({ code: number, message: word, details: word, fileList: files })
  .transform(({ fileList: list, ...rest }) => ({ ...rest, files: list }));

const transcoded = z
  .object({ result: word, uids: listOf(z.object({ uid: maybe(looseText), result: word, fileList: files })) })
  .transform(({ result, uids }) => ({
    result,
    people: uids.map(({ fileList: list, ...rest }) => ({ ...rest, files: list })),
  }));

const postponed = z
  .object({ result: word, fileList: files })
  .transform(({ fileList: list, ...rest }) => ({ ...rest, files: list }));

const failure = z.object({ module: number, errorLevel: number, errorCode: number, stat: number, errorMsg: word });

/**
 * The documented events of Cloud Recording (contract §5.3). Every detail may be null: fields are read leniently, so a
 * new form of one does not lose the event.
 */
export const recordingEvents = [
  /** `module` 0 recorder, 1 uploader, 2 service, 6 web page; `errorLevel` 5 is fatal. */
  event(1, "error", "cloud_recording_error", failure),
  event(2, "warning", "cloud_recording_warning", z.object({ module: number, warnCode: number })),
  /**
   * Sent when a call did not match the state, such as a second start. `recordingMode`: 0 individual, 1 composite; one page
   * has it the other way round (C14).
   */
  event(3, "statusUpdate", "cloud_recording_status_update", status),
  event(4, "fileInfos", "cloud_recording_file_infos", playlist),
  /** `exitStatus` 0 normal, 1 abnormal. */
  event(11, "sessionExit", "session_exit", z.object({ exitStatus: number })),
  /** The recording goes on under another recorder uid. */
  event(12, "sessionFailover", "session_failover", z.object({ newUid: maybe(looseText) })),
  /** Named by one page only, without a payload: due within ten seconds of start. Its name on the wire is a guess. */
  event(13, "highAvailabilityRegistered", "high_availability_register_success", nothing),
  event(30, "uploaderStarted", "uploader_started", started),
  event(31, "uploaded", "uploaded", uploadEnd),
  event(32, "backedUp", "backuped", uploadEnd),
  /** `progress`: share of the recorded files that are uploaded, 0 to 10000. */
  event(33, "uploadingProgress", "uploading_progress", z.object({ progress: number })),
  event(40, "recorderStarted", "recorder_started", started),
  /** `leaveCode` is a set of bits: 0 init failed, 2 signal, 4 nobody there, 8 timer, 16 asked to leave. */
  event(41, "recorderLeft", "recorder_leave", z.object({ leaveCode: number })),
  event(42, "sliceStarted", "recorder_slice_start", slice),
  event(43, "audioStreamChanged", "recorder_audio_stream_state_changed", streamState),
  event(44, "videoStreamChanged", "recorder_video_stream_state_changed", streamState),
  event(45, "snapshotTaken", "recorder_snapshot_file", z.object({ fileName: word })),
  event(60, "vodStarted", "vod_started", vodStarted),
  event(61, "vodTriggered", "vod_triggered", nothing),
  event(70, "webRecorderStarted", "web_recorder_started", webStarted),
  /** `code` 0 ok, 1 longest duration, 2 limit, 3 engine, 4 page not ready, 5 address, 6 recorder. */
  event(71, "webRecorderStopped", "web_recorder_stopped", webStopped),
  event(72, "webRecorderLimited", "web_recorder_capability_limit", z.object({ limitType: word })),
  event(73, "webRecorderReloaded", "web_recorder_reload", z.object({ reason: word })),
  event(80, "transcoderStarted", "transcoder_started", nothing),
  event(81, "transcoderCompleted", "transcoder_completed", transcoded),
  /** `vendor` and `region` are those of `storageConfig`; `fileName` may be several, joined by semicolons. */
  event(
    90,
    "downloadFailed",
    "download_failed",
    z.object({ vendor: number, region: number, bucket: word, fileName: word }),
  ),
  /** The address is left out: a stream key is part of it. */
  event(100, "publishStatus", "rtmp_publish_status", z.object({ status: maybe(looseText) })),
  event(1001, "postponedResult", "postpone_transcode_final_result", postponed),
] as const;

/** The details of one event, told apart by `name`; an event of another number keeps its details as they came. */
export type RecordingEventDetails =
  | z.output<(typeof recordingEvents)[number]["details"]>
  | { name: "unknown"; details: Record<string, unknown> };

export type RecordingEventName = RecordingEventDetails["name"];
