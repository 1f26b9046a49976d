import type { StateDatabase } from "../state/database";

/**
 * `pending`: due at some time. `delivered`, `given-up`: over. `lost`: kept back by a fault. `unaddressed`: nobody had
 * asked for notifications when it was made.
 */
export type DeliveryState = "pending" | "delivered" | "given-up" | "lost" | "unaddressed";

/** How a notification is signed: as Agora does, with a wrong secret, or without the SHA-256 header. */
export type SignatureKind = "good" | "forged" | "sha1Only";

/** One notification to one address. */
export type Delivery = {
  id: number;
  /** The recording it is about; for an event of a channel, `channel:` and its name. */
  sid: string;
  state: DeliveryState;
  /** Sandbox time of the next try. */
  dueAtMs: number;
  /** Empty for `unaddressed`. */
  url: string;
  eventType: number;
  /** The envelope but for `notifyMs`, which each try sets anew (contract §5.1). */
  envelope: { noticeId: string; productId: number; eventType: number; payload: Record<string, unknown> };
  tries: number;
  /** What the last try got: a status, or a sentence. Null before the first. */
  lastAnswer: string | null;
  /** Held back by a fault until the next notification of its recording has been sent. */
  isHeld: boolean;
  signature: SignatureKind;
  /** The `notifyMs` of every try, for a notification that was given one by hand; null for the time of each try. */
  notifyMs: number | null;
};

/** A notification that nothing was tried with yet and nothing is wrong with. */
export const untried = {
  state: "pending",
  tries: 0,
  lastAnswer: null,
  isHeld: false,
  signature: "good",
  notifyMs: null,
} as const satisfies Partial<Delivery>;

/** Every notification since the last reset: an outbox that loses nothing at a restart, and its history. */
export class Deliveries {
  readonly #db: StateDatabase;
  readonly #listeners = new Set<() => void>();

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  /** Tells of each new notification. */
  onAdd(listener: () => void): void {
    this.#listeners.add(listener);
  }

  add(delivery: Omit<Delivery, "id">): Delivery {
    const { lastId } = this.#db.run(
      "INSERT INTO deliveries (sid, state, due_at_ms, document) VALUES (?, ?, ?, ?)",
      delivery.sid,
      delivery.state,
      delivery.dueAtMs,
      JSON.stringify(delivery),
    );
    for (const listener of this.#listeners) listener();
    return { ...delivery, id: lastId };
  }

  find(id: number): Delivery | undefined {
    return this.#many("SELECT id, document FROM deliveries WHERE id = ?", id)[0];
  }

  save({ id, ...delivery }: Delivery): void {
    this.#db.run(
      "UPDATE deliveries SET state = ?, due_at_ms = ?, document = ? WHERE id = ?",
      delivery.state,
      delivery.dueAtMs,
      JSON.stringify(delivery),
      id,
    );
  }

  /** The pending ones that are due, first come first. */
  due(nowMs: number): Delivery[] {
    return this.#many(
      "SELECT id, document FROM deliveries WHERE state = 'pending' AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT 500",
      nowMs,
    );
  }

  /** When the next pending one after now is due; null when there is none. */
  nextDueMs(nowMs: number): number | null {
    const row = this.#db.get(
      "SELECT due_at_ms FROM deliveries WHERE state = 'pending' AND due_at_ms > ? ORDER BY due_at_ms LIMIT 1",
      nowMs,
    );
    return row ? Number(row.due_at_ms) : null;
  }

  held(sid: string): Delivery[] {
    return this.#many(
      "SELECT id, document FROM deliveries WHERE state = 'pending' AND sid = ? ORDER BY id",
      sid,
    ).filter((delivery) => delivery.isHeld);
  }

  /** The history after `afterId`, oldest first, of one recording or of all. */
  after(afterId: number, limit: number, sid?: string): Delivery[] {
    return sid === undefined
      ? this.#many("SELECT id, document FROM deliveries WHERE id > ? ORDER BY id LIMIT ?", afterId, limit)
      : this.#many(
          "SELECT id, document FROM deliveries WHERE id > ? AND sid = ? ORDER BY id LIMIT ?",
          afterId,
          sid,
          limit,
        );
  }

  /** The newest, oldest first, of one recording or of all. */
  last(count: number, sid?: string): Delivery[] {
    const newestFirst =
      sid === undefined
        ? this.#many("SELECT id, document FROM deliveries ORDER BY id DESC LIMIT ?", count)
        : this.#many("SELECT id, document FROM deliveries WHERE sid = ? ORDER BY id DESC LIMIT ?", sid, count);
    return newestFirst.toReversed();
  }

  /** Forgets what is over but the newest of all. */
  prune(kept: number): void {
    this.#db.run(
      "DELETE FROM deliveries WHERE state <> 'pending' AND id <= (SELECT max(id) FROM deliveries) - ?",
      kept,
    );
  }

  #many(sql: string, ...values: (string | number)[]): Delivery[] {
    return this.#db.all(sql, ...values).map((row) => ({
      ...untried,
      ...(JSON.parse(String(row.document)) as Omit<Delivery, "id">),
      id: Number(row.id),
    }));
  }
}
