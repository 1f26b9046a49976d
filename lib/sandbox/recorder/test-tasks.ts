import { startRequests } from "@/lib/agora/cloud-recording/schemas";
import { SandboxClock } from "../clock";
import type { IndividualTask, Track, WebTask } from "../state/tasks";
import { type AcceptedStart, newTask } from "./new-task";

const storageConfig = { vendor: 1, region: 0, bucket: "b", accessKey: "k", secretKey: "s" };

/** For tests: when the first slice of their tracks began. */
export const firstUploadMs = 1_700_000_000_000;

/** For tests: a web page recording that has one slice in its bucket. */
export function webTask({ pushTo }: { pushTo: string }): WebTask {
  const page = { url: "http://p.test", audioProfile: 0, videoWidth: 320, videoHeight: 180, maxRecordingHour: 1 };
  const extensionServices = [
    { serviceName: "web_recorder_service", serviceParam: page },
    { serviceName: "rtmp_publish_service", serviceParam: { outputs: [{ rtmpUrl: pushTo }] } },
  ];
  const clientRequest = { storageConfig, extensionServiceConfig: { extensionServices } };
  const task = taskOf({ mode: "web", body: startRequests.web.parse({ cname: "page", uid: "9", clientRequest }) });
  if (task.mode !== "web") throw new Error("not a web page recording");
  task.tracks.push(trackOf("mix", "0", "audio_and_video"));
  return task;
}

/** For tests: an individual recording of one person that has one slice of each of three tracks in its bucket. */
export function individualTask(): IndividualTask {
  const clientRequest = { storageConfig, recordingConfig: { subscribeUidGroup: 0, streamMode: "standard" } };
  const body = startRequests.individual.parse({ cname: "room", uid: "9", clientRequest });
  const task = taskOf({ mode: "individual", body });
  if (task.mode !== "individual") throw new Error("not an individual recording");
  const kinds = ["audio", "video", "audio_and_video"] as const;
  task.tracks.push(...kinds.map((trackType) => trackOf(`${trackType}:5`, "5", trackType)));
  return task;
}

function taskOf(start: AcceptedStart) {
  const { cname, uid } = start.body;
  const ticket = { resourceId: "r", appId: "a", cname, uid, scene: 0, region: null, parameterHash: null };
  const times = { resourceExpiredHour: 72, acquiredAtMs: 0, answeredAtMs: 0, firstStartMs: 0, isStartLate: false };
  return newTask({ clock: new SandboxClock(1) }, { ...ticket, ...times }, start);
}

function trackOf(id: string, uid: string, trackType: Track["trackType"]): Track {
  const past = { recordedMs: 15_000, openSlice: null, lastSliceEndMs: null, mp4Names: [] };
  return { id, uid, trackType, container: "ts", failover: null, ...past, firstUploadMs };
}
