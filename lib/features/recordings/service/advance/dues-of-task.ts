import { controlEndsAt, isControlLost } from "./control";
import { duesOfKick, isGoneForGood } from "./dues-of-kick";
import { limits } from "./limits";
import { monitorAt } from "./monitor";
import { duesOfListing, isCheckedSince, time, type Due, type Situation, type Step } from "./situation";

/** A task with a known sid that nobody has stopped yet. */
export function duesOfTask(situation: Situation): Due[] {
  const { attempt, desired, now } = situation;
  if (isControlLost(situation)) return duesOfLost(situation);
  if (desired === "stopped") return [{ at: now.getTime(), step: { kind: "stop", why: "desired" } }];

  if (attempt.sideState === "VANISHED") return duesOfVanished(situation);
  // It is back, and both are billed: the newer one records.
  if (situation.isSuperseded) return [{ at: now.getTime(), step: { kind: "stop", why: "double" } }];

  const end = endOfTask(situation);
  if (end) return [{ at: now.getTime(), step: end }];

  const isSuspect = attempt.sideState === "SUSPECT";
  const dues: Due[] = [];
  if (!isSuspect && attempt.state === "RUNNING" && attempt.desiredLayoutRevision > attempt.ackedLayoutRevision) {
    dues.push({ at: time(attempt.layoutSentAt) + limits.layoutPause, step: { kind: "updateLayout" } });
  }
  const settledUpdate = Math.max(attempt.ackedUpdateRevision, attempt.refusedUpdateRevision);
  if (!isSuspect && attempt.state === "RUNNING" && attempt.desiredUpdateRevision > settledUpdate) {
    dues.push({ at: time(attempt.updateSentAt) + limits.layoutPause, step: { kind: "update" } });
  }
  const isConfirming = attempt.state === "STARTED" || isSuspect;
  dues.push({ at: queryAt(situation), step: { kind: "query", priority: isConfirming ? "confirm" : "monitor" } });
  dues.push(...duesOfListing(situation, listingPause(situation)));
  return dues;
}

/** Between two looks into the bucket while the task runs: often while a file is awaited, then to keep the count true. */
function listingPause({ attempt, hasSeenFile, hasUnseenFile, now }: Situation): number {
  const runsFor = now.getTime() - time(attempt.startedAt);
  const isYoung = runsFor < limits.firstFilePatience;
  if (hasSeenFile && !hasUnseenFile) return isYoung ? limits.listing : limits.listingLater;
  return runsFor < 60_000 ? 5_000 : isYoung ? 15_000 : 120_000;
}

/**
 * A task that the API does not reach any more: only its files and its notifications tell of it. Where its end is wanted
 * its recorder is put out of the channel; a page's ends by itself when its longest time is over.
 */
export function duesOfLost(situation: Situation): Due[] {
  const { attempt, desired, controlHours, pageHours, now } = situation;
  const isSaid = attempt.trouble === "controlLost" || attempt.trouble === "pageUnreachable";
  if (!isSaid) return [{ at: now.getTime(), step: { kind: "loseControl" } }];
  const dues = duesOfListing(situation, 300_000);
  if (pageHours !== null) {
    const at = time(attempt.startedAt) + pageHours * 3_600_000 + limits.afterLongest;
    dues.unshift({ at, step: { kind: "end", to: "STOPPED", code: "endedByItself" } });
  }
  if (desired === "recording") return dues;
  const lostAt = time(controlEndsAt(attempt, controlHours));
  // A kick from before, while its start was in doubt, tells nothing of this task.
  if (isGoneForGood(attempt) && time(attempt.kickSentAt) >= lostAt) {
    return [{ at: now.getTime(), step: { kind: "end", to: "STOPPED", code: "putOut" } }];
  }
  return [...duesOfKick(situation, lostAt), ...dues];
}

/** A task that is gone and was replaced: watched for a day, because it would record beside the one that replaced it. */
function duesOfVanished(situation: Situation): Due[] {
  const { attempt, now } = situation;
  const since = time(attempt.notFoundSince);
  const age = now.getTime() - since;
  const isAskedFor = time(attempt.checkRequestedAt) > time(attempt.checkedAt);
  const every = age < 600_000 ? 60_000 : age < 3_600_000 ? 300_000 : 900_000;
  return [
    { at: since + limits.vanishedWatch, step: { kind: "end", to: "STOPPED", code: "vanished" } },
    { at: isAskedFor ? now.getTime() : time(attempt.checkedAt) + every, step: { kind: "query", priority: "monitor" } },
    ...duesOfListing(situation, age < 600_000 ? 30_000 : 300_000),
  ];
}

/** Whether a task that was not stopped is over, by what the queries said. */
function endOfTask({ attempt, now }: Situation): Extract<Step, { kind: "end" | "stop" | "vanish" }> | null {
  const wasConfirmed = attempt.state !== "STARTED";
  const deadline = time(attempt.startedAt) + limits.confirmWithin;
  if (wasConfirmed) {
    if (attempt.notFoundSince === null) return null;
    // Whatever a notification told of since shows that it goes on, somewhere.
    const goneAt = Math.max(time(attempt.notFoundSince), time(attempt.heardAt)) + limits.notFound;
    return now.getTime() >= goneAt && isCheckedSince(attempt, goneAt) ? { kind: "vanish" } : null;
  }
  if (!isCheckedSince(attempt, deadline)) return null;
  if (attempt.notFoundSince !== null) {
    // A failover right after the start looks the same.
    const goneAt = Math.max(time(attempt.notFoundSince), time(attempt.heardAt)) + limits.notFound;
    const isGone = now.getTime() >= goneAt && isCheckedSince(attempt, goneAt);
    return isGone ? { kind: "end", to: "FAILED", code: "notConfirmed" } : null;
  }
  // It answers but does not record. Stopped, so that it cannot begin later when nobody looks.
  return { kind: "stop", why: "notConfirmed" };
}

function queryAt(situation: Situation): number {
  const { attempt, now } = situation;
  const checkedAt = time(attempt.checkedAt);
  if (attempt.checkRequestedAt !== null && attempt.checkRequestedAt.getTime() > checkedAt) return now.getTime();
  const startedAt = time(attempt.startedAt);
  if (attempt.notFoundSince !== null) {
    const since = checkedAt - time(attempt.notFoundSince);
    const next = checkedAt + (since < 5_000 ? 5_000 : since < 15_000 ? 10_000 : 15_000);
    const deadline = Math.max(time(attempt.notFoundSince), time(attempt.heardAt)) + limits.notFound;
    return checkedAt < deadline ? Math.min(next, deadline) : next;
  }
  if (attempt.state === "STARTED" || attempt.state === "CONFIRMED") {
    if (attempt.checkedAt === null) return startedAt + limits.firstConfirm;
    const age = checkedAt - startedAt;
    const next = checkedAt + (age < 10_000 ? 5_000 : age < 25_000 ? 10_000 : 15_000);
    const deadline = startedAt + limits.confirmWithin;
    return checkedAt < deadline ? Math.min(next, deadline) : next;
  }
  return monitorAt(situation);
}
