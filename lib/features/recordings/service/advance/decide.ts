import type { AttemptRow } from "../../data/rows";
import { isControlLost } from "./control";
import { duesOfInventory, duesOfUpload } from "./dues-of-end";
import { duesOfStarting, duesOfUncertain } from "./dues-of-start";
import { duesOfLost, duesOfTask } from "./dues-of-task";
import { backoff, limits } from "./limits";
import { time, type Due, type Situation, type Step } from "./situation";

/** Steps that call Agora: what `any` holds. */
const callsAgora: ReadonlySet<Step["kind"]> = new Set([
  "start",
  "resendStart",
  "query",
  "updateLayout",
  "update",
  "stop",
  "kick",
  "checkKick",
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
