import type { AttemptRow } from "../../data/rows";

/** What an attempt's next step depends on, read in one moment. */
export type Situation = {
  attempt: AttemptRow;
  desired: "recording" | "stopped";
  controlHours: number;
  /** The longest a page may be recorded; null for a channel. */
  pageHours: number | null;
  /** Whether another attempt took the place of this one. */
  isSuperseded: boolean;
  /** By the database's clock. */
  now: Date;
  /** How long this engine has known the resource id by its own monotonic clock, which no step of the time moves (I9). */
  resourceIdWatchedMs: number;
  /** How many tasks of the same App ID run, this one included, as this engine last counted. */
  liveCount: number;
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
  | { kind: "replan"; why: ReplanCause }
  | { kind: "markUncertain" }
  | { kind: "cancel" }
  | { kind: "query"; priority: "confirm" | "monitor" }
  | { kind: "updateLayout" }
  /** What is wanted besides the layout: subscription, hold, push. */
  | { kind: "update" }
  | { kind: "stop"; why: StopCause }
  /** It is gone and was not stopped: another attempt takes its place where one can. */
  | { kind: "vanish" }
  | { kind: "list" }
  /** The API reaches the task no more: said once, so that the operator sees it. */
  | { kind: "loseControl" }
  /** Puts the recorder out of its channel: what ends a task that the API cannot stop. */
  | { kind: "kick" }
  /** Asks whether it is out: that Agora took a kick proves nothing. */
  | { kind: "checkKick" }
  /** Nobody can put a page's recorder out: said once. */
  | { kind: "tellUnreachable" }
  /** Nothing is left to look for. */
  | { kind: "close" }
  | { kind: "end"; to: "STOPPED" | "NO_DATA" | "FAILED"; code: EndCode }
  /** Null: nothing more happens by itself. */
  | { kind: "wait"; until: Date | null };

/** `double`: another attempt took its place, and it is back. */
export type StopCause = "desired" | "notConfirmed" | "double";

/** Why a start is planned anew. `fenced`: what it had begun was put out and can not begin again. */
export type ReplanCause = "acquireInterrupted" | "resourceIdUnused" | "resourceIdDead" | "fenced";

export type EndCode =
  | "notConfirmed"
  | "vanished"
  | "exitedAbnormally"
  | "uploadNotProven"
  | "nothingRecorded"
  | "endedByItself"
  | "putOut";

/** A step and when it is due, in milliseconds of the database's clock. */
export type Due = { at: number; step: Exclude<Step, { kind: "wait" }> };

export function duesOfListing({ attempt, canList, now }: Situation, everyMs: number): Due[] {
  if (!canList) return [];
  const isAskedFor = time(attempt.checkRequestedAt) > time(attempt.listedAt) && attempt.state === "STOPPED";
  const at = isAskedFor || attempt.listedAt === null ? now.getTime() : time(attempt.listedAt) + everyMs;
  return [{ at, step: { kind: "list" } }];
}

export function isCheckedSince(attempt: AttemptRow, timeMs: number): boolean {
  return attempt.checkedAt !== null && attempt.checkedAt.getTime() >= timeMs;
}

/** Absent counts as long ago. */
export function time(date: Date | null): number {
  return date?.getTime() ?? 0;
}
