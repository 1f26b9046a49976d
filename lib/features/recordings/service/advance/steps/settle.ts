import { cancelled, closed, controlLost, judgeOver, judgeReplanned, pageUnreachable } from "../judge-sent";
import { uncertain } from "../judge-start";
import type { EndCode, ReplanCause } from "../situation";
import { conclude, type StepInput } from "../step";

/** Back to the plan with the same uid. */
export function replan(step: StepInput, why: ReplanCause) {
  return conclude(step, (row) => judgeReplanned(row, why));
}

/** The resource id's life is nearly over and the start was never answered. */
export function markUncertain(step: StepInput) {
  return conclude(step, (row, now) => uncertain(row, now, false));
}

export function cancel(step: StepInput) {
  return conclude(step, () => cancelled);
}

export function endTask(step: StepInput, to: "STOPPED" | "NO_DATA" | "FAILED", code: EndCode) {
  return conclude(step, (row) => judgeOver(row, to, code));
}

export function loseControl(step: StepInput) {
  return conclude(step, () => controlLost);
}

export function tellUnreachable(step: StepInput) {
  return conclude(step, () => pageUnreachable);
}

export function close(step: StepInput) {
  return conclude(step, () => closed);
}
