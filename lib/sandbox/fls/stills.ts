import type { SandboxClock } from "../clock";
import type { SandboxLog } from "../log";
import type { CustomUploads } from "./custom-uploads";
import { newStill, type FlsEvent } from "./events";
import type { FlsMedia } from "./media";
import { type RecordingKind, stillPath } from "./names";
import type { Push, Pushes } from "./pushes";
import type { FlsSettings, StillConfig } from "./settings";

type Needs = {
  clock: SandboxClock;
  log: SandboxLog;
  closing: AbortSignal;
  settings: FlsSettings;
  pushes: Pushes;
  media: FlsMedia;
  uploads: CustomUploads;
  emit: (event: FlsEvent) => void;
};

/** Takes a still of every stream on air, every so many seconds (FLS contract §2.9), and tells of it (events 4, 102). */
export class Stills {
  readonly #needs: Needs;
  /** When the next still of a push is due, by kind. */
  readonly #nextMs = new Map<string, number>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Takes what is due and returns when the next one is. */
  async take(): Promise<number> {
    const { pushes, settings, clock } = this.#needs;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const push of pushes.live()) {
      for (const kind of ["standard", "custom"] as const) {
        const config = settings.get(`${kind}Stills`, push.entryPoint, push.area);
        if (!config?.isEnabled) continue;
        const key = `${kind} ${push.id}`;
        const dueMs = this.#nextMs.get(key) ?? clock.nowMs();
        if (dueMs <= clock.nowMs()) {
          // A clock that was moved on took no stills in between.
          this.#nextMs.set(key, clock.nowMs() + config.intervalSeconds * 1000);
          await this.#takeOne(kind, push, config);
        }
        nextMs = Math.min(nextMs, this.#nextMs.get(key) ?? nextMs);
      }
    }
    return nextMs;
  }

  async #takeOne(kind: RecordingKind, push: Push, { storage }: StillConfig): Promise<void> {
    const { clock, media, uploads, emit, log, closing } = this.#needs;
    // Its name tells the second, so the picture is of that second.
    const atMs = Math.floor(clock.nowMs() / 1000) * 1000;
    const path = stillPath(kind, { ...push, pushId: push.id }, atMs);
    try {
      if (kind === "custom" && storage) {
        await uploads.put(storage, push.stream, path, { file: await media.still(push.uid, atMs) });
      }
      emit(newStill(kind, push, path));
    } catch (error) {
      // Silent, as with Agora: only the file and its event are missing.
      if (!closing.aborted) log.warn({ stream: push.stream, err: error }, "a still was not uploaded");
    }
  }
}
