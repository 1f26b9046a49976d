import { z } from "zod";
import { createDomainQuery, createDomainRequest, updateDomainRequest } from "./domains";
import { domainName, entryPointName, flsArea, streamName } from "./common";
import { cuttingRequest, previewListQuery, snapshotRequest } from "./post-processing";
import { autoRequest, customRecordingRequest, recordingTaskQuery, standardRecordingRequest } from "./recording";
import { reportQuery } from "./reports";
import { customSnapshotsRequest, standardSnapshotsRequest } from "./snapshots";
import { banRequest } from "./streams";

/** One operation of the live streaming API as its documentation has it. */
export type FlsOperation = {
  /** Number in FLS contract §2.0. */
  number: number;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root; parameters in braces, in Agora's words. */
  path: string;
  /** The one HTTP status of success. */
  success: 200 | 201;
  /** The schema of its query, where it has one; every value is a string. */
  query?: z.ZodType;
  /** The schema of its JSON body, where it has one. */
  body?: z.ZodType;
};

const root = "/v1/projects/{appid}/fls";
const point = `${root}/entry_points/{entry_point}`;
const custom = `${point}/settings/record/custom`;
const standard = `${point}/settings/record/standard`;
const customTasks = `${point}/admin/record/custom/regions/{region}/tasks`;
const standardAdmin = `${point}/admin/record/standard/regions/{region}`;
const snapshots = `${point}/settings/snapshot`;
const bans = `${point}/admin/banned_streams`;
const reports = `${point}/reports`;

/** Operations 1 to 33 of FLS contract §2.0, by our name. */
export const operations = {
  createDomain: op(1, "POST", `${root}/domains`, 201, { query: createDomainQuery, body: createDomainRequest }),
  listDomains: op(2, "GET", `${root}/domains`, 200),
  getDomain: op(3, "GET", `${root}/domains/{domain}`, 200),
  updateDomain: op(4, "PATCH", `${root}/domains/{domain}`, 200, { body: updateDomainRequest }),
  deleteDomain: op(5, "DELETE", `${root}/domains/{domain}`, 200),
  createEntryPoint: op(6, "POST", `${root}/entry_points`, 201, { query: z.object({ id: entryPointName }) }),
  listEntryPoints: op(7, "GET", `${root}/entry_points`, 200),
  deleteEntryPoint: op(8, "DELETE", point, 200),
  setCustomRecording: op(9, "PATCH", `${custom}/regions/{region}`, 200, { body: customRecordingRequest }),
  getCustomRecording: op(10, "GET", `${custom}/regions/{region}`, 200),
  setCustomRecordingAuto: op(11, "PATCH", `${custom}/auto`, 200, { body: autoRequest }),
  addCustomRecordingTask: op(12, "PUT", customTasks, 200, { query: recordingTaskQuery }),
  removeCustomRecordingTask: op(13, "DELETE", `${customTasks}/{stream_name}`, 200),
  setStandardRecording: op(14, "PATCH", `${standard}/regions/{region}`, 200, { body: standardRecordingRequest }),
  getStandardRecording: op(15, "GET", `${standard}/regions/{region}`, 200),
  setStandardRecordingAuto: op(16, "PATCH", `${standard}/auto`, 200, { body: autoRequest }),
  addStandardRecordingTask: op(17, "PUT", `${standardAdmin}/tasks`, 200, { query: recordingTaskQuery }),
  removeStandardRecordingTask: op(18, "DELETE", `${standardAdmin}/tasks/{stream_name}`, 200),
  createClip: op(19, "POST", `${standardAdmin}/cutting/{stream_name}`, 200, { body: cuttingRequest }),
  createSnapshot: op(20, "POST", `${standardAdmin}/snapshot/{stream_name}`, 200, { body: snapshotRequest }),
  listRecordingFiles: op(21, "GET", `${standardAdmin}/preview_list`, 200, { query: previewListQuery }),
  setStandardSnapshots: op(22, "PATCH", `${snapshots}/standard/regions/{region}`, 200, {
    body: standardSnapshotsRequest,
  }),
  getStandardSnapshots: op(23, "GET", `${snapshots}/standard/regions/{region}`, 200),
  setCustomSnapshots: op(24, "PATCH", `${snapshots}/custom/regions/{region}`, 200, { body: customSnapshotsRequest }),
  getCustomSnapshots: op(25, "GET", `${snapshots}/custom/regions/{region}`, 200),
  banStream: op(26, "PATCH", `${bans}/{stream_name}`, 200, { body: banRequest }),
  unbanStream: op(27, "DELETE", `${bans}/{stream_name}`, 200),
  listBannedStreams: op(28, "GET", bans, 200),
  listOnlineStreams: op(29, "GET", `${reports}/online_streams`, 200),
  getOnlineStream: op(30, "GET", `${reports}/online_streams/{stream_name}`, 200),
  listPublishHistory: op(31, "GET", `${reports}/publish_history`, 200, { query: reportQuery }),
  listPublishQuality: op(32, "GET", `${reports}/publish_quality`, 200, { query: reportQuery }),
  listPlayStatistics: op(33, "GET", `${reports}/stream_play_statistic`, 200, { query: reportQuery }),
} as const;

export type FlsOperationName = keyof typeof operations;

/** Every operation by its name, in the order of their numbers. */
export const flsOperationNames = Object.keys(operations) as [FlsOperationName, ...FlsOperationName[]];

/** The schemas of what stands in paths, by Agora's word. The App ID is not among them: the account decides about it. */
export const pathParameters = {
  domain: domainName,
  entry_point: entryPointName,
  region: flsArea,
  stream_name: streamName,
} as const;

function op<const P extends string, S extends Pick<FlsOperation, "query" | "body"> = object>(
  number: number,
  method: FlsOperation["method"],
  path: P,
  success: FlsOperation["success"],
  schemas?: S,
) {
  return { number, method, path, success, ...(schemas ?? ({} as S)) };
}
