import type { CompositeTask, IndividualTask, Task, WebTask } from "../state/tasks";
import type { World } from "../world";
import { compositeScene, lastPictureMs } from "./composite-scene";
import { individualTracks } from "./individual-tracks";
import { isAnythingSent, type Reception, receptionOf } from "./subscription";
import { isStillsOnly, pageParam } from "./request-facts";
import type { Plan } from "./tracks";

type Needs = Pick<World, "people" | "images" | "mediaDir" | "switches">;

/** The most people of an individual recording: the largest `subscribeUidGroup` (contract §2.3). */
const mostIndividual = 49;

/** Whom a task takes now; nobody for a web page. */
export function receptionFor({ people }: Pick<World, "people">, task: Task): Reception[] {
  if (task.mode === "web") return [];
  const { channelType = 0, streamTypes = 2 } = task.request.recordingConfig ?? {};
  const most = task.mode === "individual" ? { most: mostIndividual } : {};
  return receptionOf(people.in(task.cname), { channelType, streamTypes, lists: task.subscription, ...most });
}

/** What a task records from now on (contract §2.3, §2.4, §2.7). */
export function planOf(world: Needs, task: Task, nowMs: number): Plan {
  if (task.failover !== null) return { tracks: [], changesAtMs: Number.POSITIVE_INFINITY };
  switch (task.mode) {
    case "mix":
      return planComposite(world, task, nowMs);
    case "individual":
      return planIndividual(world, task);
    case "web":
      return planPage(world, task);
  }
}

function planComposite(world: Needs, task: CompositeTask, nowMs: number): Plan {
  const reception = receptionFor(world, task);
  const { streamTypes = 2 } = task.request.recordingConfig ?? {};
  const trackType = (["audio", "video", "audio_and_video"] as const)[streamTypes];
  const { topRegion, verticalFirstColumn } = world.switches.now;
  const moment = { nowMs, topRegion, verticalFirstColumn, image: (url: string) => world.images.file(url) };
  const scene = isAnythingSent(reception) ? compositeScene(task, reception, moment) : null;
  const stoppedMs = reception
    .filter(({ person, video }) => video && !person.hasVideo)
    .map(({ person }) => person.videoChangedAtMs + lastPictureMs)
    .filter((atMs) => atMs > nowMs);
  return {
    tracks: [{ name: "mix", trackType, uid: "0", container: "ts", scene }],
    changesAtMs: Math.min(Number.POSITIVE_INFINITY, ...stoppedMs),
  };
}

function planIndividual(world: Needs, task: IndividualTask): Plan {
  const tracks = isStillsOnly(task) ? [] : individualTracks(task, receptionFor(world, task));
  return { tracks, changesAtMs: Number.POSITIVE_INFINITY };
}

function planPage(world: Needs, task: WebTask): Plan {
  const { web } = task;
  const isShown = web.openedMs !== null && !web.isOnHold;
  const scene = isShown ? pageScene(world, task) : null;
  return {
    tracks: [{ name: "page", trackType: "audio_and_video", uid: "0", container: "ts", scene }],
    changesAtMs: web.endsMs,
  };
}

function pageScene({ mediaDir }: Needs, task: WebTask) {
  const param = pageParam(task);
  const { videoWidth: width, videoHeight: height } = param;
  return {
    kind: "page",
    width,
    height,
    fps: param.videoFps,
    bitrateKbps: param.videoBitrate ?? (width * height >= 1280 * 720 ? 2000 : 1500),
    audioProfile: param.audioProfile,
    streamTypes: 2,
    audioUids: [],
    url: param.url,
    framesDir: framesFolder(mediaDir, task.sid),
  } as const;
}

/** Where the pictures of a page wait. */
export function framesFolder(mediaDir: string, sid: string): string {
  return `${mediaDir}/${sid}/frames`;
}
