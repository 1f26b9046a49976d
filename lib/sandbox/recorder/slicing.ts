import { sliceFileName } from "../media/file-names";
import { encodedSize, type Scene } from "../media/scene";
import { sliceStart, streamState, type RecordingEvent } from "../notifications/events";
import type { OpenSlice } from "../state/slices";
import type { Task, Track } from "../state/tasks";
import type { World } from "../world";
import { streamsOf, type Reception } from "./subscription";
import { nameOfTrack, type Plan, type PlannedTrack, trackIdOf, trackOf } from "./tracks";

/** A slice shorter than this is dropped: it would hold no whole picture at a low frame rate. */
const shortestSliceMs = 200;

/** A change that comes sooner after the last one replaces it: nobody could see a picture in between. */
const shortestSpanMs = 70;

type Needs = Pick<World, "slices" | "notices" | "switches">;

/** Begins a slice with the picture of this moment. The first one, and one after an interruption, is announced. */
function openSlice({ notices }: Needs, task: Task, track: Track, scene: Scene, atMs: number): void {
  const isRestart = track.lastSliceEndMs !== atMs;
  track.openSlice = { startMs: atMs, spans: [{ fromMs: atMs, scene }], isRestart };
  if (!isRestart) return;
  notices.emit(
    task,
    sliceStart({
      startUtcMs: atMs,
      discontinueUtcMs: track.lastSliceEndMs ?? atMs,
      mixedAllUser: task.mode !== "individual",
      streamUid: track.uid,
      trackType: track.trackType,
    }),
  );
}

/** Ends the slice being recorded, if there is one: from here on it can be rendered. */
export function closeSlice({ slices }: Pick<World, "slices">, task: Task, track: Track, endMs: number): void {
  const open = track.openSlice;
  track.openSlice = null;
  if (!open) return;
  const durationMs = endMs - open.startMs;
  if (durationMs < shortestSliceMs) return;
  slices.add({
    ...open,
    spans: open.spans.filter(({ fromMs }) => fromMs < endMs),
    sid: task.sid,
    number: task.sliceCount,
    trackId: track.id,
    kind: "slice",
    container: track.container,
    fileName: sliceFileName(nameOfTrack(task, track), open.startMs, track.container),
    durationMs,
    positionMs: track.recordedMs,
    isUploaded: false,
    isOnBackup: false,
    playedSeconds: null,
    sizeBytes: null,
  });
  task.sliceCount += 1;
  track.recordedMs += durationMs;
  track.lastSliceEndMs = endMs;
}

/** Ends every slice being recorded. */
export function closeSlices(world: Pick<World, "slices">, task: Task, endMs: number): void {
  for (const track of task.tracks) closeSlice(world, task, track, endMs);
}

/** Ends every slice whose time is over and begins the next one where it ended. */
export function cutSlices(world: Needs & Pick<World, "sliceMs">, task: Task, plan: Plan, nowMs: number): void {
  for (const track of task.tracks) {
    for (let end = endOf(world, track); end <= nowMs; end = endOf(world, track)) {
      closeSlice(world, task, track, end);
      const scene = sceneFor(task, track, plan);
      if (scene !== null) openSlice(world, task, track, scene, end);
    }
  }
}

/**
 * Brings the slices in line with what is sent now: a change of the picture goes on in the same slice; a change of its
 * size or kind, or nothing more to record, ends it (contract §4.4).
 */
export function followPlan(world: Needs, task: Task, plan: Plan, nowMs: number): void {
  const wanted = plan.tracks.flatMap((planned) => {
    const track = trackIfNeeded(task, planned);
    return track ? [{ track, planned }] : [];
  });
  for (const track of task.tracks) {
    if (!wanted.some((one) => one.track === track)) closeSlice(world, task, track, nowMs);
  }
  for (const { track, planned } of wanted) {
    const { scene, container } = planned;
    const last = track.openSlice?.spans.at(-1);
    if (scene === null) {
      closeSlice(world, task, track, nowMs);
      continue;
    }
    if (last && (shapeOf(last.scene) !== shapeOf(scene) || track.container !== container)) {
      closeSlice(world, task, track, nowMs);
    }
    if (track.openSlice) {
      showNext(track.openSlice, scene, nowMs);
    } else {
      track.container = container;
      openSlice(world, task, track, scene, nowMs);
    }
  }
}

/** Goes on with another picture in the same slice. */
function showNext({ spans }: OpenSlice, scene: Scene, nowMs: number): void {
  const last = spans.at(-1);
  if (!last || JSON.stringify(last.scene) === JSON.stringify(scene)) return;
  if (nowMs - last.fromMs < shortestSpanMs) last.scene = scene;
  else spans.push({ fromMs: nowMs, scene });
}

/** When the next slice is over. */
export function nextCutMs(world: Pick<World, "sliceMs">, task: Task): number {
  return Math.min(Number.POSITIVE_INFINITY, ...task.tracks.map((track) => endOf(world, track)));
}

/** Tells which streams began or ceased to come in since the last time (events 43 and 44). */
export function announceStreams(
  { notices, switches }: Pick<Needs, "notices" | "switches">,
  task: Task,
  reception: readonly Reception[],
  atMs: number,
): void {
  if (task.mode === "web") return;
  const isReal = task.mode === "individual" || switches.now.compositeStreamUids === "real";
  const mixed = (streams: string[]) => [...new Set(streams.map((stream) => `${mediumOf(stream)}:0`))];
  const now = isReal ? streamsOf(reception) : mixed(streamsOf(reception));
  const before = task.receiving;
  task.receiving = now;
  const tell = (stream: string, isReceiving: boolean): RecordingEvent =>
    streamState(mediumOf(stream), stream.slice(stream.indexOf(":") + 1), isReceiving, atMs);
  for (const stream of before.filter((one) => !now.includes(one))) notices.emit(task, tell(stream, false));
  for (const stream of now.filter((one) => !before.includes(one))) notices.emit(task, tell(stream, true));
}

/** A track comes to be when something of it is sent for the first time. */
function trackIfNeeded(task: Task, planned: PlannedTrack): Track | null {
  const isKnown = task.tracks.some((track) => track.id === trackIdOf(task, planned.name));
  return isKnown || planned.scene !== null ? trackOf(task, planned) : null;
}

function sceneFor(task: Task, track: Track, plan: Plan): Scene | null {
  return plan.tracks.find((one) => trackIdOf(task, one.name) === track.id)?.scene ?? null;
}

function endOf({ sliceMs }: Pick<World, "sliceMs">, track: Track): number {
  return track.openSlice ? track.openSlice.startMs + sliceMs : Number.POSITIVE_INFINITY;
}

/** What cannot change within one slice. */
function shapeOf(scene: Scene): string {
  const { width, height } = encodedSize(scene);
  return `${scene.streamTypes} ${width}x${height} ${scene.fps} ${scene.kind}`;
}

function mediumOf(stream: string): "audio" | "video" {
  return stream.startsWith("audio:") ? "audio" : "video";
}
