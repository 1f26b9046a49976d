import type { SandboxClock } from "../clock";
import type { Faults } from "../faults";
import type { SandboxLog } from "../log";
import { type Content, putObject, UploadError } from "../recorder/bucket";
import type { TaskStorage } from "../state/tasks";
import type { StoreAddress } from "../world";
import { playlistUpTo } from "./clips";
import { playlistOf } from "./live";
import type { FlsMedia } from "./media";
import { mp4sOf } from "./mp4s";
import { slicePath } from "./names";
import type { Pushes, Recording } from "./pushes";
import type { FlsSettings, StorageConfig } from "./settings";
import { countOf } from "./slices";

type Needs = {
  clock: SandboxClock;
  faults: Faults;
  store: StoreAddress;
  closing: AbortSignal;
  log: SandboxLog;
  settings: FlsSettings;
  pushes: Pushes;
  media: FlsMedia;
};

/**
 * So many slices at once, so that a long backlog does not keep other streams waiting; somebody waits for the files of a
 * recording that is over.
 */
const slicesATurn = { going: 1, over: 3 } as const;

/** Why an upload was given up, in words for the control API. */
export function failureOf(error: unknown): string {
  return error instanceof UploadError ? "the store refuses these keys or this bucket" : "the store is out of reach";
}

/**
 * Puts custom recordings into the customer's bucket, slice by slice, with the keys that were configured. Keys that do
 * not work end a recording's upload without a word to anybody, as with Agora; the control API shows why.
 */
export class CustomUploads {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /**
   * Uploads some of what is due of every custom recording, those that are over first. `onTurn` is called after each, for
   * the others may take long. Returns whether more is due.
   */
  async work(onTurn: () => void): Promise<boolean> {
    const { closing, log } = this.#needs;
    let isMoreDue = false;
    const served = new Set<string>();
    for (let recording = this.#next(served); recording && !closing.aborted; recording = this.#next(served)) {
      served.add(turnOf(recording));
      try {
        if (await this.#upload(recording)) isMoreDue = true;
      } catch (error) {
        if (closing.aborted) return false;
        log.warn({ stream: recording.stream, err: error }, "a custom recording is not uploaded any more");
        this.#change(recording, { failure: failureOf(error) });
      }
      onTurn();
    }
    return isMoreDue;
  }

  /** Looked up anew for each turn: a recording that ended while others had theirs comes next. */
  #next(served: ReadonlySet<string>): Recording | undefined {
    const waiting = this.#needs.pushes
      .unfinished()
      .filter((one) => one.kind === "custom" && one.failure === null && !served.has(turnOf(one)));
    return waiting.find(({ endMs }) => endMs !== null) ?? waiting[0];
  }

  /** Whether all files of a recording that is over are in the bucket. */
  isComplete(recording: Recording): boolean {
    return recording.endMs !== null && recording.uploadedSlices > countOf(recording, recording.endMs);
  }

  /** Puts one file with the keys of a configuration. @throws UploadError, StoreUnreachable */
  async put(storage: StorageConfig, stream: string, key: string, content: Content): Promise<void> {
    const full: TaskStorage = { ...storage, region: storage.region ?? 0 };
    await putObject(this.#needs, { storage: full, cname: stream, uid: "0" }, key, content);
  }

  /** Returns whether there is more of it to upload now. */
  async #upload(recording: Recording): Promise<boolean> {
    const { settings, clock, media } = this.#needs;
    const { entryPoint, area, stream, storageMark } = recording;
    const storage =
      settings.get("storage", storageMark ?? "") ?? settings.get("customRecord", entryPoint, area)?.storage;
    if (!storage) throw new UploadError(0, "there is no storage");
    const count = countOf(recording, clock.nowMs());
    const until = Math.min(count, recording.uploadedSlices + slicesATurn[recording.endMs === null ? "going" : "over"]);
    let current = recording;
    for (let number = recording.uploadedSlices; number < until; number += 1) {
      const file = await media.slice(current, number);
      if (current.hls) await this.put(storage, stream, slicePath("custom", current, number), { file });
      if (!current.mp4) await media.forget(file);
      current = this.#change(current, { uploadedSlices: number + 1 });
      if (current.hls) await this.#putPlaylist(storage, current, number + 1, false);
      current = await this.#putMp4s(storage, current, number + 1);
    }
    // A push that ended meanwhile has one more slice than were counted: the next turn sees it.
    if (recording.endMs === null || current.uploadedSlices < count) return current.uploadedSlices < count;
    await this.#finish(storage, current, count);
    return false;
  }

  async #finish(storage: StorageConfig, recording: Recording, count: number): Promise<void> {
    if (count > 0 && recording.hls) await this.#putPlaylist(storage, recording, count, true);
    await this.#putMp4s(storage, recording, count);
    // One more than there are: everything is there.
    this.#change(recording, { uploadedSlices: count + 1 });
  }

  /** Puts the MP4s that are complete with so many slices. */
  async #putMp4s(storage: StorageConfig, recording: Recording, slices: number): Promise<Recording> {
    const { media } = this.#needs;
    let current = recording;
    for (const { number, path, first, count } of mp4sOf(recording, slices).slice(recording.uploadedMp4s)) {
      const file = await media.mp4(recording, first, count);
      await this.put(storage, recording.stream, path, { file });
      await media.forget(file);
      current = this.#change(current, { uploadedMp4s: number + 1 });
    }
    return current;
  }

  /** Lists no more than is in the bucket: however long a backlog is, whoever reads along gets every file. */
  async #putPlaylist(storage: StorageConfig, recording: Recording, count: number, hasEnded: boolean): Promise<void> {
    const text = playlistUpTo(recording, count, hasEnded);
    await this.put(storage, recording.stream, playlistOf(recording), { text });
  }

  /** The row may have ended meanwhile: only what is given changes. */
  #change(recording: Recording, change: Partial<Recording>): Recording {
    const { pushes } = this.#needs;
    const changed = { ...(pushes.recording(recording.id) ?? recording), ...change };
    pushes.save(changed);
    return changed;
  }
}

/** A recording has one turn while it goes on, and another when it is over. */
function turnOf({ id, endMs }: Recording): string {
  return `${id} ${endMs === null ? "going" : "over"}`;
}
