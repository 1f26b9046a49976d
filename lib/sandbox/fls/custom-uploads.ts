import type { SandboxClock } from "../clock";
import type { Faults } from "../faults";
import type { SandboxLog } from "../log";
import { type Content, putObject, UploadError } from "../recorder/bucket";
import type { TaskStorage } from "../state/tasks";
import type { SwitchBoard } from "../state/switches";
import type { StoreAddress } from "../world";
import { recordingPlaylist } from "./clips";
import { playlistOf } from "./live";
import type { FlsMedia } from "./media";
import { mp4Path, slicePath } from "./names";
import type { Pushes, Recording } from "./pushes";
import type { FlsSettings, StorageConfig } from "./settings";
import { countOf } from "./slices";

type Needs = {
  clock: SandboxClock;
  faults: Faults;
  store: StoreAddress;
  closing: AbortSignal;
  log: SandboxLog;
  switches: SwitchBoard;
  settings: FlsSettings;
  pushes: Pushes;
  media: FlsMedia;
};

/** So many slices at once, so that a long backlog does not keep other streams waiting. */
const slicesATurn = 3;

/**
 * Puts custom recordings into the customer's bucket, slice by slice, with the keys that were configured. Keys that do
 * not work end a recording's upload without a word to anybody, as with Agora; the control API shows why.
 */
export class CustomUploads {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Uploads what is due of every custom recording. */
  async work(): Promise<void> {
    const { pushes, closing, log } = this.#needs;
    for (const recording of pushes.unfinished()) {
      if (recording.kind !== "custom" || recording.failure !== null || closing.aborted) continue;
      try {
        await this.#upload(recording);
      } catch (error) {
        if (closing.aborted) return;
        log.warn({ stream: recording.stream, err: error }, "a custom recording is not uploaded any more");
        const failure =
          error instanceof UploadError ? "the store refuses these keys or this bucket" : "the store is out of reach";
        this.#change(recording, { failure });
      }
    }
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

  async #upload(recording: Recording): Promise<void> {
    const { settings, clock, media } = this.#needs;
    const { entryPoint, area, stream } = recording;
    const storage = settings.get("customRecord", entryPoint, area)?.storage;
    if (!storage) throw new UploadError(0, "there is no storage");
    const count = countOf(recording, clock.nowMs());
    const until = Math.min(count, recording.uploadedSlices + slicesATurn);
    let current = recording;
    for (let number = recording.uploadedSlices; number < until; number += 1) {
      const file = await media.slice(current, number);
      if (current.hls) await this.put(storage, stream, slicePath("custom", current, number), { file });
      if (!current.mp4) await media.forget(file);
      current = this.#change(current, { uploadedSlices: number + 1 });
      if (current.hls) await this.#putPlaylist(storage, current);
    }
    // A push that ended meanwhile has one more slice than were counted: the next turn sees it.
    if (recording.endMs === null || current.uploadedSlices < count) return;
    await this.#finish(storage, current, count);
  }

  async #finish(storage: StorageConfig, recording: Recording, count: number): Promise<void> {
    const { media, switches } = this.#needs;
    if (count > 0 && recording.hls) await this.#putPlaylist(storage, recording);
    const each = Math.max(1, Math.floor((switches.now.flsMp4Minutes * 60_000) / recording.sliceMs));
    for (let first = 0; recording.mp4 && first < count; first += each) {
      const length = Math.min(each, count - first);
      const endMs = recording.startMs + recording.leadMs + (first + length) * recording.sliceMs;
      const file = await media.mp4(recording, first, length);
      const path = mp4Path("custom", recording, first / each, Math.min(recording.endMs ?? endMs, endMs));
      await this.put(storage, recording.stream, path, { file });
      await media.forget(file);
    }
    // One more than there are: everything is there.
    this.#change(recording, { uploadedSlices: count + 1 });
  }

  async #putPlaylist(storage: StorageConfig, recording: Recording): Promise<void> {
    const text = recordingPlaylist(recording, this.#needs.clock.nowMs());
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
