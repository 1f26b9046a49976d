import { mkdir, rm } from "node:fs/promises";
import { renderStill } from "../media/render-slice";
import { fileInfos, slowUpload, snapshotFile, uploaderStarted } from "../notifications/events";
import type { Slice, Upload } from "../state/slices";
import { taskStatus } from "../state/tasks";
import { dropFramesBefore } from "../web/page-frames";
import type { World } from "../world";
import { putOrBackUp, type Put } from "./backup";
import { packFullMp4s } from "./mp4-files";
import { putIndex } from "./playlists";
import { wantsMp4 } from "./request-facts";
import { keyOf } from "./server-response";
import { renderToDisk, slicePath, taskFolder } from "./slice-files";
import { getTrack } from "./tracks";

/**
 * Renders and uploads the closed slices and stills of one task, one after another and apart from the API: each slice is
 * put into the bucket before the playlist that names it.
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
      await (slice.kind === "snapshot" ? this.#produceStill(slice) : this.#produce(slice));
    }
  }

  #next(): Slice | undefined {
    return this.#world.closing.aborted ? undefined : this.#world.slices.nextWaiting(this.#sid);
  }

  async #produce(slice: Slice): Promise<void> {
    const { tasks, notices } = this.#world;
    const rendered = await renderToDisk(this.#world, slice);
    this.#sayStarted();
    const file = slicePath(this.#world, slice);
    const put = await this.#put(slice, file);
    const { durationSeconds: playedSeconds, bytes: sizeBytes } = rendered;
    this.#markUploaded(slice, put, { playedSeconds, sizeBytes, isOnBackup: put.isOnBackup });
    const before = tasks.get(this.#sid);
    if (!wantsMp4(before)) await rm(file, { force: true });
    await putIndex(this.#world, before, getTrack(before, slice.trackId), false);
    tasks.change(this.#sid, (task) => {
      getTrack(task, slice.trackId).firstUploadMs ??= slice.startMs;
      if (task.phase === "recording") task.status = taskStatus.inProgress;
      if (task.said.includes("fileInfos")) return;
      task.said.push("fileInfos");
      notices.emit(task, fileInfos(task, this.#world.switches.now));
    });
    await packFullMp4s(this.#world, this.#sid, slice.trackId);
    const scene = slice.spans[0]?.scene;
    if (scene?.kind === "page") await dropFramesBefore(scene.framesDir, slice.startMs + slice.durationMs);
  }

  async #produceStill(slice: Slice): Promise<void> {
    const file = slicePath(this.#world, slice);
    await mkdir(taskFolder(this.#world, slice.sid), { recursive: true });
    const { spans, startMs } = slice;
    const sizeBytes = await renderStill({ spans, startMs, outFile: file, signal: this.#world.closing });
    this.#sayStarted();
    const put = await this.#put(slice, file);
    this.#markUploaded(slice, put, { playedSeconds: 0, sizeBytes, isOnBackup: put.isOnBackup });
    await rm(file, { force: true });
    this.#world.tasks.change(this.#sid, (task) => {
      if (task.phase === "recording") task.status = taskStatus.inProgress;
      this.#world.notices.emit(task, snapshotFile(keyOf(task, slice.fileName)));
    });
  }

  async #put(slice: Slice, file: string): Promise<Put> {
    const task = this.#world.tasks.get(this.#sid);
    return putOrBackUp(this.#world, task, keyOf(task, slice.fileName), { file });
  }

  #sayStarted(): void {
    const { tasks, notices } = this.#world;
    tasks.change(this.#sid, (task) => {
      if (task.said.includes("uploaderStarted")) return;
      task.said.push("uploaderStarted");
      notices.emit(task, uploaderStarted());
    });
  }

  #markUploaded(slice: Slice, put: Put, upload: Upload): void {
    const { tasks, slices, notices, counters, db } = this.#world;
    db.transaction(() => {
      slices.markUploaded(slice, upload);
      counters.add("slicesUploaded");
      const isLate = put.isOnBackup || put.tries > 1;
      if (isLate) tasks.change(this.#sid, (task) => notices.emit(task, slowUpload(put.isOnBackup)));
    });
  }
}
