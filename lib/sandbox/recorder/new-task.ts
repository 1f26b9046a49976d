import { randomBytes } from "node:crypto";
import { compositeRecordingConfig } from "@/lib/agora/cloud-recording/schemas/recording-config";
import { transcodingConfig } from "@/lib/agora/cloud-recording/schemas/transcoding-config";
import type { StartRequest, SubscriptionLists } from "@/lib/agora/cloud-recording/schemas";
import type { Resource } from "../state/resources";
import { type Task, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { pageParam, rtmpUrlsOf } from "./request-facts";

const msPerHour = 3_600_000;

/** A start that its schema has accepted, by mode. */
export type AcceptedStart = { [M in keyof StartRequest]: { mode: M; body: StartRequest[M] } }[keyof StartRequest];

/** A recording as it is right after start was answered: accepted, nothing checked, nothing recorded. */
export function newTask({ clock }: Pick<World, "clock">, resource: Resource, start: AcceptedStart): Task {
  const nowMs = clock.nowMs();
  const base = {
    sid: randomBytes(16).toString("hex"),
    resourceId: resource.resourceId,
    appId: resource.appId,
    cname: resource.cname,
    uid: resource.uid,
    uidInForce: resource.uid,
    storage: start.body.clientRequest.storageConfig,
    subscription: {},
    startedAtMs: nowMs,
    callableUntilMs: nowMs + resource.resourceExpiredHour * msPerHour,
    tokenExpiresMs: null,
    phase: "starting" as const,
    status: taskStatus.notStarted,
    exit: null,
    nextSequence: 0,
    joinedMs: null,
    sliceCount: 0,
    tracks: [],
    failovers: 0,
    failover: null,
    nextSnapshotMs: null,
    idleSinceMs: null,
    nextProgressMs: nowMs,
    lastProgress: 0,
    said: [],
    receiving: [],
    uploadingStatus: "unknown" as const,
    postponedUntilMs: null,
  };
  switch (start.mode) {
    case "mix": {
      const request = start.body.clientRequest;
      const recordingConfig = request.recordingConfig ?? compositeRecordingConfig.parse({});
      const layout = recordingConfig.transcodingConfig ?? transcodingConfig.parse({});
      const subscription = listsOf(recordingConfig);
      return { ...base, mode: "mix", request: { ...request, recordingConfig }, layout, subscription, web: null };
    }
    case "individual": {
      const request = start.body.clientRequest;
      const subscription = listsOf(request.recordingConfig);
      return { ...base, mode: "individual", request, layout: null, subscription, web: null };
    }
    case "web": {
      const request = start.body.clientRequest;
      const { onhold, maxRecordingHour } = pageParam({ request });
      const web = {
        isOnHold: onhold,
        openedMs: null,
        endsMs: nowMs + maxRecordingHour * msPerHour,
        rtmpUrls: rtmpUrlsOf(request),
        rtmpStatus: {},
        stopCode: 0,
        stopMessage: "ok",
      };
      return { ...base, mode: "web", request, layout: null, web };
    }
  }
}

function listsOf(config: SubscriptionLists): SubscriptionLists {
  const { subscribeAudioUids, unsubscribeAudioUids, subscribeVideoUids, unsubscribeVideoUids } = config;
  return { subscribeAudioUids, unsubscribeAudioUids, subscribeVideoUids, unsubscribeVideoUids };
}
