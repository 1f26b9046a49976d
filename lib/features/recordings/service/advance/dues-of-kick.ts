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
  const due = nextKick(attempt, fromMs);
  return due === null ? [] : [{ at: due.at, step: { kind: due.kind } }];
}

/** What is written down of kicks: of an attempt, or of a recording that is none of ours. */
export type Kicks = Pick<AttemptRow, "kickSentAt" | "kickSentCount" | "kickCheckedAt" | "outOfChannelAt">;

/** The next kick, or look after one, of what is to be put out from `fromMs` on; null where it is gone for good. */
export function nextKick(kicks: Kicks, fromMs: number): { at: number; kind: "kick" | "checkKick" } | null {
  const sentAt = time(kicks.kickSentAt);
  const againAt = sentAt + backoff(limits.kickAgain, kicks.kickSentCount);
  // Proven to live since the last kick: it missed, or another recorder went on.
  if (kicks.kickSentAt === null || sentAt < fromMs) return { at: Math.max(fromMs, againAt), kind: "kick" };
  const lookAt = limits.kickChecks.map((ms) => sentAt + ms).find((at) => at > time(kicks.kickCheckedAt));
  if (lookAt !== undefined && kicks.outOfChannelAt === null) return { at: lookAt, kind: "checkKick" };
  if (kicks.outOfChannelAt === null) return { at: againAt, kind: "kick" };
  return isGoneForGood(kicks) ? null : { at: sentAt + limits.kickProven, kind: "checkKick" };
}

/** Every uid the recorder is known by was out of the channel when last looked at after the last kick. */
export function isPutOut({ kickSentAt, outOfChannelAt }: Kicks): boolean {
  return kickSentAt !== null && outOfChannelAt !== null && outOfChannelAt >= kickSentAt;
}

/** The same, and still so when a failover that was under way must be over: a recorder that comes back has come. */
export function isGoneForGood(kicks: Kicks): boolean {
  return isPutOut(kicks) && time(kicks.kickCheckedAt) >= time(kicks.kickSentAt) + limits.kickProven;
}
