/**
 * The wire requests of the Cloud Recording RESTful API as zod schemas (contract §2). One schema serves both sides:
 *
 * - a server first passes the body through `tolerateRequest`, parses it (the output has every default filled in), and
 *   answers `refusalOf(operation, requestIssues(error))` when it does not hold;
 * - a client builds the body, parses it, and in addition asks `clientIssues`: rules that Agora checks only after it
 *   has answered 200, or not at all, but that make the recording fail or differ from what was asked.
 */
export { acquireRequest, scenes, type AcquireRequest, type WireAcquireRequest } from "./acquire";
export { clientIssues } from "./client-rules";
export { everyStream, isChannelName, isUid, maxUid, wireModes, type WireMode } from "./common";
export { refusalOf, requestIssues, type RequestIssue, type WireOperation, type WireRefusal } from "./issues";
export { contradictsStreamTypes, type SubscriptionLists } from "./recording-config";
export { sceneOfPostponed } from "./postponed";
export { startRequests, type StartRequest, type WireStartRequest } from "./start";
export { stopRequest, type StopRequest, type WireStopRequest } from "./stop";
export { joinPrefix, type WireStorageConfig } from "./storage-config";
export { tolerateRequest } from "./tolerate";
export { supportedFps, transcodingBounds } from "./transcoding-bounds";
export { maxRegions, type WireLayoutItem, type WireTranscodingConfig } from "./transcoding-config";
export {
  updateLayoutRequest,
  updateRequests,
  type UpdateLayoutRequest,
  type UpdateRequest,
  type WireUpdateLayoutRequest,
  type WireUpdateRequest,
} from "./update";
