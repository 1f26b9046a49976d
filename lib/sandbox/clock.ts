import { z } from "zod";

/** Where the clock stands: it showed `sandboxMs` when the wall clock showed `wallMs`, both in Unix milliseconds. */
export const clockAnchorSchema = z.object({ sandboxMs: z.number(), wallMs: z.number() });
export type ClockAnchor = z.output<typeof clockAnchorSchema>;

/** A step of the clock that nobody lived through: what lies between the two instants did not happen. */
export type ClockJump = { fromMs: number; toMs: number };

/** What other parts may ask of the sandbox's time; the shape is that of the product's own clock. */
export type ReadonlyClock = { now(): Date; monotonicMs(): number };

type Sleeper = { atMs: number; finish: (why: "due" | "aborted") => void; timer: NodeJS.Timeout | undefined };

/** setTimeout cannot wait longer than this; longer sleeps are armed again. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The one clock of a sandbox. Everything that Agora would time (resource ids, status, slices, rate windows, resends)
 * reads it; only the patience of real network peers is timed in real time.
 *
 * It runs at `rate` sandbox seconds per real second, may be moved forward, and never goes back.
 */
export class SandboxClock implements ReadonlyClock {
  #rate: number;
  #anchorSandboxMs: number;
  #anchorRealMs: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #jumpListeners = new Set<(jump: ClockJump) => void>();

  /** Goes on from `last`, if there is one: at the time the wall clock implies, never before what was already shown. */
  constructor(rate: number, last?: ClockAnchor) {
    const wallMs = Date.now();
    this.#rate = checkedRate(rate);
    this.#anchorSandboxMs = last ? last.sandboxMs + Math.max(0, wallMs - last.wallMs) * rate : wallMs;
    this.#anchorRealMs = performance.now();
  }

  /** Sandbox time in whole Unix milliseconds. */
  nowMs(): number {
    return Math.floor(this.#exactMs());
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  monotonicMs(): number {
    return this.nowMs();
  }

  get rate(): number {
    return this.#rate;
  }

  /** What to keep so that a restarted sandbox goes on from here. */
  anchor(): ClockAnchor {
    return { sandboxMs: this.nowMs(), wallMs: Date.now() };
  }

  /** @throws RangeError unless the rate is from 0.1 to 1000. */
  setRate(rate: number): void {
    checkedRate(rate);
    this.#anchorSandboxMs = this.#exactMs();
    this.#anchorRealMs = performance.now();
    this.#rate = rate;
    this.#rearm();
  }

  /**
   * Moves the clock forward to an instant.
   * @throws RangeError for an instant in the past: the clock is monotone.
   */
  moveTo(atMs: number): void {
    const fromMs = this.nowMs();
    if (!Number.isFinite(atMs) || atMs < fromMs) throw new RangeError("the clock cannot go back");
    this.#anchorSandboxMs = atMs;
    this.#anchorRealMs = performance.now();
    for (const listener of this.#jumpListeners) listener({ fromMs, toMs: atMs });
    this.#rearm();
  }

  /** Tells of every `moveTo`, before sleepers wake. Returns the way to stop listening. */
  onJump(listener: (jump: ClockJump) => void): () => void {
    this.#jumpListeners.add(listener);
    return () => this.#jumpListeners.delete(listener);
  }

  /** Waits for an instant of sandbox time. Never rejects: an aborted signal ends the wait early. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<"due" | "aborted"> {
    if (signal?.aborted) return Promise.resolve("aborted");
    if (atMs <= this.#exactMs()) return Promise.resolve("due");
    return new Promise((resolve) => {
      const abort = () => sleeper.finish("aborted");
      const sleeper: Sleeper = {
        atMs,
        timer: undefined,
        finish: (why) => {
          clearTimeout(sleeper.timer);
          signal?.removeEventListener("abort", abort);
          this.#sleepers.delete(sleeper);
          resolve(why);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#sleepers.add(sleeper);
      this.#arm(sleeper);
    });
  }

  #exactMs(): number {
    return this.#anchorSandboxMs + (performance.now() - this.#anchorRealMs) * this.#rate;
  }

  #rearm(): void {
    for (const sleeper of this.#sleepers) this.#arm(sleeper);
  }

  #arm(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const realMs = (sleeper.atMs - this.#exactMs()) / this.#rate;
    if (realMs <= 0) return sleeper.finish("due");
    sleeper.timer = setTimeout(() => this.#arm(sleeper), Math.min(Math.ceil(realMs), longestTimerMs));
  }
}

function checkedRate(rate: number): number {
  if (!(rate >= 0.1 && rate <= 1000)) throw new RangeError("the clock's rate must be from 0.1 to 1000");
  return rate;
}
