import { leaveReasons } from "../channels/leave-reasons";
import { errorCodes, leaveCodes, modules, uploadingProgress } from "../notifications/events";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { UploadError } from "./bucket";
import { endFailover } from "./failover";
import { finish } from "./finish";
import { leave } from "./leave";
import { planOf, receptionFor } from "./plan";
import { announceStreams, cutSlices, followPlan, nextCutMs } from "./slicing";
import { SlicePipeline } from "./slice-pipeline";
import { takeSnapshots } from "./snapshots";
import { banFault, startUp } from "./start-up";
import { isSending } from "./subscription";
import { openPage } from "./web-page";
import type { WakeUp } from "./wake-up";

const minuteMs = 60_000;

/**
 * The life of one recording, from where its task stands to its end. It may be called again after a restart: everything
 * it knows is in the state.
 */
export async function recordTask(world: World, sid: string, wakeUp: WakeUp): Promise<void> {
  await startUp(world, sid);
  const pipeline = new SlicePipeline(world, sid);
  const push = () => pipeline.push((error) => giveUp(world, sid, error));
  const page = openPage(world, sid);
  try {
    while (!world.closing.aborted && world.tasks.get(sid).phase === "recording") {
      const nextMs = tick(world, sid);
      page.follow();
      push();
      if (world.tasks.get(sid).phase === "recording") await wakeUp.waitUntil(world.clock, nextMs, world.closing);
    }
  } finally {
    await page.close();
  }
  push();
  await pipeline.drained();
  if (!world.closing.aborted) await finish(world, sid, pipeline.failure);
}

/** Does what is due now and returns when something is due next. */
function tick(world: World, sid: string): number {
  const nowMs = world.clock.nowMs();
  let nextMs = Number.POSITIVE_INFINITY;
  world.tasks.change(sid, (task) => {
    if (task.phase !== "recording") return;
    if (task.failover !== null && nowMs >= task.failover.untilMs) {
      endFailover(world, task);
      const error = banFault(world, task);
      if (error) leave(world, task, { reason: "failed", leaveCode: leaveCodes.clientLeave, error });
      if (error) return;
    }
    const plan = planOf(world, task, nowMs);
    cutSlices(world, task, plan, nowMs);
    tellProgress(world, task, nowMs);
    const idleEndsMs = watchIdle(world, task, nowMs);
    if (exitWhenDue(world, task, nowMs, idleEndsMs)) return;
    followPlan(world, task, plan, nowMs);
    takeSnapshots(world, task, nowMs);
    if (task.failover === null) announceStreams(world, task, receptionFor(world, task), nowMs);
    nextMs = Math.min(
      nextCutMs(world, task),
      plan.changesAtMs,
      task.nextProgressMs,
      task.nextSnapshotMs ?? Number.POSITIVE_INFINITY,
      task.failover?.untilMs ?? Number.POSITIVE_INFINITY,
      idleEndsMs,
      task.tokenExpiresMs ?? Number.POSITIVE_INFINITY,
    );
  });
  return nextMs;
}

/** Event 33, every minute: files uploaded of files recorded (contract §5.3). */
function tellProgress(world: World, task: Task, nowMs: number): void {
  if (nowMs < task.nextProgressMs) return;
  while (task.nextProgressMs <= nowMs) task.nextProgressMs += minuteMs;
  const { recorded, uploaded } = world.slices.count(task.sid);
  const progress = recorded === 0 ? 0 : Math.floor((uploaded / recorded) * 10_000);
  task.lastProgress = Math.max(task.lastProgress, progress);
  world.notices.emit(task, uploadingProgress(task.lastProgress));
}

/** When the channel will have been idle for too long: no host in a live channel, nobody in another (contract §2.3). */
function watchIdle(world: World, task: Task, nowMs: number): number {
  if (task.mode === "web") return Number.POSITIVE_INFINITY;
  const { channelType = 0, maxIdleTime = 30 } = task.request.recordingConfig ?? {};
  const isIdle = !world.people.in(task.cname).some((person) => isSending(person, channelType));
  task.idleSinceMs = isIdle ? (task.idleSinceMs ?? nowMs) : null;
  return task.idleSinceMs === null ? Number.POSITIVE_INFINITY : task.idleSinceMs + maxIdleTime * 1000;
}

/** Returns whether the task exits now. */
function exitWhenDue(world: World, task: Task, nowMs: number, idleEndsMs: number): boolean {
  if (task.mode === "web") {
    if (nowMs >= task.web.endsMs) {
      task.web = { ...task.web, stopCode: 1, stopMessage: "max_recording_hour" };
      leave(world, task, { reason: "stop", leaveCode: leaveCodes.clientLeave, error: null });
    }
  } else if (world.people.find(task.cname, task.uidInForce)) {
    // Two users with one uid: the recorder is the one that is put out (contract §1.6).
    leave(world, task, {
      reason: "failed",
      leaveCode: leaveCodes.clientLeave,
      error: null,
      channelReason: leaveReasons.replaced,
    });
  } else if (task.tokenExpiresMs !== null && nowMs >= task.tokenExpiresMs) {
    const error = { module: modules.recorder, errorCode: 109, errorMsg: "token has expired" };
    const channelReason = leaveReasons.token;
    leave(world, task, { reason: "failed", leaveCode: leaveCodes.clientLeave, error, channelReason });
  } else if (nowMs >= idleEndsMs) {
    leave(world, task, { reason: "idle", leaveCode: leaveCodes.noUsers, error: null });
  }
  return task.phase === "exiting";
}

/** Ends a recording whose slices cannot be rendered or uploaded. */
function giveUp(world: World, sid: string, error: unknown): void {
  if (world.closing.aborted) return;
  const isUpload = error instanceof UploadError;
  world.log.warn({ sid, err: error }, "a recording gave up on its files");
  const errorCode = isUpload ? error.errorCode : errorCodes.filesFailed;
  const errorMsg = isUpload ? error.message : "uploader failed to process files";
  const fault = { module: modules.uploader, errorCode, errorMsg };
  world.recorders.exit(sid, { reason: "failed", leaveCode: leaveCodes.clientLeave, error: fault });
}
