import { renderMpd } from "../media/mpd";
import { renderPlaylist } from "../media/playlist";
import { encodedSize } from "../media/scene";
import type { Slice } from "../state/slices";
import type { Task, Track } from "../state/tasks";
import type { World } from "../world";
import { putOrBackUp } from "./backup";
import { keyOf } from "./server-response";
import { indexOfTrack, isDash } from "./tracks";

/** Rewrites the index of a track with the slices uploaded so far. */
export async function putIndex(world: World, task: Task, track: Track, hasEnded: boolean): Promise<void> {
  const slices = world.slices.uploaded(task.sid, track.id);
  const text = isDash(track) ? mpdOf(slices, hasEnded) : playlistOf(world, task, track, slices, hasEnded);
  await putOrBackUp(world, task, keyOf(task, indexOfTrack(task, track)), { text });
}

function playlistOf(
  { switches }: World,
  task: Task,
  track: Track,
  slices: readonly Slice[],
  hasEnded: boolean,
): string {
  return renderPlaylist(
    slices.map((slice) => ({
      fileName: slice.fileName,
      durationSeconds: playedSeconds(slice),
      startMs: slice.startMs,
      ...sizeOf(slice),
      startingTracks: slice.isRestart ? tracksIn(slice) : [],
    })),
    {
      hasEnded,
      correctExtinf: wantsCorrectExtinf(task),
      targetExtra: switches.now.targetDurationExtra,
      trackTime: switches.now.trackEventTime,
      rotates: task.mode === "individual" && track.trackType !== "audio",
    },
  );
}

function mpdOf(slices: readonly Slice[], hasEnded: boolean): string {
  return renderMpd(
    slices.map((slice) => ({
      fileName: slice.fileName,
      durationSeconds: playedSeconds(slice),
      startMs: slice.startMs,
      bitsPerSecond: Math.round(((slice.sizeBytes ?? 0) * 8) / Math.max(0.1, playedSeconds(slice))),
      ...sizeOf(slice),
      hasAudio: tracksIn(slice).includes("AUDIO"),
    })),
    { hasEnded },
  );
}

/** How long a slice plays: what was rendered, or planned. */
export function playedSeconds(slice: Slice): number {
  return slice.playedSeconds ?? slice.durationMs / 1000;
}

function sizeOf({ spans }: Slice): { width: number; height: number } {
  const scene = spans[0]?.scene;
  return scene && scene.streamTypes !== 0 ? encodedSize(scene) : { width: 0, height: 0 };
}

function tracksIn({ spans }: Slice): readonly ("AUDIO" | "VIDEO")[] {
  return ([["AUDIO"], ["VIDEO"], ["AUDIO", "VIDEO"]] as const)[spans[0]?.scene.streamTypes ?? 2];
}

/** `privateParams` is JSON text of the caller's (contract §2.3); one that is not JSON changes nothing. */
function wantsCorrectExtinf(task: Task): boolean {
  const text = task.mode === "web" ? undefined : task.request.recordingConfig?.privateParams;
  try {
    const params: unknown = JSON.parse(text ?? "{}");
    return typeof params === "object" && params !== null && "correctEXTINF" in params && params.correctEXTINF === true;
  } catch {
    return false;
  }
}
