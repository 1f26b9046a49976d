import { afterEach, describe, expect, it } from "vitest";
import { rateBuckets } from "./auth";
import { exchange, type Connection } from "./exchange";
import { AgoraRequest } from "./request";
import { Secret } from "./secret";
import { createSlidingWindow } from "./sliding-window";
import { json, startTestServer } from "./test-server";
import { createDispatcher } from "./transport";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function connectionTo(...answer: Parameters<typeof startTestServer>) {
  const server = await startTestServer(...answer);
  const dispatcher = createDispatcher();
  open.push(server, { close: () => dispatcher.destroy() });
  const credentials = { customerId: "customer", customerSecret: new Secret("customer-secret-value") };
  const rateLimit = createSlidingWindow({ limit: 1 });
  const connection: Connection = { hosts: [server.url], appId: "app", credentials, rateLimit, dispatcher };
  return { connection, seen: server.seen };
}

describe("the time of all tries together", () => {
  const question = new AgoraRequest("query", "GET", "/v1/anything");
  const rules = { deadlineMs: 2_500, totalMs: 3_000, priority: "monitor", isSafe: true } as const;

  it("cuts the second try short", async () => {
    let calls = 0;
    const { connection } = await connectionTo((response) => {
      if (++calls === 1) response.destroy();
    });
    // A second's pause between the two leaves the second one less than its own two and a half.
    await expect(exchange(connection, question, rules)).rejects.toMatchObject({
      name: "AgoraNoAnswer",
      message: "Agora did not answer within 3 seconds.",
    });
    expect(calls).toBe(2);
  });

  it("ends the wait for room under the rate limit too", async () => {
    const { connection, seen } = await connectionTo((response) => json(response, 200, {}));
    const buckets = rateBuckets("customer", "app");
    await connection.rateLimit.reserve({ buckets, operation: "x", priority: "stop", count: 1 });
    await expect(exchange(connection, question, { ...rules, totalMs: 100 })).rejects.toMatchObject({
      name: "AgoraNoRoom",
      effect: "none",
      isRetryable: true,
    });
    expect(seen).toHaveLength(0);
  });
});
