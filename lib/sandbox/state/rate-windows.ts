const windowMs = 1000;

/**
 * Strict sliding windows: at no instant have more than `limit` requests of one key been let through in the second
 * before (contract §1.4). Refused requests do not count, so a client that keeps hammering still gets its share. Kept in
 * memory: a restart takes longer than a window.
 */
export class RateWindows {
  readonly #admitted = new Map<string, number[]>();

  /** Whether a request that counts against all these keys may pass now; if so it is counted against each. */
  admit(keys: readonly string[], nowMs: number, limit: number): boolean {
    const windows = keys.map((key) => {
      const recent = (this.#admitted.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      this.#admitted.set(key, recent);
      return recent;
    });
    if (windows.some((recent) => recent.length >= limit)) return false;
    for (const recent of windows) recent.push(nowMs);
    return true;
  }
}
