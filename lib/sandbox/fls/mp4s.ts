import { mp4Path } from "./names";
import type { Recording } from "./pushes";
import { countOf, mediaStartMs } from "./slices";

/** One MP4 of a recording: which slices it joins. */
export type FlsMp4 = { number: number; path: string; first: number; count: number };

/** The MP4s that are complete once there are so many slices; of a recording that is over the last may be shorter. */
export function mp4sOf(recording: Recording, slices: number): FlsMp4[] {
  const { slicesAnMp4, endMs, kind, sliceMs } = recording;
  if (!recording.mp4) return [];
  const isWhole = endMs !== null && slices >= countOf(recording, endMs);
  const length = isWhole ? Math.ceil(slices / slicesAnMp4) : Math.floor(slices / slicesAnMp4);
  return Array.from({ length }, (_, number) => {
    const first = number * slicesAnMp4;
    const count = Math.min(slicesAnMp4, slices - first);
    const untilMs = mediaStartMs(recording) + (first + count) * sliceMs;
    return { number, path: mp4Path(kind, recording, number, Math.min(endMs ?? untilMs, untilMs)), first, count };
  });
}
