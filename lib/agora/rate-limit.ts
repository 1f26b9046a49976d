/** What goes first when there is not room for all (reliability I7). */
export const ratePriorities = ["stop", "start", "confirm", "update", "monitor", "list"] as const;
export type RatePriority = (typeof ratePriorities)[number];

export type RateRequest = {
  /** Every bucket that must have room: the account and the App ID. */
  buckets: readonly string[];
  /**
   * How many calls of these buckets there may be in any window, where the service has a limit of its own. All who use a
   * bucket name the same. Without it: the ten a second of Cloud Recording.
   */
  limit?: number;
  /** For metrics and errors. */
  operation: string;
  priority: RatePriority;
  /** How many calls: 2 for acquire with its start, granted together or not at all. */
  count: number;
  /** Gives up waiting. The promise then rejects with the signal's reason and nothing stays reserved. */
  signal?: AbortSignal;
};

/**
 * Room for one call. From its grant until `windowMs` after `use`, or until `release`, it takes a place in the window;
 * one that is neither used nor released is given back by itself after `slotLifetimeMs`.
 */
export type RateSlot = {
  /** Called immediately before the request leaves. */
  use(): Promise<void>;
  /** Called when the request will not be sent. After `use` it does nothing. */
  release(): Promise<void>;
};

export type RateReservation = {
  /** How long the caller was kept waiting, in milliseconds. */
  waitedMs: number;
  /** As many as were asked for. */
  slots: readonly RateSlot[];
};

/**
 * A limit on calls in any window of time, shared by everyone who uses the same account or App ID. Implementations
 * decide where it is kept (this process, a database); what they promise is that at no time are there more than
 * `limit` calls of a bucket in any `windowMs`, higher priorities being served first.
 */
export interface RateLimit {
  /** Resolves once the slots are granted: the caller may send at once. */
  reserve(request: RateRequest): Promise<RateReservation>;
  /** After a 429: nothing of this bucket is granted for so long. */
  hold(bucket: string, ms: number): Promise<void>;
}

/** Agora's documented limit (contract §1.4). */
export const callsPerSecond = 10;

/** That of live streaming (FLS contract §1.4). */
export const flsCallsPerSecond = 50;

/** Longer than Agora's second, because requests may arrive closer together than they were sent. */
export const windowMs = 1100;

/** How long a slot that nobody uses stays reserved: the two seconds between acquire and start, and an answer's time. */
export const slotLifetimeMs = 13_000;

/** An acquire and the start that follows it, reserved together (reliability I7). */
export type StartPermit = { acquire: RateSlot; start: RateSlot; waitedMs: number };
