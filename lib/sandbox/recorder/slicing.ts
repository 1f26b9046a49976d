import { sliceFileName } from "../media/file-names";
import { sliceStart, streamState, type RecordingEvent } from "../notifications/events";
import type { CompositeTask } from "../state/tasks";
import type { World } from "../world";
import { compositeScene } from "./composite-scene";
import { type Reception, receptionOf } from "./subscription";

/** A slice shorter than this is dropped: it would hold no whole picture at a low frame rate. */
const shortestSliceMs = 200;

type Needs = Pick<World, "slices" | "notices" | "people" | "switches">;

/** Whom a task takes now. */
export function receptionFor({ people }: Pick<World, "people">, task: CompositeTask): Reception[] {
  const { channelType = 0, streamTypes = 2 } = task.request.recordingConfig ?? {};
  return receptionOf(people.in(task.cname), { channelType, streamTypes, lists: task.subscription });
}

/** Whether anybody a recorder takes is sending something it takes. */
export function isAnythingSent(reception: readonly Reception[]): boolean {
  return streamsOf(reception).length > 0;
}

/** Begins a slice with the picture of this moment. The first one, and one after an interruption, is announced. */
export function openSlice(
  { notices }: Needs,
  task: CompositeTask,
  reception: readonly Reception[],
  atMs: number,
): void {
  const isRestart = task.lastSliceEndMs !== atMs;
  task.openSlice = { startMs: atMs, scene: compositeScene(task, reception), isRestart };
  if (!isRestart) return;
  const { streamTypes = 2 } = task.request.recordingConfig ?? {};
  notices.emit(
    task,
    sliceStart({
      startUtcMs: atMs,
      discontinueUtcMs: task.lastSliceEndMs ?? atMs,
      mixedAllUser: true,
      streamUid: "0",
      trackType: (["audio", "video", "audio_and_video"] as const)[streamTypes],
    }),
  );
}

/** Ends the slice being recorded, if there is one: from here on it can be rendered. */
export function closeSlice({ slices }: Pick<World, "slices">, task: CompositeTask, endMs: number): void {
  const open = task.openSlice;
  task.openSlice = null;
  if (!open) return;
  const durationMs = endMs - open.startMs;
  if (durationMs < shortestSliceMs) return;
  slices.add({
    ...open,
    sid: task.sid,
    number: task.sliceCount,
    fileName: sliceFileName({ sid: task.sid, channelName: task.cname }, open.startMs),
    durationMs,
    positionMs: task.recordedMs,
    isUploaded: false,
    playedSeconds: null,
  });
  task.sliceCount += 1;
  task.recordedMs += durationMs;
  task.lastSliceEndMs = endMs;
}

/** Tells which streams began or ceased to come in since the last time (events 43 and 44). */
export function announceStreams(
  { notices, switches }: Needs,
  task: CompositeTask,
  reception: readonly Reception[],
  atMs: number,
): void {
  const isReal = switches.now.compositeStreamUids === "real";
  const mixed = (streams: string[]) => [...new Set(streams.map((stream) => `${mediumOf(stream)}:0`))];
  const now = isReal ? streamsOf(reception) : mixed(streamsOf(reception));
  const before = task.receiving;
  task.receiving = now;
  const tell = (stream: string, isReceiving: boolean): RecordingEvent =>
    streamState(mediumOf(stream), stream.slice(stream.indexOf(":") + 1), isReceiving, atMs);
  for (const stream of before.filter((one) => !now.includes(one))) notices.emit(task, tell(stream, false));
  for (const stream of now.filter((one) => !before.includes(one))) notices.emit(task, tell(stream, true));
}

function streamsOf(reception: readonly Reception[]): string[] {
  return reception.flatMap(({ person, audio, video }) => [
    ...(audio && person.hasAudio ? [`audio:${person.uid}`] : []),
    ...(video && person.hasVideo ? [`video:${person.uid}`] : []),
  ]);
}

function mediumOf(stream: string): "audio" | "video" {
  return stream.startsWith("audio:") ? "audio" : "video";
}
