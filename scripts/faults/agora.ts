import type { QueryResult, StartResult, StopResult } from "@/lib/agora/cloud-recording/results";
import { receipt, refused } from "./answers";
import type { Random } from "./random";
import type { Timeline } from "./timeline";

/** One recording at Agora. */
export type Task = {
  sid: string;
  uid: string;
  /** Another one after a failover. */
  uidInForce: string;
  resourceId: string;
  folder: string;
  phase: "running" | "exiting" | "ended";
  startedAt: number;
  hasJoined: boolean;
  isFailingOver: boolean;
  /** Names of the slices that were recorded; `uploaded` of them are in the bucket. */
  slices: string[];
  uploaded: number;
  isListClosed: boolean;
  sequence: number;
};

/** What happened to a task, as Agora tells it to whoever listens. */
export type Told = { task: Task; uid: string; number: number; details: Record<string, unknown>; sequence: number };

const resourceLifeMs = 300_000;
const query404 = () => refused("query", 404, 404);

/**
 * A small Agora with the strict rules: a resource id lives five minutes and begins one task (201/7 afterwards), one live
 * task per channel and uid (400/53), failover windows in which the task answers 404, kicks that miss. It is one channel.
 */
export class SmallAgora {
  readonly tasks: Task[] = [];
  onTold: (told: Told) => void = () => undefined;
  onChanged: () => void = () => undefined;
  readonly #resources = new Map<string, { uid: string; issuedAt: number; task: Task | null }>();
  #count = 0;

  constructor(
    readonly random: Random,
    readonly timeline: Timeline,
    readonly controlHours: number,
  ) {}

  acquire(uid: string): string {
    const resourceId = `resource-${(this.#count += 1)}`;
    this.#resources.set(resourceId, { uid, issuedAt: this.timeline.now, task: null });
    return resourceId;
  }

  start(resourceId: string, uid: string, folder: string): StartResult {
    const resource = this.#resources.get(resourceId);
    if (resource === undefined) throw refused("start", 400, 1001);
    if (resource.task !== null) return { outcome: "alreadyStarted", sid: null, receipt };
    if (this.timeline.now >= resource.issuedAt + resourceLifeMs) throw refused("start", 400, 433);
    if (this.tasks.some((task) => task.uid === uid && task.phase !== "ended")) throw refused("start", 400, 53);
    if (this.random.chance(0.02)) throw refused("start", 500, 502);
    const task: Task = {
      sid: (this.#count += 1).toString(16).padStart(32, "a"),
      uid,
      uidInForce: uid,
      resourceId,
      folder,
      phase: "running",
      startedAt: this.timeline.now,
      hasJoined: false,
      isFailingOver: false,
      slices: [],
      uploaded: 0,
      isListClosed: false,
      sequence: 0,
    };
    resource.task = task;
    this.tasks.push(task);
    this.#live(task);
    this.onChanged();
    return { outcome: "started", sid: task.sid, receipt };
  }

  query(sid: string): QueryResult {
    const task = this.#reached(sid);
    if (task === null) throw query404();
    if (this.#isOutOfControl(task)) throw refused("query", 400, 433);
    const agoraStatus = task.phase === "exiting" ? 7 : task.hasJoined ? 5 : 1;
    return { agoraStatus, files: [], sliceStartedAt: null, web: null, receipt };
  }

  stop(sid: string): StopResult {
    const answer = { files: [], uploadingStatus: null, receipt } as const;
    const task = this.#reached(sid);
    if (task === null) return { outcome: "notFound", ...answer };
    if (this.#isOutOfControl(task)) throw refused("stop", 400, 433);
    if (task.phase === "exiting") return { outcome: "alreadyStopping", ...answer };
    this.exit(task, 0);
    return { outcome: task.slices.length === 0 ? "noData" : "stopped", ...answer };
  }

  /** Puts a recorder out of the channel, if it is there and the kick does not miss. */
  kick(uid: string): void {
    if (this.random.chance(0.15)) return;
    for (const task of this.tasks) if (this.#isInChannel(task, uid)) this.exit(task, 0);
  }

  isInChannel(uid: string): boolean {
    return this.tasks.some((task) => this.#isInChannel(task, uid));
  }

  exit(task: Task, exitStatus: number): void {
    if (task.phase !== "running") return;
    task.phase = "exiting";
    this.timeline.in(this.random.between(500, 5_000), () => {
      task.phase = "ended";
      this.#tell(task, 41, { leaveCode: 2 });
      this.#tell(task, 11, { exitStatus });
      if (task.slices.length === 0) return;
      const isBackedUp = this.random.chance(0.05);
      this.timeline.in(this.random.between(1_000, 20_000), () => {
        if (!isBackedUp) [task.uploaded, task.isListClosed] = [task.slices.length, true];
        this.#tell(task, isBackedUp ? 32 : 31, { status: 0 });
      });
    });
  }

  #live(task: Task): void {
    const { random, timeline } = this;
    timeline.in(random.between(800, 4_000), () => {
      if (task.phase !== "running") return;
      if (random.chance(0.02)) {
        // What start did not look at, such as the keys of the bucket.
        this.#tell(task, 1, { module: 1, errorLevel: 5, errorCode: 32, errorMsg: "no access" });
        this.exit(task, 1);
        return;
      }
      task.hasJoined = true;
      this.#tell(task, 40, { status: 0 });
      this.#record(task);
    });
    if (random.chance(0.15)) timeline.in(random.between(5_000, 300_000), () => this.#failOver(task));
    if (random.chance(0.04)) timeline.in(random.between(20_000, 600_000), () => this.exit(task, 0));
  }

  #record(task: Task): void {
    const slice = () => {
      if (task.phase !== "running") return;
      if (!task.isFailingOver) {
        const number = task.slices.length;
        if (number === 0) this.#tell(task, 42, {});
        task.slices.push(`${task.folder}/${task.sid}_lobby_2026050108${String(number % 1e7).padStart(7, "0")}.ts`);
        this.timeline.in(this.random.between(1_000, 20_000), () => {
          task.uploaded = Math.max(task.uploaded, number + 1);
        });
      }
      // Slices of 15 s for as long as anybody may look for the first, then only as many as show that it goes on.
      this.timeline.in(task.slices.length < 4 ? 15_000 : 300_000, slice);
    };
    this.timeline.in(this.random.between(2_000, 15_000), slice);
  }

  /** It moves to another server: nobody finds it for up to 90 s, then its recorder has another uid; or it is lost. */
  #failOver(task: Task): void {
    if (task.phase !== "running") return;
    const { random, timeline } = this;
    task.isFailingOver = true;
    timeline.in(random.between(10_000, 85_000), () => {
      task.isFailingOver = false;
      if (task.phase !== "running") return;
      if (random.chance(0.1)) {
        task.phase = "ended";
        return;
      }
      const newUid = random.between(1_000_000, 2_000_000);
      this.#tell(task, 12, { newUid });
      task.uidInForce = String(newUid);
      this.#tell(task, 40, { status: 0 });
      if (!task.hasJoined) this.#record(task);
      task.hasJoined = true;
    });
  }

  #isInChannel(task: Task, uid: string): boolean {
    return task.uidInForce === uid && task.hasJoined && !task.isFailingOver && task.phase === "running";
  }

  #reached(sid: string): Task | null {
    const task = this.tasks.find((each) => each.sid === sid);
    return task === undefined || task.phase === "ended" || task.isFailingOver ? null : task;
  }

  #isOutOfControl(task: Task): boolean {
    return this.timeline.now >= task.startedAt + this.controlHours * 3_600_000;
  }

  #tell(task: Task, number: number, details: Record<string, unknown>): void {
    this.onTold({ task, uid: task.uidInForce, number, details, sequence: task.sequence });
    task.sequence += 1;
  }
}
