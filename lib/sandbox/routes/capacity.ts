import type { WireMode } from "@/lib/agora/cloud-recording/schemas";
import type { World } from "../world";

/** Whether as many recordings run as may at once; web page recordings have a limit of their own (contract §1.4). */
export function isFull({ tasks, switches }: Pick<World, "tasks" | "switches">, mode: WireMode): boolean {
  const { maxConcurrentTasks, maxConcurrentWebTasks } = switches.now;
  const isWeb = mode === "web";
  const busy = tasks.live().filter((task) => (task.mode === "web") === isWeb).length;
  return busy >= (isWeb ? maxConcurrentWebTasks : maxConcurrentTasks);
}
