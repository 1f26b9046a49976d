import { constants, setPriority } from "node:os";

/** Pictures may be late, answers of the API may not. Refused or too late is no harm. */
export function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}
