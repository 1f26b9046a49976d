import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxClock } from "../clock";
import { StateDatabase } from "../state/database";
import { Facts } from "../state/facts";
import { SwitchBoard } from "../state/switches";
import type { FlsEvent } from "./events";
import { seedHistory } from "./history";
import { Pushes, type Recording } from "./pushes";
import { FlsSettings } from "./settings";

/** For tests: what live streaming keeps, seeded, with a clock to be moved and events that go nowhere. */
export class TestState {
  readonly #folder = mkdtempSync(join(tmpdir(), "tally-fls-state-"));
  readonly db = new StateDatabase(this.#folder);
  readonly settings = new FlsSettings(this.db);
  readonly pushes = new Pushes(this.db);
  readonly clock = new SandboxClock(0.1);
  readonly switches = new SwitchBoard(new Facts(this.db));
  readonly sliceMs = 2000;
  readonly events: FlsEvent[] = [];
  readonly emit = (event: FlsEvent): void => {
    this.events.push(event);
  };

  seed(nowMs = this.clock.nowMs()): void {
    seedHistory(this, nowMs, this.sliceMs);
  }

  /** Moves the clock on. */
  pass(seconds: number): void {
    this.clock.moveTo(this.clock.nowMs() + seconds * 1000);
  }

  /** A custom recording with playlist and MP4s that began so many seconds ago. */
  custom(secondsAgo: number, change: Partial<Recording> = {}): Recording {
    return {
      id: 1,
      pushId: "0".repeat(32),
      kind: "custom",
      entryPoint: "live",
      stream: "cam1",
      area: "cn",
      startMs: this.clock.nowMs() - secondsAgo * 1000,
      endMs: null,
      uid: 4101,
      leadMs: 0,
      sliceMs: this.sliceMs,
      hls: true,
      mp4: true,
      slicesAnMp4: 2,
      toldMp4s: 0,
      storageMark: null,
      uploadedSlices: 0,
      uploadedMp4s: 0,
      failure: null,
      isFinished: false,
      ...change,
    };
  }

  close(): void {
    this.db.close();
    rmSync(this.#folder, { recursive: true });
  }
}
