import { stopRequest } from "@/lib/agora/cloud-recording/schemas";
import { stopResponse } from "../recorder/server-response";
import { spelled } from "../recorder/spellings";
import { leaveCodes } from "../notifications/events";
import type { World } from "../world";
import { type Answer, type Call, idsOf, type Operation, refuse } from "./call";
import { checkBody, checkMode } from "./check-body";
import { findTask } from "./find-task";

/** Stops a recording and, unless `async_stop`, waits until its files are uploaded (contract §2.13). */
export const stop: Operation = {
  name: "stop",
  method: "POST",
  path: "/v1/apps/:appid/cloud_recording/resourceid/:resourceid/sid/:sid/mode/:mode/stop",
  handle,
};

async function handle(world: World, call: Call): Promise<Answer> {
  checkMode("stop", call.mode);
  const { cname, uid, clientRequest } = checkBody(world, "stop", stopRequest, call.body);
  const task = findTask(world, "stop", call, { cname, uid });
  if (task.phase === "exiting") throw refuse(400, 49, "invalid operation", idsOf(task));

  world.queryRaces.stopBegan(task.sid);
  let isRaced = false;
  let isOver = true;
  try {
    world.recorders.exit(task.sid, { reason: "stop", leaveCode: leaveCodes.clientLeave, error: null });
    if (!hasData(world, task.sid)) throw refuse(206, 435, "no recorded data", idsOf(task));
    if (!clientRequest.async_stop)
      isOver = await endedWithin(world, task.sid, world.switches.now.longestStopSeconds * 1000);
  } finally {
    isRaced = world.queryRaces.stopEnded(task.sid);
  }

  const after = world.tasks.get(task.sid);
  const { now } = world.switches;
  const answer = (response: Record<string, unknown>) => ({ ...idsOf(after), serverResponse: spelled(response, now) });
  if (isRaced) return { status: 206, body: answer({ uploadingStatus: "unknown" }) };
  if (!isOver) throw refuse(206, 50, "upload timeout", idsOf(after));
  return { status: 200, body: answer(stopResponse(after, now)) };
}

/** Whether anything of a task that was just told to exit is or will be in the bucket. */
function hasData(world: World, sid: string): boolean {
  return world.slices.count(sid).recorded > 0;
}

async function endedWithin(world: World, sid: string, ms: number): Promise<boolean> {
  const patience = AbortSignal.any([AbortSignal.timeout(ms), world.closing]);
  await world.recorders.ended(sid, patience);
  return world.tasks.get(sid).phase === "ended";
}
