import type { AttemptRow } from "../../data/rows";
import { backoff, limits } from "./limits";
import { time, type Due, type Situation } from "./situation";

/**
 * Puts a recorder out of its channel and looks whether it is out: Agora's 200 is no proof, a kick may miss, and a
 * recorder may come back from a failover (channel contract §3.3). Nobody can put the recorder of a page out, because it
 * is in no channel: that is said, and the longest time of its recording is its bound.
 */
export function duesOfKick({ attempt, now }: Situation, fromMs: number): Due[] {
  if (fromMs === Number.POSITIVE_INFINITY) return [];
  if (attempt.mode === "web") {
    const isSaid = attempt.trouble === "pageUnreachable";
    return isSaid ? [] : [{ at: Math.max(fromMs, now.getTime()), step: { kind: "tellUnreachable" } }];
  }
  const sentAt = time(attempt.kickSentAt);
  const againAt = sentAt + backoff(limits.kickAgain, attempt.kickSentCount);
  // Proven to live since the last kick: it missed, or another recorder went on.
  if (attempt.kickSentAt === null || sentAt < fromMs)
    return [{ at: Math.max(fromMs, againAt), step: { kind: "kick" } }];
  const lookAt = limits.kickChecks.map((ms) => sentAt + ms).find((at) => at > time(attempt.kickCheckedAt));
  if (lookAt !== undefined && attempt.outOfChannelAt === null) return [{ at: lookAt, step: { kind: "checkKick" } }];
  if (attempt.outOfChannelAt === null) return [{ at: againAt, step: { kind: "kick" } }];
  if (isGoneForGood(attempt)) return [];
  return [{ at: sentAt + limits.kickProven, step: { kind: "checkKick" } }];
}

/** Every uid the recorder is known by was out of the channel when last looked at after the last kick. */
export function isPutOut({ kickSentAt, outOfChannelAt }: AttemptRow): boolean {
  return kickSentAt !== null && outOfChannelAt !== null && outOfChannelAt >= kickSentAt;
}

/** The same, and still so when a failover that was under way must be over: a recorder that comes back has come. */
export function isGoneForGood(attempt: AttemptRow): boolean {
  return isPutOut(attempt) && time(attempt.kickCheckedAt) >= time(attempt.kickSentAt) + limits.kickProven;
}
