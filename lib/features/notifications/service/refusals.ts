/** Refused notifications of this process: how many, and when that was last told. */
const refusals = { count: 0, toldAtMs: Number.NEGATIVE_INFINITY };

const tellEveryMs = 10_000;

/**
 * Counts a notification that was refused. Answers with how many there were since the last time, at most every ten
 * seconds and null in between: anybody can send forged ones, and they must not fill the log.
 */
export function countRefusal(nowMs: number): number | null {
  refusals.count += 1;
  if (nowMs - refusals.toldAtMs < tellEveryMs) return null;
  const { count } = refusals;
  refusals.count = 0;
  refusals.toldAtMs = nowMs;
  return count;
}
