import type { z } from "zod";
import { AgoraInvalidRequest } from "../errors";
import { AgoraRequest } from "../request";
import type { AcquireInput, StartInput, StopInput, TaskRef, UpdateInput, UpdateLayoutInput } from "./input";
import { acquirePath, startPath, taskPath, wireModeOf } from "./paths";
import {
  acquireRequest,
  clientIssues,
  requestIssues,
  scenes,
  startRequests,
  stopRequest,
  updateLayoutRequest,
  updateRequests,
  type RequestIssue,
  type WireOperation,
} from "./schemas";
import { layoutIssues, storageIssues } from "./schemas/client-rules";
import { storageAreaOf } from "./storage-catalogue/area";
import { toLists } from "./wire/channel";
import { toWireLayout } from "./wire/layout";
import { toStartBody } from "./wire/start";
import { toStorageConfig } from "./wire/storage";

/**
 * The requests of Cloud Recording, checked and complete but not sent, so that they can be written down first. Every
 * function here is pure.
 * @throws AgoraInvalidRequest naming each field that breaks a rule of contract §2, in Agora's words
 */
export function describeAcquire(appId: string, input: AcquireInput, nowMs = Date.now()): AgoraRequest {
  const { coming } = input;
  const start = coming && toStartBody(coming);
  const body = {
    cname: input.channelName,
    uid: input.recorderUid,
    clientRequest: {
      scene: sceneOf(input),
      resourceExpiredHour: input.controlHours,
      region: input.serviceArea,
      regionAffinity: input.regionAffinity,
      excludeResourceIds: input.excludeResourceIds && [...input.excludeResourceIds],
      startParameter: start?.clientRequest,
    },
  };
  const extra = [
    ...sceneIssues(input),
    ...areaIssues(input),
    ...(coming && start ? startIssues(coming, start, nowMs) : []),
  ];
  return checked("acquire", acquirePath(appId), acquireRequest, body, extra);
}

/** Transcoding afterwards needs a scene of its own, which no other recording may have (contract §2.8). */
function sceneIssues({ mode, isTranscodedAfterwards = false, coming }: AcquireInput): RequestIssue[] {
  const path = "clientRequest.scene";
  const isComing = coming?.mode === "individual" && coming.afterwards?.kind === "transcode";
  if (isTranscodedAfterwards && mode !== "individual") {
    return [{ path, message: "of postponed transcoding is possible only in individual mode" }];
  }
  if (coming === undefined || isComing === isTranscodedAfterwards) return [];
  return [{ path, message: "must be that of postponed transcoding exactly when the coming start asks for it" }];
}

/** Where the recording may not leave an area, its storage must lie in it (contract §2.1). */
function areaIssues({ serviceArea, coming }: AcquireInput): RequestIssue[] {
  if (serviceArea === undefined || coming === undefined) return [];
  const { vendor, storageRegion } = coming.storage;
  const area = storageAreaOf(vendor, storageRegion);
  if (area === null || area === serviceArea) return [];
  return [
    { path: "clientRequest.startParameter.storageConfig.region", message: `lies in ${area}, not ${serviceArea}` },
  ];
}

function sceneOf({ mode, isTranscodedAfterwards }: AcquireInput): number {
  if (mode === "web") return scenes.webPage;
  return isTranscodedAfterwards ? scenes.postponedTranscoding : scenes.realTime;
}

export function describeStart(appId: string, input: StartInput, nowMs = Date.now()): AgoraRequest {
  const body = toStartBody(input);
  const path = startPath(appId, input.resourceId, input.mode);
  return checked("start", path, startRequests[wireModeOf[input.mode]], body, startIssues(input, body, nowMs));
}

export function describeQuery(appId: string, task: TaskRef): AgoraRequest {
  return new AgoraRequest("query", "GET", taskPath(appId, task, "query"));
}

export function describeUpdate(appId: string, input: UpdateInput, nowMs = Date.now()): AgoraRequest {
  const isWeb = input.mode === "web";
  const lists = input.subscription && toLists(input.subscription);
  const storageConfig = input.storage && toStorageConfig(input.storage);
  const body = {
    ...ids(input),
    clientRequest: {
      streamSubscribe: lists && {
        audioUidList: {
          subscribeAudioUids: lists.subscribeAudioUids,
          unsubscribeAudioUids: lists.unsubscribeAudioUids,
        },
        videoUidList: {
          subscribeVideoUids: lists.subscribeVideoUids,
          unsubscribeVideoUids: lists.unsubscribeVideoUids,
        },
      },
      webRecordingConfig: input.isOnHold === undefined ? undefined : { onhold: input.isOnHold },
      rtmpPublishConfig: input.pushTo && { outputs: [{ rtmpUrl: input.pushTo.reveal() }] },
      storageConfig,
    },
  };
  const extra: RequestIssue[] = storageConfig
    ? under("clientRequest.storageConfig", storageIssues(storageConfig, nowMs))
    : [];
  if (isWeb && lists) extra.push({ path: "clientRequest.streamSubscribe", message: "is impossible for a web page" });
  if (!isWeb && input.isOnHold !== undefined) {
    extra.push({ path: "clientRequest.webRecordingConfig", message: "is possible only for a web page" });
  }
  if (!isWeb && input.pushTo) {
    extra.push({ path: "clientRequest.rtmpPublishConfig", message: "is possible only for a web page" });
  }
  return checked("update", taskPath(appId, input, "update"), updateRequests[wireModeOf[input.mode]], body, extra);
}

export function describeUpdateLayout(appId: string, input: UpdateLayoutInput): AgoraRequest {
  const clientRequest = toWireLayout(input.layout);
  const extra = under("clientRequest", layoutIssues(clientRequest));
  const path = taskPath(appId, input, "updateLayout");
  return checked("updateLayout", path, updateLayoutRequest, { ...ids(input), clientRequest }, extra);
}

export function describeStop(appId: string, input: StopInput): AgoraRequest {
  const body = { ...ids(input), clientRequest: { async_stop: input.isAsync ?? true } };
  return checked("stop", taskPath(appId, input, "stop"), stopRequest, body);
}

/** Checks a body against its schema and the client's own rules; what is sent is the body itself, without added defaults. */
function checked(
  operation: WireOperation,
  path: string,
  schema: z.ZodType,
  body: unknown,
  extra: readonly RequestIssue[] = [],
): AgoraRequest {
  const result = schema.safeParse(body);
  const issues = [...(result.success ? [] : requestIssues(result.error)), ...extra];
  if (issues.length > 0) throw new AgoraInvalidRequest(operation, issues);
  return new AgoraRequest(operation, "POST", path, body);
}

function startIssues(plan: StartPlanLike, body: ReturnType<typeof toStartBody>, nowMs: number): RequestIssue[] {
  return clientIssues(wireModeOf[plan.mode], body, nowMs);
}

type StartPlanLike = Pick<StartInput, "mode">;

function ids(task: Pick<TaskRef, "channelName" | "recorderUid">) {
  return { cname: task.channelName, uid: task.recorderUid };
}

function under(prefix: string, issues: readonly RequestIssue[]): RequestIssue[] {
  return issues.map((issue) => ({ ...issue, path: `${prefix}.${issue.path}` }));
}
