import type { Faults } from "../faults";
import type { SandboxClock } from "../clock";
import type { SandboxLog } from "../log";
import type { StateDatabase } from "../state/database";
import type { SwitchBoard } from "../state/switches";
import type { StoreAddress } from "../world";
import { WakeUp } from "../recorder/wake-up";
import { CustomUploads } from "./custom-uploads";
import { newRecordFile, type FlsEvent } from "./events";
import { seedHistory } from "./history";
import { type LiveParts, playlistOf, reconcile, restart } from "./live";
import { FlsMedia } from "./media";
import { mp4Path } from "./names";
import { Pushes, type Push, type Recording } from "./pushes";
import { FlsSettings } from "./settings";
import { countOf } from "./slices";
import { Stills } from "./stills";

/** What live streaming needs of the world it is part of. */
export type FlsParts = {
  db: StateDatabase;
  clock: SandboxClock;
  switches: SwitchBoard;
  faults: Faults;
  store: StoreAddress;
  log: SandboxLog;
  mediaDir: string;
  sliceMs: number;
  closing: AbortSignal;
  emit: (event: FlsEvent) => void;
};

/** Something is always looked at again after so long: a slice of a custom recording may be due. */
const longestRestMs = 1000;

/** The live streaming side of a sandbox: who is on air, what is recorded of it, and where that goes. */
export class Fls {
  readonly settings: FlsSettings;
  readonly pushes: Pushes;
  readonly media: FlsMedia;
  readonly uploads: CustomUploads;
  readonly #parts: FlsParts;
  readonly #live: LiveParts;
  readonly #stills: Stills;
  readonly #wakeUp = new WakeUp();

  constructor(parts: FlsParts) {
    this.#parts = parts;
    this.settings = new FlsSettings(parts.db);
    this.pushes = new Pushes(parts.db);
    this.media = new FlsMedia(parts);
    this.uploads = new CustomUploads({ ...parts, settings: this.settings, pushes: this.pushes, media: this.media });
    this.#stills = new Stills({
      ...parts,
      settings: this.settings,
      pushes: this.pushes,
      media: this.media,
      uploads: this.uploads,
    });
    this.#live = { ...parts, settings: this.settings, pushes: this.pushes };
  }

  /** Puts the seeded entry point, streams and their history there, once. */
  seed(): void {
    if (this.settings.get("seeded", "history")) return;
    this.#parts.db.transaction(() => seedHistory(this, this.#parts.clock.nowMs(), this.#parts.sliceMs));
  }

  /** Brings everything in line with what was just changed. */
  wake(): void {
    this.#parts.db.transaction(() => reconcile(this.#live));
    this.#wakeUp.call();
  }

  /** Breaks a push; its encoder comes back at once. */
  restart(push: Push): void {
    restart(this.#live, push);
    this.wake();
  }

  /** Goes on until the sandbox closes. */
  async run(): Promise<void> {
    const { clock, closing, db } = this.#parts;
    while (!closing.aborted) {
      const nextMs = Math.min(
        db.transaction(() => reconcile(this.#live)),
        await this.#stills.take(),
      );
      await this.uploads.work();
      this.#tellFinished();
      const restMs = this.pushes.unfinished().some(({ kind }) => kind === "custom") ? longestRestMs : 60_000;
      await this.#wakeUp.waitUntil(clock, Math.min(nextMs, clock.nowMs() + restMs), closing);
    }
  }

  /** The MP4s of a recording that is over: some slices each, by the switch. */
  mp4sOf(recording: Recording): { path: string; first: number; count: number }[] {
    if (!recording.mp4 || recording.endMs === null) return [];
    const slices = countOf(recording, recording.endMs);
    const each = Math.max(1, Math.floor((this.#parts.switches.now.flsMp4Minutes * 60_000) / recording.sliceMs));
    return Array.from({ length: Math.ceil(slices / each) }, (_, number) => {
      const first = number * each;
      const count = Math.min(each, slices - first);
      const fileMs = Math.min(
        recording.endMs ?? 0,
        recording.startMs + recording.leadMs + (first + count) * recording.sliceMs,
      );
      return { path: mp4Path(recording.kind, recording, number, fileMs), first, count };
    });
  }

  /** Event 101, or 3, for each file of a recording that is complete (FLS contract §7.5). */
  #tellFinished(): void {
    const { db, emit } = this.#parts;
    for (const recording of this.pushes.unfinished().filter(({ endMs }) => endMs !== null)) {
      const isThere = recording.kind === "standard" || this.uploads.isComplete(recording);
      if (!isThere && recording.failure === null) continue;
      db.transaction(() => {
        this.pushes.save({ ...recording, isFinished: true });
        // A key that does not work is silent: Agora has no event for it (FLS contract §5).
        if (recording.failure !== null || countOf(recording, recording.endMs ?? 0) === 0) return;
        if (recording.hls) emit(newRecordFile(recording, playlistOf(recording)));
        for (const { path } of this.mp4sOf(recording)) emit(newRecordFile(recording, path));
      });
    }
  }
}
