import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RatePriority } from "../agora/rate-limit";
import { connect, type Connection } from "../db/client";
import { rateBuckets, rateSlots } from "../db/schema";
import { createTestDatabase, type TestDatabase } from "../db/test-db";
import { createRateLimit } from "./rate-limit";

const buckets = ["app:a", "account:b"];
let database: TestDatabase;
let connections: Connection[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  connections = [];
  await database.close();
});

/** A rate limit as another process would have it: with connections of its own. */
function rival(options: { windowMs?: number; slotLifetimeMs?: number } = {}) {
  const connection = connect(database.url, { max: 3 });
  connections.push(connection);
  return createRateLimit({ db: connection.db, ...options });
}

const ask = (priority: RatePriority, count = 1) => ({ buckets, operation: "test", priority, count });

describe("the rate limit", () => {
  test("lets no more than ten calls into any second, whoever competes for them", { timeout: 60_000 }, async () => {
    const sent: number[] = [];
    const call = async (limit: ReturnType<typeof rival>, priority: RatePriority) => {
      const { slots } = await limit.reserve(ask(priority));
      await slots[0]?.use();
      sent.push(performance.now());
    };
    const startedAt = performance.now();
    await Promise.all(
      [rival(), rival(), rival()].flatMap((limit) =>
        Array.from({ length: 35 }, (_, index) => call(limit, index % 2 === 0 ? "stop" : "start")),
      ),
    );
    const seconds = (performance.now() - startedAt) / 1000;

    expect(sent).toHaveLength(105);
    expect(busiest(sent, 1000)).toBeLessThanOrEqual(10);
    expect(seconds).toBeLessThan(25);
  });

  test("slows down after a 429, once for several at a time, and comes back with time", async () => {
    const limit = rival({ windowMs: 60_000 });
    const room = async () => {
      let count = 0;
      for (;;) {
        const signal = AbortSignal.timeout(600);
        const granted = await limit.reserve({ ...ask("stop"), signal }).catch(() => null);
        if (granted === null) return count;
        count += 1;
      }
    };
    await Promise.all([limit.hold("app:a", 300), limit.hold("app:a", 300)]);
    expect(await room()).toBe(8);
    await database.db.delete(rateSlots);
    await database.db.update(rateBuckets).set({ pacedAt: new Date(Date.now() - 31_000) });
    expect(await room()).toBe(9);
  });

  test("grants acquire and start together, and keeps the start's place while acquire is answered", async () => {
    const limit = rival({ windowMs: 300 });
    const pair = await limit.reserve(ask("start", 2));
    await pair.slots[0]?.use();
    const others = await Promise.all(Array.from({ length: 8 }, () => limit.reserve(ask("stop"))));
    await Promise.all(others.flatMap((other) => other.slots).map((slot) => slot.use()));

    let isGranted = false;
    const more = limit.reserve(ask("stop", 2)).then(() => (isGranted = true));
    await pair.slots[1]?.use();
    expect(isGranted).toBe(false);
    await more;
  });

  test("leaves head-room for stops when everything else is waiting", async () => {
    const [busy, stopping] = [rival({ slotLifetimeMs: 2000 }), rival()];
    await Promise.all(Array.from({ length: 8 }, () => busy.reserve(ask("start"))));
    void busy.reserve(ask("start")).catch(() => undefined);
    const stop = await stopping.reserve(ask("stop"));
    expect(stop.waitedMs).toBeLessThan(500);
  });

  test("serves a stop that came last before the monitor calls that wait", async () => {
    const limit = rival({ windowMs: 400, slotLifetimeMs: 3_000 });
    await Promise.all(Array.from({ length: 10 }, () => limit.reserve(ask("stop"))));
    const order: string[] = [];
    const monitor = limit.reserve(ask("monitor")).then(() => order.push("monitor"));
    const stop = limit.reserve(ask("stop")).then(() => order.push("stop"));
    await Promise.all([monitor, stop]);
    expect(order).toEqual(["stop", "monitor"]);
  });

  test("gives a released place back at once and one that nobody used after its life", async () => {
    const limit = rival({ slotLifetimeMs: 300 });
    const first = await limit.reserve(ask("start", 8));
    await Promise.all(first.slots.map((slot) => slot.release()));
    const second = await limit.reserve(ask("start", 8));
    expect(second.waitedMs).toBeLessThan(200);
    const third = await limit.reserve(ask("start", 8));
    expect(third.waitedMs).toBeGreaterThan(100);
    await expect(second.slots[0]?.use()).rejects.toThrow("is gone");
  });

  test("grants nothing of a bucket that is held, to anybody", async () => {
    const [limit, other] = [rival(), rival()];
    await limit.hold("app:a", 600);
    const waited = await Promise.all([limit.reserve(ask("stop")), other.reserve(ask("stop"))]);
    expect(Math.min(...waited.map((reservation) => reservation.waitedMs))).toBeGreaterThan(400);
  });

  test("keeps to the limit that a request names for its buckets, with head-room in the same shares", async () => {
    const limit = rival({ slotLifetimeMs: 1500 });
    const own = (priority: RatePriority, count: number) => ({
      buckets: ["fls:b"],
      limit: 50,
      operation: "test",
      priority,
      count,
    });
    await expect(limit.reserve(own("update", 31))).rejects.toThrow("31 of 30");
    const updates = await limit.reserve(own("update", 30));
    const stops = await limit.reserve(own("stop", 20));
    const [late, other] = await Promise.all([limit.reserve(own("stop", 1)), limit.reserve(ask("stop"))]);
    expect(Math.max(updates.waitedMs, stops.waitedMs, other.waitedMs)).toBeLessThan(late.waitedMs);
    expect(late.waitedMs).toBeGreaterThan(700);
  });

  test("forgets a caller who gives up, with what was about to be granted", async () => {
    const limit = rival({ slotLifetimeMs: 60_000 });
    await Promise.all(Array.from({ length: 10 }, () => limit.reserve(ask("stop"))));
    const controller = new AbortController();
    const waiting = limit.reserve({ ...ask("stop"), signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ count: number }>("select count(*)::int as count from rate_slots");
    await client.end();
    expect(rows[0]?.count).toBe(20);
  });
});

/** The most calls in any window that begins with one of them. */
function busiest(times: number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((start) => sorted.filter((time) => time >= start && time < start + windowMs).length));
}
