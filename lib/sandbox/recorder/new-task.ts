import { randomBytes } from "node:crypto";
import { compositeRecordingConfig } from "@/lib/agora/cloud-recording/schemas/recording-config";
import { transcodingConfig } from "@/lib/agora/cloud-recording/schemas/transcoding-config";
import type { Resource } from "../state/resources";
import { type CompositeTask, type TaskRequest, taskStatus } from "../state/tasks";
import type { World } from "../world";

const msPerHour = 3_600_000;

/** A composite recording as it is right after start was answered: accepted, nothing checked, nothing recorded. */
export function newTask(
  { clock }: Pick<World, "clock">,
  resource: Resource,
  request: TaskRequest<"mix">,
): CompositeTask {
  const nowMs = clock.nowMs();
  const recordingConfig = request.recordingConfig ?? compositeRecordingConfig.parse({});
  const { subscribeAudioUids, unsubscribeAudioUids, subscribeVideoUids, unsubscribeVideoUids } = recordingConfig;
  return {
    mode: "mix",
    sid: randomBytes(16).toString("hex"),
    resourceId: resource.resourceId,
    appId: resource.appId,
    cname: resource.cname,
    uid: resource.uid,
    request: { ...request, recordingConfig },
    layout: recordingConfig.transcodingConfig ?? transcodingConfig.parse({}),
    storage: request.storageConfig,
    subscription: { subscribeAudioUids, unsubscribeAudioUids, subscribeVideoUids, unsubscribeVideoUids },
    startedAtMs: nowMs,
    callableUntilMs: nowMs + resource.resourceExpiredHour * msPerHour,
    tokenExpiresMs: null,
    phase: "starting",
    status: taskStatus.notStarted,
    exit: null,
    nextSequence: 0,
    recordedMs: 0,
    sliceCount: 0,
    openSlice: null,
    firstUploadMs: null,
    lastSliceEndMs: null,
    idleSinceMs: null,
    nextProgressMs: nowMs,
    lastProgress: 0,
    said: [],
    receiving: [],
    mp4Names: [],
    uploadingStatus: "unknown",
  };
}
