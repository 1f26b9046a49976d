import { refusalOf, type WireOperation } from "@/lib/agora/cloud-recording/schemas";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { type Call, idsOf, refuse } from "./call";

/**
 * The live task that a query, update, updateLayout or stop is about (contract §6.4 "Cross-check").
 * @throws Refusal 1001 unknown resourceId, 1003 sid of another one, 432 cname or uid of another one, 404 never started
 * or ended, 433 past resourceExpiredHour.
 */
export function findTask(
  world: World,
  operation: WireOperation,
  call: Call,
  instance: { cname: string; uid: string } | null,
): Task {
  const resource = world.resources.find(call.resourceId);
  if (!resource) throw refuse(world.switches.now.legacyCodeStatus, 1001, "resourceId cannot be parsed!");
  const task = world.tasks.ofResource(call.resourceId);
  const ids = { cname: resource.cname, uid: resource.uid, resourceId: call.resourceId, sid: call.sid };
  if (instance && (instance.cname !== resource.cname || instance.uid !== resource.uid)) {
    throw refuse(world.switches.now.legacyCodeStatus, 432, "cname or uid does not match the resourceId!", ids);
  }
  if (!task) throw refuse(404, 404, "failed to find worker", ids);
  if (task.sid !== call.sid)
    throw refuse(world.switches.now.legacyCodeStatus, 1003, "sid does not match the resourceId!", ids);
  if (task.mode !== call.mode) {
    throw refuse(400, 2, refusalOf(operation, [{ path: "mode", message: "is another" }]).reason, ids);
  }
  if (task.phase === "ended") throw refuse(404, 404, "failed to find worker", idsOf(task));
  // On its way to another server (contract §1.5); the recorder goes on with it when the time is over.
  if (task.failover !== null) throw refuse(404, 404, "failed to find worker", idsOf(task));
  if (world.clock.nowMs() >= task.callableUntilMs)
    throw refuse(world.switches.now.legacyCodeStatus, 433, "resourceId has expired!", idsOf(task));
  return task;
}

/** @throws Refusal code 501 for a task that is exiting: nothing about it can be changed any more. */
export function mustNotExit({ switches }: Pick<World, "switches">, task: Task): void {
  if (task.phase === "exiting") throw refuse(switches.now.exitingStatus, 501, "the service is exiting", idsOf(task));
}
