import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "./check";
import "./chapters";
import { Lab, type LabAddress } from "./lab";
import { Receiver } from "./receiver";
import { report } from "./report";
import { carryOut, type Outcome, runAgainst } from "./run";
import { sections } from "./sections";

/** Servers that always say the same, which is wrong: whatever a check claims, it must not hold of any of them. */
const wrongServers: Record<string, RequestListener> = {
  "answers 200 {} to everything": (_request, response) => json(response, 200, {}),
  "refuses everything as a wrong parameter": (_request, response) => json(response, 400, { code: 2, reason: "no" }),
  "knows no recording at all": (_request, response) =>
    json(response, 404, { code: 404, reason: "failed to find worker" }),
  "lets nobody in": (_request, response) => json(response, 401, { message: "Unauthorized" }),
  "has no routes": (_request, response) => json(response, 404, { message: "no Route matched with those values" }),
  "falls over": (request) => request.socket.destroy(),
};

/**
 * Checks that a wrong server passes, by title: only those that its one answer is really right for.
 */
const rightByChance: Record<string, RegExp[]> = {
  "lets nobody in": [/without an Authorization header is 401/, /^A refusal of the gateway has a message/],
  "has no routes": [/is 404 no Route$/],
};

const open: (() => void)[] = [];
afterAll(() => {
  for (const close of open) close();
});

test("there are enough checks, each with a title of its own and a section that has a name", () => {
  expect(registry.length).toBeGreaterThanOrEqual(500);
  expect(new Set(registry.map(({ title }) => title)).size).toBe(registry.length);
  for (const { section } of registry) expect(sections).toHaveProperty([section]);
  for (const section of Object.keys(sections)) expect(registry.map((one) => one.section)).toContain(section);
});

describe.each(Object.entries(wrongServers))("a server that %s", (name, listener) => {
  let lab: Lab;

  beforeAll(async () => {
    const receiver = await Receiver.start();
    lab = new Lab(wrongAddress(await listen(listener)), receiver, { patienceMs: 20 });
    open.push(() => receiver.close());
  });

  test("fails every check", async () => {
    const outcomes = await Promise.all(registry.map((one) => carryOut(one, () => one.run(lab))));
    const passed = titles(outcomes.filter(({ failure }) => failure === null));
    const excused = rightByChance[name] ?? [];
    expect(passed.filter((title) => !excused.some((pattern) => pattern.test(title)))).toEqual([]);
    for (const pattern of excused) expect(passed).toContainEqual(expect.stringMatching(pattern));
  });
});

test("a server that accepts everything fails every check of a refusal", async () => {
  const receiver = await Receiver.start();
  open.push(() => receiver.close());
  const ids = { cname: "c", uid: "1", resourceId: "r".repeat(256), sid: "0".repeat(32) };
  const server = await listen((_request, response) => json(response, 200, { ...ids, serverResponse: { status: 5 } }));
  const lab = new Lab(wrongAddress(server), receiver, { patienceMs: 20 });
  const refusals = registry.filter(({ title }) => /refuse|is code|is 4\d\d|dies/.test(title));
  expect(refusals.length).toBeGreaterThan(150);
  const outcomes = await Promise.all(refusals.map((one) => carryOut(one, () => one.run(lab))));
  expect(titles(outcomes.filter(({ failure }) => failure === null))).toEqual([]);
});

test("an account is asked only what is harmless, and failures are reported without its secret", async () => {
  const asked: string[] = [];
  const server = await listen((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    json(response, 200, { got: "the-customer-secret" });
  });
  const account = { baseUrl: server, appId: "app", customerId: "id", customerSecret: "the-customer-secret" };
  const few = registry.filter(({ section }) => section === "1.3" || section === "2.13");
  const outcomes = await runAgainst(account, few);
  expect(outcomes.length).toBeGreaterThan(0);
  expect(outcomes.length).toBeLessThan(few.length);
  expect(asked.filter((line) => !line.endsWith("/cloud_recording/acquire"))).toEqual([]);
  const text = report(outcomes, null, [account.customerSecret]);
  expect(text).toContain("[secret]");
  expect(text).not.toContain(account.customerSecret);
  expect(text.split("\n").at(-1)).toBe(`0 passed, ${outcomes.length} failed`);
});

function titles(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ check }) => check.title);
}

function json(response: Parameters<RequestListener>[1], status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "1" });
  response.end(JSON.stringify(body));
}

/** Everything that a lab calls is this one server: the API, the control API and the object store. */
function wrongAddress(url: string): LabAddress {
  const objectStore = { endpoint: url, region: "us-east-1", bucket: "b", accessKey: "key", secretKey: "secret" };
  const account = { baseUrl: url, appId: "app", customerId: "id", customerSecret: "secret" };
  return {
    ...account,
    controlUrl: `${url}/sandbox/v1`,
    objectStore,
    notificationSecrets: { cloudRecording: "s", rtc: "s", fls: "s" },
  };
}

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
