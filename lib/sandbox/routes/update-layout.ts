import { updateLayoutRequest } from "@/lib/agora/cloud-recording/schemas";
import { imagesOf } from "../recorder/composite-scene";
import type { World } from "../world";
import { type Answer, type Call, idsOf, type Operation } from "./call";
import { checkBody, checkMode, refuseLayout } from "./check-body";
import { findTask, mustNotExit } from "./find-task";

/**
 * Replaces the layout of a running composite recording (contract §2.12): what is left out goes back to its default.
 * Size, frame rate and bitrate stay.
 */
export const updateLayout: Operation = {
  name: "updateLayout",
  method: "POST",
  path: "/v1/apps/:appid/cloud_recording/resourceid/:resourceid/sid/:sid/mode/:mode/updateLayout",
  handle,
};

function handle(world: World, call: Call): Answer {
  if (checkMode("updateLayout", call.mode) !== "mix") {
    throw refuseLayout(world.switches.now, "UpdateLayout: only mix mode has a layout!");
  }
  const { cname, uid, clientRequest } = checkBody(world, "updateLayout", updateLayoutRequest, call.body);
  const task = findTask(world, "updateLayout", call, { cname, uid });
  mustNotExit(world, task);
  world.tasks.change(task.sid, (changed) => {
    if (changed.mode !== "mix") return;
    const { width, height, fps, bitrate } = changed.layout;
    changed.layout = { width, height, fps, bitrate, ...clientRequest };
  });
  world.images.want(imagesOf(clientRequest));
  world.recorders.wake(task.sid);
  return { status: 200, body: idsOf(task) };
}
