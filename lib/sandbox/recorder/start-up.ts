import { transcodingBounds } from "@/lib/agora/cloud-recording/schemas";
import { errorCodes, leaveCodes, modules, recorderStarted } from "../notifications/events";
import { type CompositeTask, type TaskExit, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { leave } from "./leave";
import { checkRtcToken } from "./rtc-token";
import { composite } from "./slice-pipeline";

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
      if (changed.phase === "starting") reach(world, composite(changed), status);
    });
  }
}

function reach(world: World, task: CompositeTask, status: number): void {
  task.status = status;
  if (status === taskStatus.starting) {
    const fault = parameterFault(world, task);
    if (fault) leave(world, task, { reason: "failed", leaveCode: leaveCodes.initFailed, error: fault });
  }
  if (status === taskStatus.ready) {
    task.phase = "recording";
    task.said.push("recorderStarted");
    task.nextProgressMs = world.clock.nowMs() + minuteMs;
    world.notices.emit(task, recorderStarted());
  }
}

/** What of a start turns out wrong only now: the canvas (contract §2.4), or the recorder's token. */
function parameterFault(world: World, task: CompositeTask): TaskExit["error"] {
  const [issue] = transcodingBounds(task.layout);
  if (issue) {
    const errorMsg = `invalid transcodingConfig: ${issue.path} ${issue.message}`;
    return { module: modules.recorder, errorCode: errorCodes.parameter, errorMsg };
  }
  if (!world.switches.now.appCertificate) return null;
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
