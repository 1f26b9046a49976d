import type { ClockJump } from "../clock";
import type { TaskExit } from "../state/tasks";
import type { Recorders, World } from "../world";
import { recordComposite } from "./composite-recorder";
import { leave } from "./leave";
import { composite } from "./slice-pipeline";
import { closeSlice } from "./slicing";
import { WakeUp } from "./wake-up";

/** How each mode is recorded. A mode without a recorder is refused by start. */
const recordByMode = { mix: recordComposite } as const;

type Running = { wakeUp: WakeUp; over: Promise<void> };

/** The recorders of all live tasks. `world` is the world they work in, complete with them. */
export class TaskRecorders implements Recorders {
  readonly world: World;
  readonly #running = new Map<string, Running>();

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
  }

  begin(sid: string): void {
    const { mode } = this.world.tasks.get(sid);
    if (mode !== "mix") throw new Error(`no recorder for ${mode} mode`);
    const wakeUp = new WakeUp();
    const over = recordByMode[mode](this.world, sid, wakeUp)
      .catch((error: unknown) => {
        if (!this.world.closing.aborted) this.world.log.error({ sid, err: error }, "a recorder broke down");
      })
      .finally(() => this.#running.delete(sid));
    this.#running.set(sid, { wakeUp, over });
  }

  wake(sid: string): void {
    this.#running.get(sid)?.wakeUp.call();
  }

  exit(sid: string, exit: Omit<TaskExit, "atMs">): void {
    this.world.tasks.change(sid, (task) => leave(this.world, composite(task), exit));
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
  }

  /** Ends the slices being recorded where a stretch of time is skipped, so that none reaches across it. */
  #interrupt({ fromMs }: ClockJump, sids: Iterable<string> = this.#running.keys()): void {
    for (const sid of sids) {
      this.world.tasks.change(sid, (task) => {
        if (task.mode === "mix") closeSlice(this.world, task, fromMs);
      });
    }
  }
}
