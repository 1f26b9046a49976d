import type { ClockJump } from "../clock";
import type { TaskExit } from "../state/tasks";
import type { Recorders, World } from "../world";
import { imagesOf } from "./composite-scene";
import { leave } from "./leave";
import { finishLater } from "./postponed";
import { closeSlices } from "./slicing";
import { recordTask } from "./task-recorder";
import { WakeUp } from "./wake-up";

type Running = { wakeUp: WakeUp; over: Promise<void> };

/** The recorders of all live tasks. `world` is the world they work in, complete with them. */
export class TaskRecorders implements Recorders {
  readonly world: World;
  readonly #running = new Map<string, Running>();
  readonly #later = new Set<Promise<void>>();

  constructor(parts: Omit<World, "recorders">) {
    const world = { ...parts, recorders: this };
    this.world = world;
    world.people.onChange((channel) => {
      for (const sid of this.#running.keys()) {
        if (world.tasks.get(sid).cname === channel) this.wake(sid);
      }
    });
    world.clock.onJump((jump) => this.#interrupt(jump));
  }

  /**
   * Goes on with the recordings that were live when the sandbox last ran. What lies between then and now was not
   * recorded: a new slice begins, as after any interruption.
   */
  resume(lastAliveMs: number): void {
    for (const task of this.world.tasks.live()) {
      this.#interrupt({ fromMs: lastAliveMs, toMs: this.world.clock.nowMs() }, [task.sid]);
      this.begin(task.sid);
    }
    for (const { sid } of this.world.tasks.postponed()) this.#afterwards(sid);
  }

  begin(sid: string): void {
    const task = this.world.tasks.get(sid);
    if (task.mode === "mix") this.world.images.want(imagesOf(task.layout));
    const wakeUp = new WakeUp();
    const over = recordTask(this.world, sid, wakeUp)
      .catch((error: unknown) => this.#complain(sid, error))
      .finally(() => {
        this.#running.delete(sid);
        this.#afterwards(sid);
      });
    this.#running.set(sid, { wakeUp, over });
  }

  wake(sid: string): void {
    this.#running.get(sid)?.wakeUp.call();
  }

  wakeAll(): void {
    for (const { wakeUp } of this.#running.values()) wakeUp.call();
  }

  exit(sid: string, exit: Omit<TaskExit, "atMs">): void {
    this.world.tasks.change(sid, (task) => leave(this.world, task, exit));
    this.wake(sid);
  }

  async ended(sid: string, signal: AbortSignal): Promise<void> {
    const running = this.#running.get(sid);
    if (!running || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      signal.addEventListener("abort", done, { once: true });
      void running.over.then(done);
    });
  }

  /** Resolves when no recorder is at work any more: after the tasks have ended, or the sandbox is closing. */
  async idle(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ over }) => over));
    await Promise.all(this.#later);
  }

  /** Ends the slices being recorded where a stretch of time is skipped, so that none reaches across it. */
  #interrupt({ fromMs }: ClockJump, sids: Iterable<string> = this.#running.keys()): void {
    for (const sid of sids) {
      this.world.tasks.change(sid, (task) => closeSlices(this.world, task, fromMs));
    }
  }

  /** What Agora makes of a recording's files after its end. */
  #afterwards(sid: string): void {
    const work = finishLater(this.world, sid)
      .catch((error: unknown) => this.#complain(sid, error))
      .finally(() => this.#later.delete(work));
    this.#later.add(work);
  }

  #complain(sid: string, error: unknown): void {
    if (!this.world.closing.aborted) this.world.log.error({ sid, err: error }, "a recorder broke down");
  }
}
