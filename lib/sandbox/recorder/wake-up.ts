import type { SandboxClock } from "../clock";

/** Ends a recorder's wait early. A call while nobody waits makes the next wait end at once, so that none is lost. */
export class WakeUp {
  #isDue = false;
  #current: AbortController | null = null;

  call(): void {
    this.#isDue = true;
    this.#current?.abort();
  }

  async waitUntil(clock: SandboxClock, atMs: number, closing: AbortSignal): Promise<void> {
    if (!this.#isDue) {
      this.#current = new AbortController();
      await clock.sleepUntil(atMs, AbortSignal.any([this.#current.signal, closing]));
      this.#current = null;
    }
    this.#isDue = false;
  }
}
