import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { makeMp4 } from "../media/mp4";
import { onePersonScene } from "../media/one-person-scene";
import { renderSlice, renderStill } from "../media/render-slice";
import type { PeopleScene } from "../media/scene";
import type { Recording } from "./pushes";
import { usualQuality } from "./history";
import { mediaStartMs, sliceOf } from "./slices";

/** What a live stream sends: one person's picture with their clock, and their tone. */
export function streamScene(uid: number): PeopleScene {
  return onePersonScene({ uid, aspect: "16:9", fps: usualQuality.fps, bitrateKbps: 1000, streamTypes: 2 });
}

/**
 * The media of live streams, rendered when it is first asked for and then kept on disk: what was on air at a moment
 * follows from the stream and the moment alone.
 */
export class FlsMedia {
  readonly #folder: string;
  readonly #closing: AbortSignal;
  readonly #making = new Map<string, Promise<string>>();

  constructor({ mediaDir, closing }: { mediaDir: string; closing: AbortSignal }) {
    this.#folder = join(mediaDir, "fls");
    this.#closing = closing;
  }

  /** The file of a slice. @throws FfmpegError; the signal's reason when the sandbox closes */
  slice(recording: Recording, number: number): Promise<string> {
    const { startMs, durationMs } = sliceOf(recording, number);
    // The last slice of a recording gets its length only when that ends.
    return this.#once(`${recording.pushId}-${recording.startMs}-${number}-${durationMs}.ts`, async (outFile) => {
      const spans = [{ fromMs: startMs, scene: streamScene(recording.uid) }];
      const positionSeconds = (startMs - mediaStartMs(recording)) / 1000;
      await renderSlice({ spans, startMs, durationMs, positionSeconds, outFile, signal: this.#closing });
    });
  }

  /** A still of a moment. */
  still(uid: number, atMs: number): Promise<string> {
    return this.#once(`${uid}-${atMs}.jpg`, async (outFile) => {
      await renderStill({
        spans: [{ fromMs: atMs, scene: streamScene(uid) }],
        startMs: atMs,
        outFile,
        signal: this.#closing,
      });
    });
  }

  /** Some slices as one MP4. */
  mp4(recording: Recording, first: number, count: number): Promise<string> {
    return this.#once(`${recording.pushId}-${recording.startMs}-${first}-${count}.mp4`, async (outFile) => {
      const slices = [];
      for (let number = first; number < first + count; number += 1) {
        const durationSeconds = sliceOf(recording, number).durationMs / 1000;
        slices.push({ path: await this.slice(recording, number), durationSeconds });
      }
      await makeMp4({ slices, outFile, signal: this.#closing });
    });
  }

  /** Forgets a file that will not be asked for again. */
  async forget(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  #once(name: string, make: (outFile: string) => Promise<void>): Promise<string> {
    const path = join(this.#folder, name);
    const going = this.#making.get(name) ?? this.#make(path, make).finally(() => this.#making.delete(name));
    this.#making.set(name, going);
    return going;
  }

  async #make(path: string, make: (outFile: string) => Promise<void>): Promise<string> {
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
    await mkdir(this.#folder, { recursive: true });
    const unfinished = `${path}.new`;
    await make(unfinished);
    await rename(unfinished, path);
    return path;
  }
}
