import { baseName } from "./names";
import type { ListedSlice } from "./playlist";
import { renderFlsPlaylist } from "./playlist";
import type { Pushes, Recording } from "./pushes";
import type { Area, Clip } from "./settings";
import { countOf, mediaStartMs, playableUntilMs, sliceOf } from "./slices";

type StreamKey = { entryPoint: string; stream: string; area?: Area };

/** Playlist of one recording in Agora's own storage: all that there is of it. */
export function recordingPlaylist(recording: Recording, nowMs: number): string {
  const hasEnded = recording.endMs !== null && recording.endMs <= nowMs;
  return playlistUpTo(recording, countOf(recording, nowMs), hasEnded);
}

/** Playlist of the first slices of a recording: those that are where the playlist is put. */
export function playlistUpTo(recording: Recording, count: number, hasEnded: boolean): string {
  const slices = Array.from({ length: count }, (_, number) => listed(recording, number, false));
  return renderFlsPlaylist(slices, { hasEnded });
}

/**
 * Playlist of a clip: the whole slices that overlap it, so that it may begin and end up to a slice outside; where a
 * recording ended and another began a discontinuity stands (FLS contract §4 "Clip accuracy", §7.6). What was not there
 * when the clip was made does not come into it later.
 */
export function clipPlaylist(pushes: Pushes, key: StreamKey, clip: Clip): string {
  const slices: ListedSlice[] = [];
  for (const recording of pushes.recordingsBetween("standard", { ...key, area: clip.area }, clip.startMs, clip.endMs)) {
    const { sliceMs } = recording;
    const count = countOf(recording, clip.readyMs);
    const begin = mediaStartMs(recording);
    const first = Math.max(0, Math.floor((clip.startMs - begin) / sliceMs));
    const last = Math.min(count - 1, Math.ceil((clip.endMs - begin) / sliceMs) - 1);
    for (let number = first; number <= last; number += 1) {
      slices.push(listed(recording, number, number === first && slices.length > 0));
    }
  }
  return renderFlsPlaylist(slices, { hasEnded: true });
}

/** Whether anything of a range was recorded and can be played. */
export function isRecorded(pushes: Pushes, key: StreamKey, fromMs: number, toMs: number, nowMs: number): boolean {
  return pushes
    .recordingsBetween("standard", key, fromMs, toMs)
    .some((recording) => mediaStartMs(recording) < toMs && playableUntilMs(recording, nowMs) > fromMs);
}

/** When the latest recording file was created: what an empty end stands for. Null without any (FLS contract §2.6). */
export function latestFileMs(pushes: Pushes, key: StreamKey, nowMs: number): number | null {
  const newest = pushes
    .recordingsBetween("standard", key, 0, nowMs)
    .filter((recording) => countOf(recording, nowMs) > 0)
    .at(-1);
  return newest ? playableUntilMs(newest, nowMs) : null;
}

function listed(recording: Recording, number: number, isAfterGap: boolean): ListedSlice {
  const { durationMs } = sliceOf(recording, number);
  return { fileName: `${baseName(recording)}_${number}.ts`, durationSeconds: durationMs / 1000, isAfterGap };
}
