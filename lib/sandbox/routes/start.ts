import {
  refusalOf,
  sceneOfPostponed,
  scenes,
  type StartRequest,
  startRequests,
  type WireMode,
} from "@/lib/agora/cloud-recording/schemas";
import { isInArea } from "@/lib/agora/cloud-recording/storage-catalogue/area";
import { isRecord } from "@/lib/agora/json";
import { type AcceptedStart, newTask } from "../recorder/new-task";
import { statusUpdate } from "../notifications/events";
import { parameterHash, type Resource, resourceLifeMs } from "../state/resources";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { type Answer, type Call, type Ids, idsOf, type Operation, type Refusal, refuse } from "./call";
import { isFull } from "./capacity";
import { checkBody, checkMode } from "./check-body";

/** Acquire and start belong together: a start later than this after the answer "may cause failures" (contract §1.5). */
const pairingMs = 2000;

/** Starts a recording (contract §2.2). 200 does not mean that it runs: the recorder checks the rest afterwards. */
export const start: Operation = {
  name: "start",
  method: "POST",
  path: "/v1/apps/:appid/cloud_recording/resourceid/:resourceid/mode/:mode/start",
  received(world, call) {
    const resource = world.resources.find(call.resourceId);
    if (!resource || resource.firstStartMs !== null) return;
    const isLate = isLateStart(resource, world.clock.nowMs());
    world.resources.markStartSeen(call.resourceId, world.clock.nowMs(), isLate);
    if (isLate) world.counters.add("pairingViolations");
  },
  handle,
};

function handle(world: World, call: Call): Answer {
  const mode = checkMode("start", call.mode);
  const request = parse(world, mode, call);
  const resource = findResource(world, call, request.body);
  const ids = { cname: resource.cname, uid: resource.uid, resourceId: resource.resourceId };

  const earlier = world.tasks.ofResource(resource.resourceId);
  const isExpired = world.clock.nowMs() >= resource.acquiredAtMs + resourceLifeMs;
  const isUsedUp = earlier?.phase === "ended" && world.switches.now.repeatedStartAfterEnd === "433";
  if (earlier && (earlier.phase !== "ended" || !isExpired) && !isUsedUp) return alreadyStarted(world, earlier);
  if (isExpired || isUsedUp) throw refuse(world.switches.now.legacyCodeStatus, 433, "resourceId has expired!", ids);
  if (!fitsScene(resource.scene, request)) {
    throw refuse(400, 2, "Start: mode does not match the scene of acquire!", ids);
  }
  if (resource.parameterHash !== null && resource.parameterHash !== hashOfRequest(call.body)) {
    throw refuse(400, 2, "request_hash mismatch!", ids);
  }
  if (resource.isStartLate && world.switches.now.lateStart === "refuse") {
    throw refuse(500, 502, "Failed to allocate worker", ids);
  }
  if (world.tasks.liveInstance(call.appId, resource.cname, resource.uid)) throw conflict(world, ids);
  if (request.mode === "individual") checkStills(world, request.body);
  checkArea(world, resource, request);
  if (isFull(world, mode)) throw refuse(500, 502, "Failed to allocate worker", ids);

  const { mergedIndexName, canvasNeedsAll } = world.switches.now;
  const canvasGap = canvasNeedsAll && mode === "mix" ? gapInCanvas(call.body) : null;
  const task = { ...newTask(world, resource, request), mergedIndexName, canvasGap };
  world.tasks.add(task);
  world.counters.add("tasksStarted");
  world.recorders.begin(task.sid);
  return { status: 200, body: idsOf(task) };
}

function parse(world: World, mode: WireMode, call: Call): AcceptedStart {
  switch (mode) {
    case "mix":
      return { mode, body: checkBody(world, "start", startRequests.mix, call.body) };
    case "individual":
      return { mode, body: checkBody(world, "start", startRequests.individual, call.body) };
    case "web":
      return { mode, body: checkBody(world, "start", startRequests.web, call.body) };
  }
}

/**
 * Two pages disagree about the shortest interval of stills (contract C3), and about stills beside a recording (C15).
 * @throws Refusal 400 code 2
 */
function checkStills({ switches }: World, { clientRequest, cname, uid }: StartRequest["individual"]): void {
  const { snapshotConfig, recordingFileConfig } = clientRequest;
  if (snapshotConfig === undefined) return;
  const { leastSnapshotSeconds: least, stillsBesideRecording } = switches.now;
  const issue = (field: string, message: string) => ({ path: `clientRequest.${field}`, message });
  const issues = [
    ...((snapshotConfig.captureInterval ?? least) < least
      ? [issue("snapshotConfig.captureInterval", `must be at least ${least} seconds`)]
      : []),
    ...(recordingFileConfig !== undefined && !stillsBesideRecording
      ? [issue("recordingFileConfig", "is impossible with snapshotConfig")]
      : []),
  ];
  if (issues.length > 0) throw refuse(400, 2, refusalOf("start", issues).reason, { cname, uid });
}

/** What of the canvas a start leaves out although older pages ask for it (contract §2.4), or null. */
function gapInCanvas(body: unknown): string | null {
  const at = (value: unknown, key: string) => (isRecord(value) ? value[key] : undefined);
  const canvas = at(at(at(body, "clientRequest"), "recordingConfig"), "transcodingConfig");
  if (canvas === undefined) return null;
  return ["width", "height", "fps", "bitrate"].find((field) => at(canvas, field) === undefined) ?? null;
}

function conflict({ switches }: World, ids: Partial<Ids>): Refusal {
  const { conflictCode, legacyCodeStatus } = switches.now;
  if (conflictCode === 53) return refuse(400, 53, "task conflict", ids);
  return refuse(legacyCodeStatus, conflictCode, "the recording is already in progress", ids);
}

/** Where acquire named an area, the storage must lie in it (contract §2.1). @throws Refusal 400 code 2 */
function checkArea({ switches }: World, { region, ...ids }: Resource, { body }: AcceptedStart): void {
  if (region === null || !switches.now.storageInArea || isInArea(region, body.clientRequest.storageConfig)) return;
  const issue = { path: "clientRequest.storageConfig.region", message: `must lie in ${region}` };
  const { cname, uid } = ids;
  throw refuse(400, 2, refusalOf("start", [issue]).reason, { cname, uid });
}

/** @throws Refusal 1001 for an unknown resourceId, 432 for one of another recording instance. */
function findResource(world: World, call: Call, { cname, uid }: { cname: string; uid: string }): Resource {
  const resource = world.resources.find(call.resourceId);
  if (!resource) throw refuse(world.switches.now.legacyCodeStatus, 1001, "resourceId cannot be parsed!");
  if (resource.appId !== call.appId || resource.cname !== cname || resource.uid !== uid) {
    throw refuse(world.switches.now.legacyCodeStatus, 432, "App ID, cname or uid does not match the resourceId!", {
      cname,
      uid,
    });
  }
  return resource;
}

/** A repeated start: 201 with code 7, and a notification of the state the recording is in (contract §5.3 event 3). */
function alreadyStarted(world: World, task: Task): Answer {
  if (task.phase !== "ended") {
    world.tasks.change(task.sid, (changed) => world.notices.emit(changed, statusUpdate(changed, world.switches.now)));
  }
  const { sid, ...ids } = idsOf(task);
  const shown = world.switches.now.repeatedStartHasSid ? { ...ids, sid } : ids;
  return { status: 201, body: { ...shown, code: 7, reason: "already started" } };
}

/** Scene 1 is for web pages alone; 2 for individual recordings, and needed where they are transcoded afterwards (§2.1, §2.8). */
function fitsScene(scene: number, { mode, body }: AcceptedStart): boolean {
  if (mode !== "individual") return mode === "web" ? scene === scenes.webPage : scene === scenes.realTime;
  const needed = sceneOfPostponed(body.clientRequest);
  return needed === null ? scene !== scenes.webPage : scene === needed;
}

function isLateStart(resource: Resource, nowMs: number): boolean {
  return resource.answeredAtMs !== null && nowMs > resource.answeredAtMs + pairingMs;
}

function hashOfRequest(body: unknown): string {
  return parameterHash(isRecord(body) ? body.clientRequest : undefined);
}
