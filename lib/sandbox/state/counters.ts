import type { StateDatabase } from "./database";

/** What the sandbox counts. `pairingViolations`: starts later than two seconds after their acquire was answered. */
export const counterNames = [
  "requests",
  "rateLimited",
  "pairingViolations",
  "faultsApplied",
  "tasksStarted",
  "slicesUploaded",
  "notificationsDelivered",
  "notificationsGivenUp",
] as const;
export type CounterName = (typeof counterNames)[number];

/** Running totals since the last reset, kept over restarts. */
export class Counters {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  add(name: CounterName): void {
    this.#db.run(
      "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
      name,
    );
  }

  all(): Record<CounterName, number> {
    const kept = new Map(this.#db.all("SELECT name, value FROM counters").map((row) => [row.name, Number(row.value)]));
    return Object.fromEntries(counterNames.map((name) => [name, kept.get(name) ?? 0])) as Record<CounterName, number>;
  }
}
