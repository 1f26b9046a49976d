import { contradictsStreamTypes, refusalOf, updateRequests } from "@/lib/agora/cloud-recording/schemas";
import type { TaskStorage } from "../state/tasks";
import type { World } from "../world";
import { type Answer, type Call, idsOf, type Operation, refuse } from "./call";
import { checkBody, checkMode } from "./check-body";
import { findTask, mustNotExit } from "./find-task";

/** Changes subscriptions or storage of a running recording (contract §2.11). What is given replaces what was there. */
export const update: Operation = {
  name: "update",
  method: "POST",
  path: "/v1/apps/:appid/cloud_recording/resourceid/:resourceid/sid/:sid/mode/:mode/update",
  handle,
};

function handle(world: World, call: Call): Answer {
  const mode = checkMode("update", call.mode);
  if (mode === "web") return updatePage(world, call);
  const { cname, uid, clientRequest } = checkBody(world, "update", updateRequests[mode], call.body);
  const task = findTask(world, "update", call, { cname, uid });
  mustNotExit(world, task);
  const { streamSubscribe, storageConfig } = clientRequest;
  const lists = streamSubscribe && { ...streamSubscribe.audioUidList, ...streamSubscribe.videoUidList };
  const streamTypes = "recordingConfig" in task.request ? (task.request.recordingConfig?.streamTypes ?? 2) : 2;
  const contradiction = lists && contradictsStreamTypes(streamTypes, lists);
  if (contradiction) {
    const issue = { path: `clientRequest.streamSubscribe.${contradiction}`, message: "contradicts streamTypes" };
    throw refuse(400, 2, refusalOf("update", [issue]).reason, idsOf(task));
  }
  world.tasks.change(task.sid, (changed) => {
    if (lists) changed.subscription = lists;
    if (storageConfig) changed.storage = movedStorage(changed.storage, storageConfig);
  });
  world.recorders.wake(task.sid);
  return { status: 200, body: idsOf(task) };
}

/** Pauses and resumes a web page recording, and says where it is pushed to (contract §2.11). */
function updatePage(world: World, call: Call): Answer {
  const { cname, uid, clientRequest } = checkBody(world, "update", updateRequests.web, call.body);
  const task = findTask(world, "update", call, { cname, uid });
  mustNotExit(world, task);
  const { webRecordingConfig, rtmpPublishConfig, storageConfig } = clientRequest;
  world.tasks.change(task.sid, (changed) => {
    if (changed.mode !== "web") return;
    if (webRecordingConfig) changed.web.isOnHold = webRecordingConfig.onhold;
    if (rtmpPublishConfig) changed.web.rtmpUrls = rtmpPublishConfig.outputs.map(({ rtmpUrl }) => rtmpUrl);
    if (storageConfig) changed.storage = movedStorage(changed.storage, storageConfig);
  });
  world.recorders.wake(task.sid);
  return { status: 200, body: idsOf(task) };
}

/** The playlist names its slices without a folder, so a recording cannot move to another prefix half way. */
function movedStorage({ fileNamePrefix }: TaskStorage, wanted: TaskStorage): TaskStorage {
  return { ...wanted, ...(fileNamePrefix ? { fileNamePrefix } : { fileNamePrefix: undefined }) };
}
