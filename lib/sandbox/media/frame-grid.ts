/** Samples in an AAC frame, and samples a second: the only rates recorded (contract §2.3 `audioProfile`). */
export const samplesPerAudioFrame = 1024;
export const sampleRate = 48_000;

/** A run of numbered frames. Frame n of a recording begins at n times the length of a frame. */
export type FrameRun = { readonly first: number; readonly count: number };

/**
 * The frames that begin in a stretch of a recording's time, at least one.
 *
 * Each slice owns whole frames of one endless row, so neighbouring slices neither overlap nor leave a gap, whatever
 * their length.
 */
export function ownedFrames(startSeconds: number, endSeconds: number, framesPerSecond: number): FrameRun {
  const first = firstFrameFrom(startSeconds, framesPerSecond);
  const next = firstFrameFrom(endSeconds, framesPerSecond);
  return { first, count: Math.max(1, next - first) };
}

/** Sums such as 0.1 + 0.2 leave a rest, which must not make a boundary pass its frame. */
function firstFrameFrom(seconds: number, framesPerSecond: number): number {
  const tolerance = 1e-6;
  return Math.max(0, Math.ceil(seconds * framesPerSecond - tolerance));
}
