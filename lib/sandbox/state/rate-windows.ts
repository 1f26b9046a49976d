/** How many requests one key may make in any window (contract §1.4). */
export const requestsPerWindow = 10;
const windowMs = 1000;

/**
 * Strict sliding windows: at no instant have more than ten requests of one key been let through in the second before.
 * Refused requests do not count, so a client that keeps hammering still gets ten a second. Kept in memory: a restart
 * takes longer than a window.
 */
export class RateWindows {
  readonly #let = new Map<string, number[]>();
  readonly #limit: number;

  constructor(limit: number = requestsPerWindow) {
    this.#limit = limit;
  }

  /** Whether a request that counts against all these keys may pass now; if so it is counted against each. */
  admit(keys: readonly string[], nowMs: number): boolean {
    const windows = keys.map((key) => {
      const recent = (this.#let.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      this.#let.set(key, recent);
      return recent;
    });
    if (windows.some((recent) => recent.length >= this.#limit)) return false;
    for (const recent of windows) recent.push(nowMs);
    return true;
  }
}
