import { recorderStarted, sessionFailover } from "../notifications/events";
import { maxUid } from "@/lib/agora/cloud-recording/schemas";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { closeSlices } from "./slicing";

/** How often a recording moves to another server before it is lost (contract §1.5). */
export const mostFailovers = 3;

/**
 * Takes a recording from its server: what it records ends now, and until another server has it the API does not find it
 * (contract §1.5). Call it inside `Tasks.change`.
 */
export function beginFailover(world: Pick<World, "slices" | "clock">, task: Task, windowMs: number): void {
  const nowMs = world.clock.nowMs();
  closeSlices(world, task, nowMs);
  task.receiving = [];
  task.failover = { untilMs: nowMs + windowMs, newUid: randomUid(task.uid) };
}

/** The other server has it: event 12, then the recorder begins again under a random uid (contract §5.1, §5.3). */
export function endFailover(world: Pick<World, "notices">, task: Task): void {
  const { failover } = task;
  if (failover === null) return;
  world.notices.emit(task, sessionFailover(Number(failover.newUid)));
  task.failover = null;
  task.failovers += 1;
  if (task.mode === "web") return;
  task.uidInForce = failover.newUid;
  world.notices.emit(task, recorderStarted());
}

function randomUid(taken: string): string {
  for (;;) {
    const uid = `${1 + Math.floor(Math.random() * maxUid)}`;
    if (uid !== taken) return uid;
  }
}
