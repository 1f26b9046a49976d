import type { AgoraRequest } from "../../request";
import type {
  BanStreamInput,
  CreateClipInput,
  CreateSnapshotInput,
  EntryPointRef,
  ListRecordingFilesInput,
  ReportInput,
  StreamRef,
} from "../input";
import { fileNameIssues, formatRfc3339, futureIssues, reportIssues, type ReportKind } from "../schemas";
import { describe } from "./describe";
import { areaPath } from "./settings";

/** Requests about recordings, streams on air and reports. Every function is pure; `nowMs` is the time of sending. */
export function describeCreateClip(appId: string, input: CreateClipInput, nowMs = Date.now()): AgoraRequest {
  const { streamName, startsAt, endsAt, fileName } = input;
  const body = { startTime: timeOf(startsAt), endTime: timeOf(endsAt), fileName };
  const extra = [...futureIssues(body, nowMs), ...fileNameIssues("clip", fileName)];
  return describe("createClip", appId, { path: { ...areaPath(input), stream_name: streamName }, body, extra });
}

export function describeCreateSnapshot(appId: string, input: CreateSnapshotInput, nowMs = Date.now()): AgoraRequest {
  const { streamName, takenAt, fileName } = input;
  const body = { time: timeOf(takenAt), fileName };
  const extra = [...futureIssues(body, nowMs), ...fileNameIssues("snapshot", fileName)];
  return describe("createSnapshot", appId, { path: { ...areaPath(input), stream_name: streamName }, body, extra });
}

export function describeListRecordingFiles(appId: string, input: ListRecordingFilesInput): AgoraRequest {
  return describe("listRecordingFiles", appId, { path: areaPath(input), query: reportQueryOf(input) });
}

export function describeBanStream(appId: string, input: BanStreamInput, nowMs = Date.now()): AgoraRequest {
  const body = { resumeTime: timeOf(input.until) };
  const isOver = input.until !== undefined && input.until.getTime() <= nowMs;
  const extra = isOver ? [{ path: "resumeTime", message: "must be in the future" }] : [];
  return describe("banStream", appId, { path: streamPath(input), body, extra });
}

export function describeUnbanStream(appId: string, stream: StreamRef): AgoraRequest {
  return describe("unbanStream", appId, { path: streamPath(stream) });
}

export function describeListBannedStreams(appId: string, { entryPoint }: EntryPointRef): AgoraRequest {
  return describe("listBannedStreams", appId, { path: { entry_point: entryPoint } });
}

export function describeListOnlineStreams(appId: string, { entryPoint }: EntryPointRef): AgoraRequest {
  return describe("listOnlineStreams", appId, { path: { entry_point: entryPoint } });
}

export function describeGetOnlineStream(appId: string, stream: StreamRef): AgoraRequest {
  return describe("getOnlineStream", appId, { path: streamPath(stream) });
}

const reportOperations = {
  publishHistory: "listPublishHistory",
  publishQuality: "listPublishQuality",
  playStatistics: "listPlayStatistics",
} as const satisfies Record<ReportKind, string>;

export function describeReport(appId: string, kind: ReportKind, input: ReportInput, nowMs = Date.now()): AgoraRequest {
  const query = reportQueryOf(input);
  const path = { entry_point: input.entryPoint };
  return describe(reportOperations[kind], appId, { path, query, extra: reportIssues(kind, query, nowMs) });
}

function streamPath({ entryPoint, streamName }: StreamRef) {
  return { entry_point: entryPoint, stream_name: streamName };
}

function reportQueryOf({ from, to, streamName }: Pick<ReportInput, "from" | "to" | "streamName">) {
  return { start_time: timeOf(from), end_time: timeOf(to), stream_name: streamName };
}

/** A date that is none becomes a text that is no time, so that it is refused like any other wrong field. */
function timeOf(time: Date | undefined): string | undefined {
  if (time === undefined) return undefined;
  return Number.isNaN(time.getTime()) ? "not a time" : formatRfc3339(time);
}
