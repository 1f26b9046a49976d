import type { EndCode, ReplanCause } from "../situation";
import { uncertain, unused } from "../judge-start";
import { conclude, type StepInput } from "../step";

/** Back to the plan with the same uid: the resource id was never used, or can start nothing any more. */
export function replan(step: StepInput, why: ReplanCause) {
  return conclude(step, (row) => ({
    source: "engine",
    to: "PLANNED",
    set: {
      ...unused,
      startConflictAt: null,
      ...(why === "fenced" ? { sideState: "FENCED" as const } : {}),
      ...(why === "resourceIdDead" || why === "fenced" ? { lostResourceId: row.lostResourceId ?? row.resourceId } : {}),
    },
    events: [{ type: "attempt.replanned", details: { why } }],
  }));
}

/** The resource id's life is nearly over and the start was never answered. */
export function markUncertain(step: StepInput) {
  return conclude(step, (row, now) => uncertain(row, now, false));
}

/** Stop was asked for before any start left: there is nothing to stop. */
export function cancel(step: StepInput) {
  return conclude(step, () => ({
    source: "operator",
    to: "NO_DATA",
    reason: "cancelled",
    events: [{ type: "attempt.cancelled" }],
  }));
}

/** The task is over by what the queries, or the silence of the bucket, said. */
export function endTask(step: StepInput, to: "STOPPED" | "NO_DATA" | "FAILED", code: EndCode) {
  return conclude(step, (row) => ({
    source: to === "NO_DATA" ? "listing" : "poll",
    to,
    set: { sideState: null, trouble: null },
    diagnosis: { code, reason: null },
    ...(to === "NO_DATA" ? { reason: code } : {}),
    events: [
      to === "FAILED"
        ? { type: "attempt.failed", details: { code: row.failureCode ?? code } }
        : to === "NO_DATA"
          ? { type: "attempt.noData" }
          : { type: "attempt.ended", details: { code } },
    ],
  }));
}

/** The control hours are over: the task goes on where nobody can stop it through the API (contract §1.5). */
export function loseControl(step: StepInput) {
  return conclude(step, () => ({
    source: "engine",
    set: { trouble: "controlLost" },
    events: [{ type: "attempt.controlLost" }],
  }));
}

/** Its end is wanted and nobody can bring it about: a page's recorder is in no channel to be put out of. */
export function tellUnreachable(step: StepInput) {
  return conclude(step, () => ({
    source: "engine",
    set: { trouble: "pageUnreachable" },
    events: [{ type: "attempt.waiting", details: { step: "kick", code: "pageUnreachable" } }],
  }));
}

/** The end is known and nothing more is looked for: the engine leaves the attempt alone. */
export function close(step: StepInput) {
  return conclude(step, () => ({ source: "engine", isClosed: true }));
}
