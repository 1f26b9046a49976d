import { error, recorderLeave } from "../notifications/events";
import { type Task, type TaskExit, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { closeSlices } from "./slicing";

/**
 * Makes a task exit: its recorder leaves the channel now. Call it inside `Tasks.change`. What is left (uploads, the last
 * notifications) follows in `finish`.
 */
export function leave(
  world: Pick<World, "slices" | "notices" | "clock">,
  task: Task,
  exit: Omit<TaskExit, "atMs">,
): void {
  if (task.phase === "exiting" || task.phase === "ended") return;
  const atMs = world.clock.nowMs();
  closeSlices(world, task, atMs);
  const hasJoined = task.said.includes("recorderStarted");
  task.phase = "exiting";
  task.exit = { ...exit, atMs };
  task.status = exit.reason === "failed" ? taskStatus.abnormal : taskStatus.stopRequested;
  if (exit.error) world.notices.emit(task, error(exit.error));
  // A web page recording joins no channel; event 71 tells of its end (contract §5.4).
  if (task.mode === "web") return;
  if (hasJoined || exit.reason === "failed") world.notices.emit(task, recorderLeave(exit.leaveCode));
}
