/** Lets `capacity` requests through at once and then as many as fill up again. */
export type TokenBucketOptions = { capacity: number; perSecond: number };

/** Buckets by key, in the memory of this process. One that is full again is forgotten. */
export class TokenBuckets {
  readonly #options: TokenBucketOptions;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(options: TokenBucketOptions) {
    this.#options = options;
  }

  /** Takes one token. 0 when there was one, otherwise how long to wait for it, in milliseconds. */
  take(key: string, nowMs: number): number {
    const { capacity, perSecond } = this.#options;
    const before = this.#buckets.get(key);
    const filled = before ? before.tokens + (Math.max(0, nowMs - before.atMs) / 1000) * perSecond : capacity;
    const tokens = Math.min(capacity, filled);
    const isAllowed = tokens >= 1;
    this.#buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
    if (this.#buckets.size > 1000) this.#forgetFull(nowMs);
    return isAllowed ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
  }

  #forgetFull(nowMs: number): void {
    const { capacity, perSecond } = this.#options;
    for (const [key, { tokens, atMs }] of this.#buckets) {
      if (tokens + ((nowMs - atMs) / 1000) * perSecond >= capacity) this.#buckets.delete(key);
    }
  }
}
