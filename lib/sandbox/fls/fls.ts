import type { Faults } from "../faults";
import type { SandboxClock } from "../clock";
import type { SandboxLog } from "../log";
import type { StateDatabase } from "../state/database";
import type { SwitchBoard } from "../state/switches";
import type { StoreAddress } from "../world";
import { WakeUp } from "../recorder/wake-up";
import { CustomUploads } from "./custom-uploads";
import type { FlsEvent } from "./events";
import { seedHistory } from "./history";
import { type LiveParts, reconcile, restart } from "./live";
import { FlsMedia } from "./media";
import { Pushes, type Push } from "./pushes";
import { FlsSettings } from "./settings";
import { Stills } from "./stills";
import { tellOfFiles, tellOfMade } from "./telling";

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
  readonly #telling: Parameters<typeof tellOfFiles>[0];
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
    this.#telling = { ...parts, settings: this.settings, pushes: this.pushes, uploads: this.uploads };
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
      const isMoreDue = await this.uploads.work(() => tellOfFiles(this.#telling));
      const nextTellingMs = Math.min(tellOfFiles(this.#telling), tellOfMade(this.#telling));
      if (isMoreDue) continue;
      const restMs = this.pushes.unfinished().some(({ kind }) => kind === "custom") ? longestRestMs : 60_000;
      await this.#wakeUp.waitUntil(clock, Math.min(nextMs, nextTellingMs, clock.nowMs() + restMs), closing);
    }
  }
}
