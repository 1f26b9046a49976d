import { setTimeout as wait } from "node:timers/promises";
import { startChild, type Child, type ChildOptions } from "./child";
import { say, StartError } from "./say";

/** A part that may be started again without harm: its state is on disk or in PostgreSQL. */
export type Restartable = { restart(): Promise<void> };

const mostDeaths = 5;
const deathsWithinMs = 60_000;

/**
 * All processes of one start, in the order they were started. They are stopped in the reverse order, each before the
 * next, so that nothing loses its database or its counterpart while it is still finishing.
 */
export class Crew {
  readonly #members: { current: Child }[] = [];
  readonly #onLost: (sentence: string) => void;
  #isStopping = false;

  /** @param onLost called once when a part ended that nothing can go on without */
  constructor(onLost: (sentence: string) => void) {
    this.#onLost = onLost;
  }

  /** Starts a part without which nothing works: when it ends, everything is stopped. */
  start(options: ChildOptions): Child {
    const child = this.#add(options).current;
    void child.exited.then((how) => this.#lose(`${options.name} ended unexpectedly (${how})`));
    return child;
  }

  /**
   * Starts a part and starts it again when it dies, unless it keeps dying.
   * @param onReady gets what the part tells about itself, each time it is up
   */
  async startRestartable(
    options: ChildOptions,
    readyWithinMs: number,
    onReady: (details: unknown) => Promise<void> = async () => undefined,
  ): Promise<Restartable> {
    const member = this.#add(options);
    await member.current.ready(readyWithinMs).then(onReady);
    const deaths: number[] = [];
    let isWanted = false;

    const again = async () => {
      member.current = startChild(options);
      watch(member.current);
      await member.current.ready(readyWithinMs).then(onReady);
    };
    const watch = (child: Child) => {
      void child.exited.then(async (how) => {
        if (this.#isStopping || isWanted) return;
        const now = Date.now();
        deaths.push(now);
        if (deaths.filter((death) => now - death < deathsWithinMs).length > mostDeaths) {
          this.#lose(`${options.name} keeps ending (${how})`);
          return;
        }
        say(`${options.name} ended unexpectedly (${how}) and is started again.`);
        await wait(200 * 2 ** Math.min(deaths.length, 5));
        if (!this.#isStopping) await again().catch(() => undefined); // Its end is counted by `watch`.
      });
    };
    watch(member.current);
    return {
      restart: async () => {
        if (this.#isStopping) return;
        isWanted = true;
        await member.current.stop();
        isWanted = false;
        await again();
      },
    };
  }

  /**
   * Runs something that ends by itself and gives what it reported.
   * @throws StartError with its own sentence when it fails
   */
  async run(options: ChildOptions, withinMs: number): Promise<unknown> {
    const member = this.#add(options);
    const details = await member.current.ready(withinMs);
    await member.current.stop();
    this.#members.splice(this.#members.indexOf(member), 1);
    return details;
  }

  /** Runs a foreign program, which reports nothing, to its end and gives how it ended. */
  async runToEnd(options: ChildOptions): Promise<string> {
    const member = this.#add(options);
    const how = await member.current.exited;
    this.#members.splice(this.#members.indexOf(member), 1);
    return how;
  }

  /** Stops everything, last started first. Calling it again, as a second Ctrl-C does, hurries all but the database. */
  async stop(): Promise<void> {
    if (this.#isStopping) {
      for (const { current } of this.#members.slice(1)) current.kill();
      return;
    }
    this.#isStopping = true;
    for (const { current } of this.#members.toReversed()) await current.stop();
  }

  #add(options: ChildOptions): { current: Child } {
    if (this.#isStopping) throw new StartError("Stopped before everything was started.");
    const member = { current: startChild(options) };
    this.#members.push(member);
    return member;
  }

  #lose(sentence: string): void {
    if (!this.#isStopping) this.#onLost(sentence);
  }
}
