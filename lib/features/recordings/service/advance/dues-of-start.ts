import type { AttemptRow } from "../../data/rows";
import { duesOfKick, isPutOut } from "./dues-of-kick";
import { backoff, limits } from "./limits";
import { duesOfListing, time, type Due, type Situation } from "./situation";

/** A start was sent and its outcome is not known: the same id and uid again, while the id lives (I3). */
export function duesOfStarting({ attempt, now }: Situation): Due[] {
  const age = now.getTime() - time(attempt.acquiredAt);
  if (age >= limits.lastResend) return [{ at: now.getTime(), step: { kind: "markUncertain" } }];
  return [
    { at: resendStartAt(attempt), step: { kind: "resendStart" } },
    { at: time(attempt.acquiredAt) + limits.lastResend, step: { kind: "markUncertain" } },
  ];
}

/**
 * The sid is lost. It comes back by a notification of the same channel and uid, or by a file in the bucket under this
 * attempt's own prefix. When the resource id is dead the same uid is started anew: Agora refuses that while the lost
 * task lives (400/53), so no second recording can run unseen. What is refused so lives where nobody can stop it: its
 * recorder is put out of the channel, and the same uid asked again.
 */
export function duesOfUncertain(situation: Situation): Due[] {
  const { attempt, now } = situation;
  const age = now.getTime() - time(attempt.acquiredAt);
  const dues = duesOfListing(situation, age < 60_000 ? 2_000 : age < limits.resourceIdDead ? 5_000 : 30_000);
  const deadAt = resourceIdDeadAt(situation);
  if (attempt.startConflictAt === null) {
    if (age < limits.lastResend) dues.push({ at: resendStartAt(attempt), step: { kind: "resendStart" } });
    dues.push({ at: deadAt, step: { kind: "replan", why: "resourceIdDead" } });
    return dues;
  }
  const provenAt = time(attempt.startConflictAt);
  dues.push(...duesOfKick(situation, putOutFrom(situation)));
  // The id that the task was begun with is dead already where another one was tried since, and that one can start
  // nothing either where it was sent once: Agora has answered. A send of it without an answer may still arrive.
  const isSentOnce = time(attempt.startLastSentAt) - time(attempt.acquiredAt) <= limits.pairedStart;
  const isOldIdDead = attempt.lostResourceId !== null && isSentOnce;
  if (isPutOut(attempt) && time(attempt.outOfChannelAt) > provenAt) {
    const at = time(attempt.outOfChannelAt) + limits.afterKick;
    dues.push({ at: isOldIdDead ? at : Math.max(at, deadAt), step: { kind: "replan", why: "fenced" } });
  }
  const at = Math.max(deadAt, provenAt + limits.conflictProbe);
  dues.push({ at, step: { kind: "replan", why: "resourceIdDead" } });
  return dues;
}

/** When the resource id can start nothing any more, by the database's clock and by this engine's own (I9). */
function resourceIdDeadAt({ attempt, now, resourceIdWatchedMs }: Situation): number {
  const unwatchedMs = Math.max(0, limits.resourceIdDead - resourceIdWatchedMs);
  return Math.max(time(attempt.acquiredAt) + limits.resourceIdDead, now.getTime() + unwatchedMs);
}

/**
 * From when on a task that is proven alive and has no sid is put out: soon where its end is wanted; else only when it
 * was asked about after its id was dead, because until then its sid may come to light and nothing needs to be lost.
 */
function putOutFrom({ attempt, desired }: Situation): number {
  const provenAt = time(attempt.startConflictAt);
  if (desired === "stopped") return provenAt + limits.sidPatience;
  if (attempt.lostResourceId === null) return Number.POSITIVE_INFINITY;
  return Math.max(provenAt, time(attempt.startFirstSentAt) + limits.resourceIdDead);
}

function resendStartAt(attempt: AttemptRow): number {
  return time(attempt.startLastSentAt) + backoff(limits.resendStart, attempt.startSentCount);
}
