import type { Random } from "./random";
import type { Timeline } from "./timeline";

/** Places at which an engine can be killed: before and after every commit, before, during and after every call. */
export const operations = [
  "acquire",
  "start",
  "query",
  "stop",
  "kickRecorder",
  "userStatus",
  "list",
  "vanish",
  "settle",
] as const;
export const places = ["beforeCommit", "committed", "inFlight", "answered", "beforeConclude", "concluded"] as const;
export const noticePoints = ["notice.beforeCommit", "notice.committed", "notice.applied"] as const;
export const killPoints: readonly string[] = [
  ...operations.flatMap((operation) => places.map((place) => `${operation}.${place}`)),
  ...noticePoints,
];

/** What a running process pauses for: so many milliseconds, or a place at which it may die. */
export type Pause = number | string;

/** The database went away: whether the commit was carried out is not known. */
export class DatabaseAway extends Error {}

/** How often things go wrong: shares of all calls, commits and steps. */
export type Chances = {
  /** Processes killed, per step; at `point` alone where one is given. */
  kill: number;
  point: string | null;
  faultyCalls: number;
  databaseAway: number;
  /** Steps in which the process stands still for a while, as under a debugger or a moved machine. */
  stall: number;
};

/** One process of an engine: what it runs ends when it is killed, wherever it is. */
export class Process {
  isAlive = true;

  constructor(
    readonly name: string,
    readonly random: Random,
    readonly timeline: Timeline,
    readonly chances: Chances,
  ) {}

  /** Runs until its end or that of the process. `onEnd` hears how it ended. */
  run(work: Generator<Pause, void>, onEnd: (how: "done" | "killed" | { stalledMs: number }) => void): void {
    const step = () => {
      for (;;) {
        if (!this.isAlive) return;
        const { done, value } = work.next();
        if (done) return onEnd("done");
        if (typeof value === "number") return this.timeline.in(value, step);
        if (this.#diesAt(value)) {
          this.isAlive = false;
          return onEnd("killed");
        }
        if (this.random.chance(this.chances.stall)) {
          const ms = this.random.between(1_000, 60_000);
          onEnd({ stalledMs: ms });
          return this.timeline.in(ms, step);
        }
      }
    };
    step();
  }

  #diesAt(place: string): boolean {
    const { kill, point } = this.chances;
    if (point !== null) return place === point && this.random.chance(kill);
    // A step passes about six places.
    return this.random.chance(kill / 6);
  }
}
