/**
 * The wire requests of the live streaming (Fusion) RESTful API as zod schemas, and the table of its operations (FLS
 * contract §2). One schema serves both sides: a server parses what it got, a client what it is about to send.
 *
 * What depends on the time or on what the server knows is not in a schema: `futureIssues`, `reportIssues` and
 * `mustNameStorage`. `fileNameIssues` is a rule of the client's alone.
 */
export { requestIssues, type RequestIssue } from "../../issues";
export { formatRfc3339, parseRfc3339 } from "../../rfc3339";
export { flsAreas, msOf, type FlsArea } from "./common";
export {
  createDomainQuery,
  createDomainRequest,
  domainTypes,
  updateDomainRequest,
  type DomainType,
  type WireCreateDomain,
  type WireUpdateDomain,
} from "./domains";
export { flsOperationNames, operations, pathParameters, type FlsOperation, type FlsOperationName } from "./operations";
export {
  cuttingRequest,
  extensions,
  fileNameIssues,
  futureIssues,
  previewListQuery,
  snapshotRequest,
  type WireCutting,
  type WirePreviewListQuery,
  type WireSnapshot,
} from "./post-processing";
export {
  autoRequest,
  customRecordingRequest,
  mustNameStorage,
  taskLifetimeMs,
  type WireAuto,
  type WireCustomRecording,
  type WireStandardRecording,
} from "./recording";
export { reportIssues, reportLimits, reportQuery, reportRange, type ReportKind, type WireReportQuery } from "./reports";
export {
  customSnapshotsRequest,
  standardSnapshotsRequest,
  type WireCustomSnapshots,
  type WireStandardSnapshots,
} from "./snapshots";
export type { WireStorageConfig } from "./storage-config";
export { banRequest, defaultBanMs, type WireBan } from "./streams";
