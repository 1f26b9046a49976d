import { transcodingBounds } from "@/lib/agora/cloud-recording/schemas";
import { errorCodes, highAvailability, leaveCodes, modules, recorderStarted } from "../notifications/events";
import { type Task, type TaskExit, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { leave } from "./leave";
import { checkRtcToken } from "./rtc-token";

/** Sandbox milliseconds after start at which each status is reached; the check happens with the second one. */
const timeline = [
  { status: taskStatus.initialised, afterMs: 300 },
  { status: taskStatus.starting, afterMs: 700 },
  { status: taskStatus.partlyReady, afterMs: 1200 },
  { status: taskStatus.ready, afterMs: 2000 },
] as const;

const minuteMs = 60_000;

/**
 * Brings a task from "accepted" to "recording": status 1 to 4 over two seconds, with the checks that Agora makes only
 * after start was answered (contract §2.2). A task that fails them exits with events 1, 41 and 11 (contract §5.4).
 */
export async function startUp(world: World, sid: string): Promise<void> {
  for (const { status, afterMs } of timeline) {
    const task = world.tasks.get(sid);
    if (task.phase !== "starting") return;
    if (task.status >= status) continue;
    if ((await world.clock.sleepUntil(task.startedAtMs + afterMs, world.closing)) === "aborted") return;
    world.tasks.change(sid, (changed) => {
      if (changed.phase === "starting") reach(world, changed, status);
    });
  }
}

function reach(world: World, task: Task, status: number): void {
  task.status = status;
  if (status === taskStatus.starting) {
    const fault = parameterFault(world, task);
    if (fault) leave(world, task, { reason: "failed", leaveCode: leaveCodes.initFailed, error: fault });
  }
  if (status === taskStatus.ready) {
    const ban = banFault(world, task);
    if (ban) {
      leave(world, task, { reason: "failed", leaveCode: leaveCodes.initFailed, error: ban });
      return;
    }
    const nowMs = world.clock.nowMs();
    task.phase = "recording";
    task.joinedMs = nowMs;
    task.nextProgressMs = nowMs + minuteMs;
    if (task.mode === "individual" && task.request.snapshotConfig) task.nextSnapshotMs = nowMs;
    // A web page recording joins no channel: event 70 tells that the page is shown (contract §5.4).
    if (task.mode !== "web") {
      task.said.push("recorderStarted");
      world.notices.emit(task, recorderStarted());
    }
    if (world.switches.now.sendsEvent13) world.notices.emit(task, highAvailability());
  }
}

/** A recorder that a kicking rule keeps out of its channel cannot join it (channel contract §3.3). */
export function banFault(
  { kickingRules, clock }: Pick<World, "kickingRules" | "clock">,
  task: Task,
): TaskExit["error"] {
  const recorder = { cname: task.cname, uid: task.uidInForce, ip: null };
  if (task.mode === "web" || !kickingRules.taking("join_channel", recorder, clock.nowMs())) return null;
  return { module: modules.recorder, errorCode: errorCodes.joinRejected, errorMsg: "banned by server" };
}

/** What of a start turns out wrong only now: the canvas (contract §2.4), or the recorder's token. */
function parameterFault(world: World, task: Task): TaskExit["error"] {
  if (task.mode === "web") return null;
  const gap = task.canvasGap == null ? null : { path: task.canvasGap, message: "is required" };
  const [issue] = task.mode === "mix" ? [...(gap ? [gap] : []), ...transcodingBounds(task.layout)] : [];
  if (issue) {
    const errorMsg = `invalid transcodingConfig: ${issue.path} ${issue.message}`;
    return { module: modules.recorder, errorCode: errorCodes.parameter, errorMsg };
  }
  const ban = banFault(world, task);
  if (ban || !world.switches.now.appCertificate) return ban;
  const { appId, appCertificate } = world.keys;
  const verdict = checkRtcToken(task.request.token, {
    appId,
    appCertificate,
    cname: task.cname,
    uid: task.uid,
    nowMs: world.clock.nowMs(),
  });
  if (!verdict.isGood) return { module: modules.recorder, errorCode: verdict.code, errorMsg: verdict.reason };
  task.tokenExpiresMs = verdict.expiresMs;
  return null;
}
