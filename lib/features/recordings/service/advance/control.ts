import type { AttemptRow } from "../../data/rows";
import type { Situation } from "./situation";

/** After `controlHours` the API reaches the task no more, while it goes on (contract §1.5). */
export function isControlLost({ attempt, controlHours, now }: Pick<Situation, "attempt" | "controlHours" | "now">) {
  const ends = controlEndsAt(attempt, controlHours);
  return ends !== null && now >= ends;
}

/** When the API loses its hold on the task; null before it started. */
export function controlEndsAt(attempt: Pick<AttemptRow, "startedAt">, controlHours: number): Date | null {
  return attempt.startedAt === null ? null : new Date(attempt.startedAt.getTime() + controlHours * 3_600_000);
}
