import { createIdWatch } from "@/lib/features/recordings/service/advance/id-watch";
import type { AttemptRow } from "@/lib/features/recordings/data/rows";
import { isLive, isTerminal, type RecordingStatus } from "@/lib/features/recordings/lifecycle";
import { SmallAgora, type Task } from "./agora";
import { advance } from "./engine";
import { Mail } from "./mail";
import type { Engine } from "./parts";
import { Process, type Chances } from "./process";
import { Random } from "./random";
import { Store } from "./store";
import { Timeline } from "./timeline";

/** What came of one recording. */
export type Outcome = {
  /** A task ran for a minute, or to the end, and nobody was shown it. */
  isOrphaned: boolean;
  /** Two tasks ran at once and nobody was shown one of them. */
  isDoubledUnseen: boolean;
  /** Notifications that were answered with 200 and never applied to the recording they are about. */
  lostNotices: number;
  /** A day after the stop not everything had come to its end, and nobody was told that it needs a person. */
  isUnfinished: boolean;
  /** The same, and it is shown: a recorder that nobody can find, where neither files nor notifications tell of it. */
  isLeftToPerson: boolean;
};

const shownWithinMs = 60_000;
const engineCount = 2;

/** One recording from its start to its end with everything that may go wrong, the same for the same seed. */
export function playStory(seed: number, chances: Chances, trace: Engine["trace"] = null): Outcome {
  return new Story(seed, chances, trace).play();
}

class Story {
  readonly #random: Random;
  readonly #timeline = new Timeline();
  readonly #store = new Store(this.#timeline);
  readonly #agora: SmallAgora;
  readonly #mail: Mail;
  readonly #engines: Engine[] = [];
  readonly #unshownSince = new Map<Task, number>();
  readonly #stopAfterMs: number;
  readonly #trace: Engine["trace"];
  readonly #outcome: Outcome = {
    isOrphaned: false,
    isDoubledUnseen: false,
    lostNotices: 0,
    isUnfinished: false,
    isLeftToPerson: false,
  };
  #runs = 0;

  constructor(
    seed: number,
    readonly chances: Chances,
    trace: Engine["trace"],
  ) {
    const random = new Random(seed);
    this.#random = random;
    this.#trace = trace && ((text) => trace(`${((this.#timeline.now - startMs) / 1000).toFixed(1)} s ${text}`));
    const startMs = this.#timeline.now;
    const isLong = random.chance(0.02);
    const controlHours = isLong ? 1 : 72;
    this.#stopAfterMs = isLong
      ? random.between(3_000_000, 4_800_000)
      : random.chance(0.15)
        ? random.between(0, 10_000)
        : random.between(10_000, 700_000);
    this.#agora = new SmallAgora(random, this.#timeline, controlHours);
    this.#mail = new Mail({ random, timeline: this.#timeline, store: this.#store, chances });
    const canList = random.chance(0.6);
    for (let index = 0; index < engineCount; index += 1) this.#boot(index, controlHours, canList);
    if (random.chance(0.7)) this.#agora.onTold = (told) => this.#mail.send(told);
    this.#agora.onChanged = () => this.#look();
    this.#store.onChanged = (id, change) => {
      this.#trace?.(`${id} ${this.#store.get(id).row.state} ${change.source} ${JSON.stringify(change.events ?? [])}`);
      if (this.#store.notices.some(({ outcome }) => outcome === null)) this.#mail.planSweep();
      this.#look();
    };
    this.#store.onDue = (id) => this.#planTurn(id);
  }

  play(): Outcome {
    const recorderUid = String(3_000_000_000 + this.#random.between(0, 1_000_000_000));
    this.#store.plan({ id: "attempt-1", number: 1, recorderUid });
    this.#timeline.in(this.#stopAfterMs, () => {
      this.#trace?.("the operator stops it");
      this.#store.desired = "stopped";
      for (const [id, { row }] of this.#store.attempts) {
        const isHeld = ["any", "stop", "kick", "checkKick"].includes(row.heldStep ?? "");
        const set = isHeld ? { heldStep: null, heldUntil: null, stepTries: 0 } : {};
        this.#store.change(id, () => ({ source: "operator", set }));
        this.#store.wake(id);
      }
    });
    this.#timeline.runUntil(this.#timeline.now + this.#stopAfterMs + 30 * 3_600_000);
    return this.#close();
  }

  #close(): Outcome {
    const rows = [...this.#store.attempts.values()].map(({ row }) => row);
    const isRunning = this.#agora.tasks.some((task) => task.phase === "running");
    const own = new Set(rows.map(({ sid }) => sid));
    const lostNotices = this.#store.notices.filter(
      ({ outcome, notice }) => outcome === null || (outcome === "unmatched" && own.has(notice.sid)),
    ).length;
    const isOpen = isRunning || rows.some((row) => !isTerminal(row.state));
    const isSaid = rows.some((row) => ["unknown", "controlExpired"].includes(this.#statusOf(row)));
    return { ...this.#outcome, lostNotices, isUnfinished: isOpen && !isSaid, isLeftToPerson: isOpen && isSaid };
  }

  /** An engine begins, and another one in its place when it is killed. */
  #boot(index: number, controlHours: number, canList: boolean): void {
    const owner = `engine-${index}-${(this.#runs += 1)}`;
    const process = new Process(owner, this.#random, this.#timeline, this.chances);
    const watch = createIdWatch({ monotonicMs: () => this.#timeline.now });
    const [store, agora, trace] = [this.#store, this.#agora, this.#trace];
    this.#engines[index] = { process, owner, watch, store, agora, controlHours, canList, trace };
  }

  #planTurn(id: string): void {
    const dueMs = this.#store.get(id).row.nextStepAt?.getTime() ?? 0;
    this.#timeline.in(dueMs - this.#timeline.now + this.#random.between(0, 300), () => this.#giveTurn(id));
  }

  #giveTurn(id: string): void {
    const { now } = this.#timeline;
    const { isTerminal: isOver, nextStepAt, leaseOwner, leaseExpiresAt } = this.#store.get(id).row;
    if (isOver || nextStepAt === null || nextStepAt.getTime() > now) return;
    if (leaseOwner !== null && leaseExpiresAt !== null && leaseExpiresAt.getTime() > now) {
      this.#timeline.in(leaseExpiresAt.getTime() - now + 50, () => this.#giveTurn(id));
      return;
    }
    const alive = this.#engines.filter(({ process }) => process.isAlive);
    const engine = alive[this.#random.between(0, alive.length)];
    if (engine === undefined) {
      this.#timeline.in(1_000, () => this.#giveTurn(id));
      return;
    }
    this.#run(engine, id);
  }

  #run(engine: Engine, id: string): void {
    const { process, owner } = engine;
    const turn = { isOver: false, stalledUntil: 0 };
    const renew = () => {
      if (turn.isOver || !process.isAlive) return;
      if (this.#timeline.now >= turn.stalledUntil) this.#store.renew(id, owner);
      this.#timeline.in(3_333, renew);
    };
    this.#timeline.in(3_333, renew);
    process.run(advance(engine, id), (how) => {
      if (how === "killed") {
        turn.isOver = true;
        this.#trace?.(`${owner} is killed`);
        const index = this.#engines.indexOf(engine);
        const { controlHours, canList } = engine;
        this.#timeline.in(this.#random.between(500, 5_000), () => this.#boot(index, controlHours, canList));
        for (const each of this.#store.attempts.keys()) this.#planTurn(each);
      } else if (how === "done") {
        turn.isOver = true;
        const { isTerminal: isEnded, nextStepAt } = this.#store.get(id).row;
        if (!isEnded && nextStepAt !== null && nextStepAt.getTime() <= this.#timeline.now) this.#planTurn(id);
      } else {
        turn.stalledUntil = this.#timeline.now + how.stalledMs;
        this.#trace?.(`${owner} stands still for ${how.stalledMs} ms`);
        this.#planTurn(id);
      }
    });
  }

  /** Holds what runs at Agora against what people are shown. */
  #look(): void {
    const running = this.#agora.tasks.filter((task) => task.phase === "running");
    if (running.length === 0) return;
    const unshown = running.filter((task) => !this.#isShown(task));
    if (running.length > 1 && unshown.length > 0) {
      this.#outcome.isDoubledUnseen = true;
      this.#trace?.("DOUBLE");
    }
    for (const task of running) {
      if (!unshown.includes(task)) {
        this.#unshownSince.delete(task);
      } else if (!this.#unshownSince.has(task)) {
        const since = this.#timeline.now;
        this.#unshownSince.set(task, since);
        this.#trace?.(`${task.sid} is not shown`);
        this.#timeline.in(shownWithinMs, () => {
          if (task.phase !== "running" || this.#unshownSince.get(task) !== since) return;
          this.#outcome.isOrphaned = true;
          this.#trace?.("ORPHAN");
        });
      }
    }
  }

  #statusOf(row: AttemptRow): RecordingStatus {
    return this.#store.statusOf(row, this.#agora.controlHours);
  }

  #isShown(task: Task): boolean {
    return [...this.#store.attempts.values()].some(({ row }) => {
      const status = this.#statusOf(row);
      const isSaid = isLive(status) || status === "stopping" || status === "controlExpired";
      const isIt = row.sid === null ? row.recorderUid === task.uid && row.startSentCount > 0 : row.sid === task.sid;
      return isSaid && isIt;
    });
  }
}
