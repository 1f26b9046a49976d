import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { mp4FileName } from "../media/file-names";
import { makeMp4 } from "../media/mp4";
import { error, errorCodes, modules, sessionExit, uploaded, uploadingProgress } from "../notifications/events";
import { type CompositeTask, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { putObject, UploadError } from "./bucket";
import { keyOf, wantsMp4 } from "./server-response";
import { composite, putPlaylist, renderToDisk, slicePath, taskFolder } from "./slice-pipeline";

/** Sandbox milliseconds that status 7 and 8 can be seen, and 20 after a failure. */
const restMs = { stopped: 300, exited: 300, abnormal: 5000 } as const;

/**
 * The last steps of an exiting task: MP4 and closed playlist, events 33, 31 and 11, status 7 and 8, gone (contract
 * §5.4). Each step is kept, so that a restarted sandbox goes on with the next one. `failure` is why slices could not be
 * uploaded, or null.
 */
export async function finish(world: World, sid: string, failure: unknown): Promise<void> {
  const task = composite(world.tasks.get(sid));
  if (task.phase !== "exiting") return;
  if (task.status === taskStatus.stopRequested) await upload(world, task, failure);
  if (world.closing.aborted) return;
  if (world.tasks.get(sid).status === taskStatus.abnormal) {
    await end(world, sid, taskStatus.abnormal, 1, restMs.abnormal);
  } else {
    await end(world, sid, taskStatus.exited, 0, restMs.exited);
  }
}

async function upload(world: World, task: CompositeTask, failure: unknown): Promise<void> {
  const { tasks, notices } = world;
  const hasFiles = world.slices.count(task.sid).recorded > 0;
  try {
    if (failure !== null) throw failure;
    const mp4Names = hasFiles && wantsMp4(task) ? [await putMp4(world, task)] : [];
    if (hasFiles) await putPlaylist(world, task, true);
    tasks.change(task.sid, (changed) => {
      changed.mp4Names = mp4Names;
      changed.status = taskStatus.stopped;
      changed.uploadingStatus = "uploaded";
      if (!hasFiles) return;
      changed.lastProgress = 10_000;
      notices.emit(changed, uploadingProgress(10_000));
      notices.emit(changed, uploaded(changed));
    });
  } catch (cause) {
    if (world.closing.aborted) return;
    world.log.warn({ sid: task.sid, err: cause }, "a recording could not finish its files");
    const errorCode = cause instanceof UploadError ? cause.errorCode : errorCodes.filesFailed;
    const errorMsg = cause instanceof UploadError ? cause.message : "uploader failed to process files";
    tasks.change(task.sid, (changed) => {
      changed.status = taskStatus.abnormal;
      notices.emit(changed, error({ module: modules.uploader, errorCode, errorMsg }));
    });
    return;
  }
  await world.clock.sleepUntil(world.clock.nowMs() + restMs.stopped, world.closing);
}

/** Says goodbye, lets the last status be seen for a moment, and ends the task. */
async function end(world: World, sid: string, status: number, exitStatus: 0 | 1, showMs: number): Promise<void> {
  const { tasks, notices, clock } = world;
  tasks.change(sid, (task) => {
    if (task.said.includes("sessionExit")) return;
    task.said.push("sessionExit");
    task.status = status;
    notices.emit(task, sessionExit(exitStatus));
  });
  if ((await clock.sleepUntil(clock.nowMs() + showMs, world.closing)) === "aborted") return;
  tasks.change(sid, (task) => {
    task.phase = "ended";
  });
  await rm(taskFolder(world, sid), { recursive: true, force: true });
}

/** Joins all slices into one MP4 and uploads it; returns its name. */
async function putMp4(world: World, task: CompositeTask): Promise<string> {
  const slices = world.slices.uploaded(task.sid);
  for (const slice of slices) {
    // A restart may have lost what was already uploaded; a slice can always be made again.
    if (!(await isThere(slicePath(world, slice)))) await renderToDisk(world, slice);
  }
  const file = join(taskFolder(world, task.sid), "0.mp4");
  const files = slices.map((slice) => ({
    path: slicePath(world, slice),
    durationSeconds: slice.playedSeconds ?? slice.durationMs / 1000,
  }));
  await makeMp4({ slices: files, outFile: file, signal: world.closing });
  const name = mp4FileName({ sid: task.sid, channelName: task.cname }, 0);
  await putObject(world, task.storage, keyOf(task, name), { file });
  return name;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
