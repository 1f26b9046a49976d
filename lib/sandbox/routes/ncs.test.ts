import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { TestSandbox } from "../test-sandbox";

const box = await TestSandbox.start({ clockRate: 0.1 });
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
});

const list = z.object({
  data: z.object({ service: z.object({ hosts: z.array(z.object({ primaryIP: z.string() })) }) }),
});

async function addresses(path = "/v1/ncs/ip"): Promise<string[]> {
  const response = await box.fetch(path);
  expect(response.status).toBe(200);
  return list.parse(await response.json()).data.service.hosts.map(({ primaryIP }) => primaryIP);
}

describe.each(["/v1/ncs/ip", "/v2/ncs/ip"])("%s", (path) => {
  test("is behind the account's credentials", async () => {
    expect(await addresses(path)).toEqual(["127.0.0.1"]);
    const unsigned = await fetch(`${box.sandbox.baseUrl}${path}`);
    expect([unsigned.status, await unsigned.json()]).toEqual([401, { message: "Unauthorized" }]);
    expect((await box.fetch(path, { headers: { authorization: "Basic eDp5" } })).status).toBe(401);
    expect((await box.fetch(path, { method: "POST" })).status).toBe(404);
  });

  test("counts against the account's rate, together with the six operations", async () => {
    await box.control("PATCH", "switches", { requestsPerSecond: 2 });
    expect((await box.acquire("room", "1")).status).toBe(200);
    expect((await box.fetch(path)).status).toBe(200);
    const refused = await box.fetch(path);
    expect([refused.status, await refused.json()]).toEqual([429, { message: "API rate limit exceeded" }]);
    expect((await box.acquire("room", "1")).status).toBe(429);
    expect((await box.control("GET", "counters")).body).toMatchObject({ requests: 4, rateLimited: 2 });
  });
});

test("it is in the journal, without the credentials", async () => {
  await addresses();
  const { body } = await box.control("GET", "journal?last=1");
  expect(body.requests).toMatchObject([{ method: "GET", path: "/v1/ncs/ip", operation: null, status: 200 }]);
  expect(JSON.stringify(body)).not.toContain(box.sandbox.customerSecret);
});

const outside = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

test.each([["127.0.0.1"], ["localhost"], ...(outside ? [[outside]] : [])])(
  "a receiver at %s is called from one of them",
  async (host) => {
    const senders: string[] = [];
    const receiver = createServer((request, response) => {
      senders.push((request.socket.remoteAddress ?? "").replace(/^::ffff:/, ""));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, host, resolve);
    });
    const { port } = receiver.address() as AddressInfo;
    await box.control("PUT", "notifications/target", { urls: [`http://${host}:${port}/`] });
    await box.control("POST", "notifications", { eventType: 40, payload: {} });
    await vi.waitFor(() => expect(senders).toHaveLength(1), { timeout: 10_000 });
    expect(await addresses()).toContain(senders[0]);
    receiver.closeAllConnections();
    receiver.close();
  },
);
