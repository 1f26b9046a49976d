import type { SandboxClock } from "../clock";
import type { SandboxLog } from "../log";
import { type CustomUploads, failureOf } from "./custom-uploads";
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
  media: Pick<FlsMedia, "still">;
  uploads: Pick<CustomUploads, "put">;
  emit: (event: FlsEvent) => void;
};

/** Takes a still of every stream on air, every so many seconds (FLS contract §2.9), and tells of it (events 4, 102). */
export class Stills {
  readonly #needs: Needs;
  /** When the latest still of a push on air was taken, by kind. */
  #takenMs = new Map<string, number>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Takes what is due and returns when the next one is. */
  async take(): Promise<number> {
    const { pushes, settings, clock } = this.#needs;
    let nextMs = Number.POSITIVE_INFINITY;
    const takenMs = new Map<string, number>();
    for (const push of pushes.live()) {
      for (const kind of ["standard", "custom"] as const) {
        const config = settings.get(`${kind}Stills`, push.entryPoint, push.area);
        const key = `${kind} ${push.id}`;
        let lastMs = this.#takenMs.get(key) ?? Number.NEGATIVE_INFINITY;
        const intervalMs = (config?.intervalSeconds ?? 0) * 1000;
        if (config?.isEnabled && lastMs + intervalMs <= clock.nowMs()) {
          // A clock that was moved on took no stills in between.
          lastMs = clock.nowMs();
          await this.#takeOne(kind, push, config);
        }
        if (config?.isEnabled) nextMs = Math.min(nextMs, lastMs + intervalMs);
        takenMs.set(key, lastMs);
      }
    }
    // Those of pushes that ended are not needed any more.
    this.#takenMs = takenMs;
    return nextMs;
  }

  async #takeOne(kind: RecordingKind, push: Push, { storage }: StillConfig): Promise<void> {
    const { clock, media, uploads, settings, emit, log, closing } = this.#needs;
    const { entryPoint, stream } = push;
    // Its name tells the second, so the picture is of that second.
    const atMs = Math.floor(clock.nowMs() / 1000) * 1000;
    const path = stillPath(kind, { ...push, pushId: push.id }, atMs);
    try {
      if (kind === "custom" && storage) {
        await uploads.put(storage, stream, path, { file: await media.still(push.uid, atMs) });
        settings.delete("stillFailure", entryPoint, stream);
      }
      if (kind === "standard") settings.set("takenStill", [push.id, `${atMs}`], { atMs });
      emit(newStill(kind, push, path));
    } catch (error) {
      // Silent, as with Agora: only the file and its event are missing.
      if (closing.aborted) return;
      log.warn({ stream, err: error }, "a still was not uploaded");
      settings.set("stillFailure", [entryPoint, stream], { entryPoint, stream, atMs, failure: failureOf(error) });
    }
  }
}
