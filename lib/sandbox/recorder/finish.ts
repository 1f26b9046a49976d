import { rm } from "node:fs/promises";
import {
  error,
  errorCodes,
  modules,
  sessionExit,
  uploaded,
  uploadingProgress,
  webRecorderStopped,
} from "../notifications/events";
import { type Task, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { UploadError } from "./bucket";
import { packLastMp4s } from "./mp4-files";
import { putIndex } from "./playlists";
import { postponedOf } from "./request-facts";
import { taskFolder } from "./slice-files";
import { isPageFailure } from "./web-page";

/** Sandbox milliseconds that status 7 and 8 can be seen, and 20 after a failure. */
const restMs = { stopped: 300, exited: 300, abnormal: 5000 } as const;

/**
 * The last steps of an exiting task: MP4s and closed playlists, events 33, 31 or 32, and 11, status 7 and 8, gone
 * (contract §5.4). Each step is kept, so that a restarted sandbox goes on with the next one. `failure` is why slices
 * could not be uploaded, or null.
 */
export async function finish(world: World, sid: string, failure: unknown): Promise<void> {
  const task = world.tasks.get(sid);
  if (task.phase !== "exiting") return;
  if (task.status === taskStatus.stopRequested) await upload(world, task, failure);
  if (world.closing.aborted) return;
  const after = world.tasks.get(sid);
  if (after.status === taskStatus.abnormal) {
    await end(world, sid, taskStatus.abnormal, 1, restMs.abnormal);
  } else {
    await end(world, sid, taskStatus.exited, isPageFailure(after) ? 1 : 0, restMs.exited);
  }
}

async function upload(world: World, { sid }: Task, failure: unknown): Promise<void> {
  const { tasks, notices, slices, backups } = world;
  const hasFiles = slices.count(sid).recorded > 0;
  try {
    if (failure !== null) throw failure;
    await packLastMp4s(world, sid);
    const task = tasks.get(sid);
    for (const track of task.tracks.filter((one) => one.firstUploadMs !== null)) {
      await putIndex(world, task, track, true);
    }
    const isBackedUp = backups.keysOf(sid).length > 0;
    tasks.change(sid, (changed) => {
      changed.status = taskStatus.stopped;
      changed.uploadingStatus = isBackedUp ? "backuped" : "uploaded";
      if (hasFiles) {
        changed.lastProgress = 10_000;
        notices.emit(changed, uploadingProgress(10_000));
      }
      if (changed.mode === "web") notices.emit(changed, webRecorderStopped(changed));
      if (hasFiles) notices.emit(changed, uploaded(changed));
    });
  } catch (cause) {
    if (world.closing.aborted) return;
    world.log.warn({ sid, err: cause }, "a recording could not finish its files");
    const errorCode = cause instanceof UploadError ? cause.errorCode : errorCodes.filesFailed;
    const errorMsg = cause instanceof UploadError ? cause.message : "uploader failed to process files";
    tasks.change(sid, (changed) => {
      changed.status = taskStatus.abnormal;
      notices.emit(changed, error({ module: modules.uploader, errorCode, errorMsg }));
    });
    return;
  }
  await world.clock.sleepUntil(world.clock.nowMs() + restMs.stopped, world.closing);
}

/** Says goodbye, lets the last status be seen for a moment, and ends the task. */
async function end(world: World, sid: string, status: number, exitStatus: 0 | 1, showMs: number): Promise<void> {
  const { tasks, notices, clock, switches } = world;
  tasks.change(sid, (task) => {
    if (task.said.includes("sessionExit")) return;
    task.said.push("sessionExit");
    task.status = status;
    notices.emit(task, sessionExit(exitStatus));
  });
  if ((await clock.sleepUntil(clock.nowMs() + showMs, world.closing)) === "aborted") return;
  tasks.change(sid, (task) => {
    task.phase = "ended";
    const hasFiles = task.tracks.some((track) => track.firstUploadMs !== null);
    if (hasFiles && status !== taskStatus.abnormal && postponedOf(task) !== null) {
      task.postponedUntilMs = clock.nowMs() + switches.now.postponedAfterSeconds * 1000;
    }
  });
  await rm(taskFolder(world, sid), { recursive: true, force: true });
}
