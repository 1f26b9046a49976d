import { limits } from "./limits";
import { time, type Situation } from "./situation";

/**
 * Queries of tasks that run well, a second, for all recordings of an App ID together: under a fifth of the ten calls
 * that Agora allows (reliability §1), so that stops and starts always find room.
 */
const queriesPerSecond = 1.8;

/**
 * How long a running task may go without a query when so many run: what is asked for while few do, and longer where
 * all of them together would take more than their share of the calls.
 * @param liveCount tasks of the same App ID that run
 */
export function stretched(pauseMs: number, liveCount: number): number {
  return Math.max(pauseMs, Math.ceil((liveCount * 1000) / queriesPerSecond));
}

/**
 * When a task that runs well is asked about again. Where the pause had to be stretched, a notification counts as news of
 * it and the query waits for the next pause, at most twice as long: those of which nothing is heard come first.
 */
export function monitorAt({ attempt, hasSeenFile, liveCount, now }: Situation): number {
  const checkedAt = time(attempt.checkedAt);
  const isYoung = now.getTime() - time(attempt.startedAt) < limits.firstFilePatience;
  const wanted = hasSeenFile || !isYoung ? limits.monitor : limits.monitorUntilFirstFile;
  const pause = stretched(wanted, liveCount);
  if (pause <= limits.monitor) return checkedAt + pause;
  return Math.min(Math.max(checkedAt, time(attempt.heardAt)) + pause, checkedAt + 2 * pause);
}
