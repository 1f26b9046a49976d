import { describe, expect, it } from "vitest";
import type { RateLimit, RatePriority } from "./rate-limit";
import { createSlidingWindow } from "./sliding-window";

const ask = (
  limit: RateLimit,
  options: { count?: number; priority?: RatePriority; bucket?: string; limit?: number; signal?: AbortSignal } = {},
) =>
  limit.reserve({
    buckets: [options.bucket ?? "app:a"],
    operation: "test",
    priority: options.priority ?? "monitor",
    count: options.count ?? 1,
    limit: options.limit,
    signal: options.signal,
  });

/** Takes one slot, uses it, and notes the time. */
async function call(limit: RateLimit, times: number[], options: Parameters<typeof ask>[1] = {}) {
  const { slots } = await ask(limit, options);
  await slots[0]?.use();
  times.push(performance.now());
}

/** The most calls in any window. A time is noted a little after its call, so the window is taken a little shorter. */
function busiest(times: readonly number[], windowMs: number): number {
  const shorter = windowMs * 0.75;
  return Math.max(...times.map((time) => times.filter((other) => other >= time && other < time + shorter).length));
}

describe("a sliding window", () => {
  it("never lets more than its limit into any window, however they arrive", async () => {
    const windowMs = 120;
    const limit = createSlidingWindow({ limit: 5, windowMs });
    const times: number[] = [];
    await Promise.all(Array.from({ length: 23 }, () => call(limit, times)));
    expect(busiest(times, windowMs)).toBeLessThanOrEqual(5);
    expect(times).toHaveLength(23);
  });

  it("keeps to the limit that a request names for its buckets, beside its own for the others", async () => {
    const windowMs = 120;
    const limit = createSlidingWindow({ limit: 2, windowMs });
    const [own, others]: [number[], number[]] = [[], []];
    await Promise.all([
      ...Array.from({ length: 14 }, () => call(limit, own, { bucket: "fls", limit: 7 })),
      ...Array.from({ length: 4 }, () => call(limit, others)),
    ]);
    expect([busiest(own, windowMs), busiest(others, windowMs)]).toEqual([7, 2]);
    await expect(ask(limit, { count: 8, limit: 7 })).rejects.toThrow("8 of 7");
  });

  it("serves stop before start, and start before monitor", async () => {
    const limit = createSlidingWindow({ limit: 1, windowMs: 30 });
    await call(limit, []);
    const order: string[] = [];
    const priorities: RatePriority[] = ["list", "monitor", "start", "update", "stop", "confirm"];
    await Promise.all(
      priorities.map(async (priority) => {
        await call(limit, [], { priority });
        order.push(priority);
      }),
    );
    expect(order).toEqual(["stop", "start", "confirm", "update", "monitor", "list"]);
  });

  it("grants a pair together or not at all, and keeps room for its second call", async () => {
    const limit = createSlidingWindow({ limit: 2, windowMs: 60 });
    await call(limit, []);
    const began = performance.now();
    const { slots, waitedMs } = await ask(limit, { count: 2, priority: "start" });
    expect(slots).toHaveLength(2);
    expect(performance.now() - began).toBeGreaterThan(50);
    expect(waitedMs).toBeGreaterThan(50);
    await slots[0]?.use();
    // The second slot is unused, so its place stays taken beyond the first one's window.
    const waiting = new AbortController();
    const third = ask(limit, { count: 2, signal: waiting.signal });
    const settled = await Promise.race([third.then(() => "granted"), pause(150).then(() => "waiting")]);
    expect(settled).toBe("waiting");
    await slots[1]?.release();
    await expect(third).resolves.toMatchObject({ slots: [{}, {}] });
  });

  it("one full bucket does not hold up another", async () => {
    const limit = createSlidingWindow({ limit: 1, windowMs: 60_000 });
    await call(limit, [], { bucket: "app:a" });
    const abort = new AbortController();
    const blocked = ask(limit, { bucket: "app:a", priority: "stop", signal: abort.signal });
    await call(limit, [], { bucket: "app:b", priority: "list" });
    abort.abort(new Error("given up"));
    await expect(blocked).rejects.toThrow("given up");
  });

  it("grants nothing while it is held", async () => {
    const limit = createSlidingWindow();
    await limit.hold("app:a", 80);
    const began = performance.now();
    await ask(limit);
    expect(performance.now() - began).toBeGreaterThan(70);
  });

  it("refuses to wait for what can never come", async () => {
    await expect(ask(createSlidingWindow({ limit: 1 }), { count: 2 })).rejects.toBeInstanceOf(RangeError);
    const aborted = AbortSignal.abort(new Error("too late"));
    await expect(ask(createSlidingWindow(), { signal: aborted })).rejects.toThrow("too late");
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
