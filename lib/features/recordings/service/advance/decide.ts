import type { ReasonCode } from "../../constants";
import type { AttemptRow } from "../../data/rows";
import { backoff, limits } from "./limits";

/** What an attempt's next step depends on, read in one moment. */
export type Situation = {
  attempt: AttemptRow;
  desired: "recording" | "stopped";
  controlHours: number;
  /** By the database's clock. */
  now: Date;
  /** How long this engine has known the resource id by its own monotonic clock, which no step of the time moves (I9). */
  resourceIdWatchedMs: number;
  /** Whether the bucket can be listed: the storage profile has a key for reading. */
  canList: boolean;
  /** Whether any file was seen in the bucket. */
  hasSeenFile: boolean;
  /** Whether Agora named a file that was not seen in the bucket yet. */
  hasUnseenFile: boolean;
};

/** What the engine does next. Everything but `wait` is done at once and decided upon again. */
export type Step =
  | { kind: "start" }
  | { kind: "resendStart" }
  | { kind: "replan"; why: "acquireInterrupted" | "resourceIdUnused" | "resourceIdDead" }
  | { kind: "markUncertain" }
  | { kind: "cancel" }
  | { kind: "query"; priority: "confirm" | "monitor" }
  | { kind: "updateLayout" }
  /** What is wanted besides the layout: subscription, hold, push. */
  | { kind: "update" }
  | { kind: "stop"; why: "desired" | "notConfirmed" }
  | { kind: "list" }
  /** The API reaches the task no more: said once, so that the operator sees it. */
  | { kind: "loseControl" }
  /** Nothing is left to look for. */
  | { kind: "close" }
  | { kind: "end"; to: "STOPPED" | "NO_DATA" | "FAILED"; code: EndCode }
  /** Null: nothing more happens by itself. */
  | { kind: "wait"; until: Date | null };

export type EndCode = "notConfirmed" | "vanished" | "exitedAbnormally" | "uploadNotProven" | "nothingRecorded";

type Due = { at: number; step: Exclude<Step, { kind: "wait" }> };

/** Steps that call Agora: what `any` holds. */
const callsAgora: ReadonlySet<Step["kind"]> = new Set([
  "start",
  "resendStart",
  "query",
  "updateLayout",
  "update",
  "stop",
]);

/**
 * The next step of an attempt. Pure: the same situation gives the same step, whichever engine asks, so that a killed
 * engine's work goes on where its last commit was (reliability §2).
 */
export function decide(situation: Situation): Step {
  const { attempt } = situation;
  const now = situation.now.getTime();
  if (attempt.isTerminal) return { kind: "wait", until: null };
  const dues = duesOf(situation).map((due) => held(attempt, due));
  const next = dues.find((due) => due.at <= now);
  if (next) return next.step;
  const earliest = Math.min(...dues.map((due) => due.at));
  return { kind: "wait", until: Number.isFinite(earliest) ? new Date(earliest) : null };
}

/** What is to be done and when, most urgent first. */
function duesOf(situation: Situation): Due[] {
  const { attempt, desired } = situation;
  const now = situation.now.getTime();
  switch (attempt.state) {
    case "PLANNED":
      // A start that was sent and never explained is not cancelled but settled: the same uid is tried again.
      return desired === "stopped" && attempt.startSentCount === 0
        ? [{ at: now, step: { kind: "cancel" } }]
        : [{ at: now, step: { kind: "start" } }];
    case "ACQUIRING":
      return [{ at: now, step: { kind: "replan", why: "acquireInterrupted" } }];
    case "ACQUIRED":
      return [{ at: now, step: { kind: "replan", why: "resourceIdUnused" } }];
    case "STARTING":
      return attempt.sideState === "UNCERTAIN" ? duesOfUncertain(situation) : duesOfStarting(situation);
    case "STARTED":
    case "CONFIRMED":
    case "RUNNING":
      return duesOfTask(situation);
    case "STOPPING":
      return isControlLost(situation)
        ? duesOfLost(situation)
        : [{ at: resendStopAt(attempt), step: { kind: "stop", why: "desired" } }];
    case "STOPPED":
      return duesOfUpload(situation);
    default:
      return duesOfInventory(situation);
  }
}

/** The end came by a notification: one look into the bucket still tells names and sizes of the files. */
function duesOfInventory(situation: Situation): Due[] {
  const { attempt, now, canList } = situation;
  const terminalAt = time(attempt.terminalAt);
  const isSeen = !canList || time(attempt.listedAt) >= terminalAt;
  const close = { at: isSeen ? now.getTime() : terminalAt + limits.inventory, step: { kind: "close" } } as const;
  return isSeen ? [close] : [close, { at: now.getTime(), step: { kind: "list" } }];
}

/** A start was sent and its outcome is not known: the same id and uid again, while the id lives (I3). */
function duesOfStarting({ attempt, now }: Situation): Due[] {
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
 * task lives (400/53), so no second recording can run unseen.
 */
function duesOfUncertain(situation: Situation): Due[] {
  const { attempt, now, resourceIdWatchedMs } = situation;
  const age = now.getTime() - time(attempt.acquiredAt);
  const dues = duesOfListing(situation, age < 60_000 ? 2_000 : age < limits.resourceIdDead ? 5_000 : 30_000);
  const isProvenAlive = attempt.startConflictAt !== null;
  if (!isProvenAlive && age < limits.lastResend) {
    dues.push({ at: resendStartAt(attempt), step: { kind: "resendStart" } });
  }
  const unwatchedMs = Math.max(0, limits.resourceIdDead - resourceIdWatchedMs);
  const deadAt = Math.max(time(attempt.acquiredAt) + limits.resourceIdDead, now.getTime() + unwatchedMs);
  const probeAt = isProvenAlive ? time(attempt.startConflictAt) + limits.conflictProbe : 0;
  dues.push({ at: Math.max(deadAt, probeAt), step: { kind: "replan", why: "resourceIdDead" } });
  return dues;
}

/** A task with a known sid that nobody has stopped yet. */
function duesOfTask(situation: Situation): Due[] {
  const { attempt, desired, now } = situation;
  if (isControlLost(situation)) return duesOfLost(situation);
  if (desired === "stopped") return [{ at: now.getTime(), step: { kind: "stop", why: "desired" } }];

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

/** A task that the API does not reach any more: only its files and its notifications tell of it. */
function duesOfLost(situation: Situation): Due[] {
  const { attempt, now } = situation;
  const isSaid = attempt.trouble === "controlLost";
  return isSaid ? duesOfListing(situation, 300_000) : [{ at: now.getTime(), step: { kind: "loseControl" } }];
}

/** Whether a task that was not stopped is over, by what the queries said. */
function endOfTask({ attempt, now }: Situation): Extract<Step, { kind: "end" | "stop" }> | null {
  const wasConfirmed = attempt.state !== "STARTED";
  const deadline = time(attempt.startedAt) + limits.confirmWithin;
  if (wasConfirmed) {
    const isGone = attempt.notFoundSince !== null && now.getTime() - time(attempt.notFoundSince) >= limits.notFound;
    // Its files may all be in the bucket: whether it was lost is decided there.
    return isGone && isCheckedSince(attempt, time(attempt.notFoundSince) + limits.notFound)
      ? { kind: "end", to: "STOPPED", code: "vanished" }
      : null;
  }
  if (!isCheckedSince(attempt, deadline)) return null;
  if (attempt.notFoundSince !== null) return { kind: "end", to: "FAILED", code: "notConfirmed" };
  // It answers but does not record. Stopped, so that it cannot begin later when nobody looks.
  return { kind: "stop", why: "notConfirmed" };
}

function queryAt({ attempt, hasSeenFile, now }: Situation): number {
  const checkedAt = time(attempt.checkedAt);
  if (attempt.checkRequestedAt !== null && attempt.checkRequestedAt.getTime() > checkedAt) return now.getTime();
  const startedAt = time(attempt.startedAt);
  if (attempt.notFoundSince !== null) {
    const since = checkedAt - time(attempt.notFoundSince);
    const next = checkedAt + (since < 5_000 ? 5_000 : since < 15_000 ? 10_000 : 15_000);
    const deadline = time(attempt.notFoundSince) + limits.notFound;
    return checkedAt < deadline ? Math.min(next, deadline) : next;
  }
  if (attempt.state === "STARTED" || attempt.state === "CONFIRMED") {
    if (attempt.checkedAt === null) return startedAt + limits.firstConfirm;
    const age = checkedAt - startedAt;
    const next = checkedAt + (age < 10_000 ? 5_000 : age < 25_000 ? 10_000 : 15_000);
    const deadline = startedAt + limits.confirmWithin;
    return checkedAt < deadline ? Math.min(next, deadline) : next;
  }
  const isYoung = now.getTime() - startedAt < limits.firstFilePatience;
  return checkedAt + (hasSeenFile || !isYoung ? limits.monitor : limits.monitorUntilFirstFile);
}

/** Stopped: waits for a notification, and looks into the bucket where it may. */
function duesOfUpload(situation: Situation): Due[] {
  const { attempt, now, hasSeenFile } = situation;
  const stoppedAt = time(attempt.stoppedAt);
  const age = now.getTime() - stoppedAt;
  const isRegular = !hopeless.has(attempt.failureCode);
  const patience = isRegular ? limits.uploadProof : limits.vanishedProof;
  const code = endCodeOf(attempt.failureCode);
  const dues: Due[] = [{ at: stoppedAt + patience, step: { kind: "end", to: "FAILED", code } }];
  if (situation.canList && !hasSeenFile && isRegular && attempt.listedAt !== null) {
    const at = stoppedAt + limits.emptyBucket;
    if (time(attempt.listedAt) >= at) {
      dues.unshift({ at, step: { kind: "end", to: "NO_DATA", code: "nothingRecorded" } });
    }
  }
  const every = age < 60_000 ? 2_000 : age < 600_000 ? 10_000 : age < 3_600_000 ? 60_000 : 300_000;
  dues.push(...duesOfListing(situation, every));
  return dues;
}

/** Ends after which files are not to be expected for a day. */
const hopeless: ReadonlySet<string | null> = new Set<ReasonCode | null>([
  "vanished",
  "exitedAbnormally",
  "notConfirmed",
  "storageRejected",
  "tokenRejected",
  "tokenExpired",
]);

function endCodeOf(failureCode: string | null): EndCode {
  return failureCode === "vanished" || failureCode === "exitedAbnormally" || failureCode === "notConfirmed"
    ? failureCode
    : "uploadNotProven";
}

function duesOfListing({ attempt, canList, now }: Situation, everyMs: number): Due[] {
  if (!canList) return [];
  const isAskedFor = time(attempt.checkRequestedAt) > time(attempt.listedAt) && attempt.state === "STOPPED";
  const at = isAskedFor || attempt.listedAt === null ? now.getTime() : time(attempt.listedAt) + everyMs;
  return [{ at, step: { kind: "list" } }];
}

/** After `controlHours` the API reaches the task no more, while it goes on (contract §1.5). */
export function isControlLost({ attempt, controlHours, now }: Pick<Situation, "attempt" | "controlHours" | "now">) {
  const ends = controlEndsAt(attempt, controlHours);
  return ends !== null && now >= ends;
}

/** When the API loses its hold on the task; null before it started. */
export function controlEndsAt(attempt: Pick<AttemptRow, "startedAt">, controlHours: number): Date | null {
  return attempt.startedAt === null ? null : new Date(attempt.startedAt.getTime() + controlHours * 3_600_000);
}

function resendStartAt(attempt: AttemptRow): number {
  return time(attempt.startLastSentAt) + backoff(limits.resendStart, attempt.startSentCount);
}

function resendStopAt(attempt: AttemptRow): number {
  return time(attempt.stopLastSentAt) + backoff(limits.resendStop, attempt.stopSentCount);
}

/** The same step, later, where a failed try says so. */
function held(attempt: AttemptRow, due: Due): Due {
  const { heldStep, heldUntil } = attempt;
  if (heldUntil === null) return due;
  const isHeld = heldStep === due.step.kind || (heldStep === "any" && callsAgora.has(due.step.kind));
  return isHeld ? { ...due, at: Math.max(due.at, heldUntil.getTime()) } : due;
}

function isCheckedSince(attempt: AttemptRow, timeMs: number): boolean {
  return attempt.checkedAt !== null && attempt.checkedAt.getTime() >= timeMs;
}

/** Absent counts as long ago. */
function time(date: Date | null): number {
  return date?.getTime() ?? 0;
}
