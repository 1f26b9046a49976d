import type { Recording } from "./pushes";

/** A slice of a recording: what it shows follows from its times alone. */
export type FlsSlice = { number: number; startMs: number; durationMs: number };

/** A slice shorter than this holds no whole picture. */
const shortestMs = 200;

/** When the first picture was taken. */
export function mediaStartMs({ startMs, leadMs }: Pick<Recording, "startMs" | "leadMs">): number {
  return startMs + leadMs;
}

/** @throws RangeError for a number that no slice has; callers ask `countOf` first */
export function sliceOf(recording: Recording, number: number): FlsSlice {
  const { sliceMs, endMs } = recording;
  const startMs = mediaStartMs(recording) + number * sliceMs;
  const durationMs = endMs === null ? sliceMs : Math.min(sliceMs, endMs - startMs);
  if (number < 0 || durationMs <= 0) throw new RangeError(`there is no slice ${number}`);
  return { number, startMs, durationMs };
}

/** How many slices exist now. */
export function countOf(recording: Recording, nowMs: number): number {
  const { sliceMs, endMs } = recording;
  const length = Math.max(0, Math.min(endMs ?? nowMs, nowMs) - mediaStartMs(recording));
  const whole = Math.floor(length / sliceMs);
  const hasRest = endMs !== null && endMs <= nowMs && length - whole * sliceMs >= shortestMs;
  return whole + (hasRest ? 1 : 0);
}

/** How many slices make one MP4 of so many minutes. */
export function slicesIn(minutes: number, sliceMs: number): number {
  return Math.max(1, Math.floor((minutes * 60_000) / sliceMs));
}

/** Until when there is something to play; the beginning when there is nothing. */
export function playableUntilMs(recording: Recording, nowMs: number): number {
  const count = countOf(recording, nowMs);
  if (count === 0) return mediaStartMs(recording);
  const { startMs, durationMs } = sliceOf(recording, count - 1);
  return startMs + durationMs;
}
