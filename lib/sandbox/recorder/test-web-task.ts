import { startRequests } from "@/lib/agora/cloud-recording/schemas";
import { SandboxClock } from "../clock";
import type { WebTask } from "../state/tasks";
import { newTask } from "./new-task";

/** For tests: a web page recording that has one slice in its bucket. */
export function webTask({ pushTo }: { pushTo: string }): WebTask {
  const page = { url: "http://p.test", audioProfile: 0, videoWidth: 320, videoHeight: 180, maxRecordingHour: 1 };
  const extensionServices = [
    { serviceName: "web_recorder_service", serviceParam: page },
    { serviceName: "rtmp_publish_service", serviceParam: { outputs: [{ rtmpUrl: pushTo }] } },
  ];
  const storageConfig = { vendor: 1, region: 0, bucket: "b", accessKey: "k", secretKey: "s" };
  const clientRequest = { storageConfig, extensionServiceConfig: { extensionServices } };
  const body = startRequests.web.parse({ cname: "page", uid: "9", clientRequest });
  const ticket = { resourceId: "r", appId: "a", cname: "page", uid: "9", scene: 1, region: null, parameterHash: null };
  const times = { resourceExpiredHour: 72, acquiredAtMs: 0, answeredAtMs: 0, firstStartMs: 0, isStartLate: false };
  const task = newTask({ clock: new SandboxClock(1) }, { ...ticket, ...times }, { mode: "web", body });
  if (task.mode !== "web") throw new Error("not a web page recording");
  const track = { id: "mix", trackType: "audio_and_video", uid: "0", container: "ts", failover: null } as const;
  const past = { recordedMs: 15_000, openSlice: null, lastSliceEndMs: null, mp4Names: [] };
  task.tracks.push({ ...track, ...past, firstUploadMs: 1_700_000_000_000 });
  return task;
}
