import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { renderPlaylist } from "../media/playlist";
import { renderSlice } from "../media/render-slice";
import { encodedSize } from "../media/scene";
import { fileInfos, slowUpload, uploaderStarted } from "../notifications/events";
import type { Slice } from "../state/slices";
import { type CompositeTask, type Task, taskStatus } from "../state/tasks";
import type { World } from "../world";
import { putObject } from "./bucket";
import { indexKey, keyOf, wantsMp4 } from "./server-response";

/**
 * Renders and uploads the closed slices of one task, one after another and apart from the API: each slice is put into
 * the bucket before the playlist that names it.
 */
export class SlicePipeline {
  readonly #world: World;
  readonly #sid: string;
  #running: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(world: World, sid: string) {
    this.#world = world;
    this.#sid = sid;
  }

  /** Why it gave up; null while it has not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Takes up whatever is waiting, unless it is at work already or has failed. `onFailure` is told once. */
  push(onFailure: (error: unknown) => void): void {
    if (this.#running || this.#failure !== null || this.#next() === undefined) return;
    this.#running = this.#work()
      .catch((error: unknown) => {
        this.#failure = error;
        onFailure(error);
      })
      .finally(() => {
        this.#running = null;
        this.push(onFailure);
      });
  }

  /** Resolves when nothing is left to upload, or nothing more can be. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #work(): Promise<void> {
    for (let slice = this.#next(); slice !== undefined; slice = this.#next()) {
      if (this.#world.closing.aborted) return;
      await this.#produce(slice);
    }
  }

  #next(): Slice | undefined {
    return this.#world.closing.aborted ? undefined : this.#world.slices.waiting(this.#sid)[0];
  }

  async #produce(slice: Slice): Promise<void> {
    const { tasks, slices, notices, counters, db } = this.#world;
    const { durationSeconds } = await renderToDisk(this.#world, slice);
    tasks.change(this.#sid, (task) => {
      if (task.said.includes("uploaderStarted")) return;
      task.said.push("uploaderStarted");
      notices.emit(task, uploaderStarted());
    });
    const before = composite(tasks.get(this.#sid));
    const file = slicePath(this.#world, slice);
    const tries = await putObject(this.#world, before.storage, keyOf(before, slice.fileName), { file });
    db.transaction(() => {
      slices.markUploaded(slice, durationSeconds);
      counters.add("slicesUploaded");
      if (tries > 1) tasks.change(this.#sid, (task) => notices.emit(task, slowUpload()));
    });
    if (!wantsMp4(before)) await rm(file, { force: true });
    await putPlaylist(this.#world, before, false);
    tasks.change(this.#sid, (task) => {
      task.firstUploadMs ??= slice.startMs;
      if (task.phase === "recording") task.status = taskStatus.inProgress;
      if (task.said.includes("fileInfos")) return;
      task.said.push("fileInfos");
      notices.emit(task, fileInfos(task));
    });
  }
}

/** Renders a slice into the task's folder; the same slice always gives the same pictures. */
export async function renderToDisk(world: World, slice: Slice): Promise<{ durationSeconds: number }> {
  await mkdir(taskFolder(world, slice.sid), { recursive: true });
  return renderSlice({
    scene: slice.scene,
    startMs: slice.startMs,
    durationMs: slice.durationMs,
    positionSeconds: slice.positionMs / 1000,
    outFile: slicePath(world, slice),
    signal: world.closing,
  });
}

/** Rewrites the playlist of a task with the slices uploaded so far. */
export async function putPlaylist(world: World, task: CompositeTask, hasEnded: boolean): Promise<void> {
  const { streamTypes = 2, privateParams } = task.request.recordingConfig ?? {};
  const tracks = ([["AUDIO"], ["VIDEO"], ["AUDIO", "VIDEO"]] as const)[streamTypes];
  const text = renderPlaylist(
    world.slices.uploaded(task.sid).map((slice) => ({
      fileName: slice.fileName,
      durationSeconds: slice.playedSeconds ?? slice.durationMs / 1000,
      startMs: slice.startMs,
      ...(streamTypes === 0 ? { width: 0, height: 0 } : encodedSize(slice.scene)),
      startingTracks: slice.isRestart ? tracks : [],
    })),
    { hasEnded, correctExtinf: wantsCorrectExtinf(privateParams) },
  );
  await putObject(world, task.storage, indexKey(task), { text });
}

/** Where a task's media waits. */
export function taskFolder({ mediaDir }: Pick<World, "mediaDir">, sid: string): string {
  return join(mediaDir, sid);
}

/** A channel name may hold characters that a file system does not take, so the name on disk is the number. */
export function slicePath(world: Pick<World, "mediaDir">, { sid, number }: Pick<Slice, "sid" | "number">): string {
  return join(taskFolder(world, sid), `${number}.ts`);
}

/** The task as what the pipeline is for. @throws Error for a task of another mode, which never gets a pipeline. */
export function composite(task: Task): CompositeTask {
  if (task.mode !== "mix") throw new Error(`task ${task.sid} is not a composite recording`);
  return task;
}

/** `privateParams` is JSON text of the caller's (contract §2.3); one that is not JSON changes nothing. */
function wantsCorrectExtinf(privateParams: string | undefined): boolean {
  try {
    const params: unknown = JSON.parse(privateParams ?? "{}");
    return typeof params === "object" && params !== null && "correctEXTINF" in params && params.correctEXTINF === true;
  } catch {
    return false;
  }
}
