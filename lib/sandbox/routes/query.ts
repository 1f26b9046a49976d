import { queryResponse } from "../recorder/server-response";
import { spelled } from "../recorder/spellings";
import type { World } from "../world";
import { type Answer, type Call, idsOf, type Operation, refuse } from "./call";
import { checkMode } from "./check-body";
import { findTask } from "./find-task";

/** Tells status and files of a running recording (contract §2.10). */
export const query: Operation = {
  name: "query",
  method: "GET",
  path: "/v1/apps/:appid/cloud_recording/resourceid/:resourceid/sid/:sid/mode/:mode/query",
  received: (world, call) => world.queryRaces.queryBegan(call.sid),
  settled: (world, call) => world.queryRaces.queryEnded(call.sid),
  handle,
};

function handle(world: World, call: Call): Answer {
  checkMode("query", call.mode);
  const task = findTask(world, "query", call, null);
  if (task.phase === "exiting" && world.switches.now.queryWhileExiting === "501") {
    throw refuse(world.switches.now.exitingStatus, 501, "the service is exiting", idsOf(task));
  }
  return {
    status: 200,
    body: { ...idsOf(task), serverResponse: spelled(queryResponse(task, world.switches.now), world.switches.now) },
  };
}
