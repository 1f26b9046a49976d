import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { personColour } from "../media/person";
import { startSandbox } from "../main";
import { TestSandbox } from "../test-sandbox";

const box = await TestSandbox.start();
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
});

describe("people", () => {
  test("the cast is there at first start, each with a colour and a tone of their own", async () => {
    expect((await box.control("GET", "channels")).body.channels).toEqual([
      { channel: "lobby", people: 3, recorders: 0, profile: "live" },
      { channel: "class-101", people: 6, recorders: 0, profile: "live" },
      { channel: "support-7", people: 2, recorders: 0, profile: "live" },
    ]);
    const { body } = await box.control("GET", "channels/class-101/people");
    const people = body.people as { uid: string; colour: string; toneHz: number }[];
    expect(new Set(people.map(({ colour }) => colour)).size).toBe(6);
    expect(new Set(people.map(({ toneHz }) => toneHz)).size).toBe(6);
    const { r } = personColour(Number(people[0]?.uid));
    expect(parseInt(people[0]?.colour.slice(1, 3) ?? "", 16)).toBe(r);
  });

  test("come in last, change their camera and microphone, and go", async () => {
    const path = "channels/my room #1/people".replaceAll(" ", "%20").replaceAll("#", "%23");
    expect(await box.control("POST", path, { uid: "5", aspect: "9:16", video: false })).toMatchObject({
      status: 201,
      body: { uid: "5", aspect: "9:16", video: false, audio: true, role: "host" },
    });
    expect((await box.control("POST", path, { uid: "4" })).status).toBe(201);
    expect((await box.control("POST", path, { uid: "5" })).status).toBe(409);
    expect(await box.control("PATCH", `${path}/5`, { video: true, audio: false })).toMatchObject({
      body: { video: true, audio: false, aspect: "9:16" },
    });
    expect((await box.control("GET", path)).body).toMatchObject({ people: [{ uid: "5" }, { uid: "4" }] });
    expect((await box.control("DELETE", `${path}/5`)).status).toBe(204);
    expect((await box.control("DELETE", `${path}/5`)).status).toBe(404);
    expect((await box.control("PATCH", `${path}/5`, { video: true })).status).toBe(404);
    expect((await box.control("GET", path)).body).toMatchObject({ people: [{ uid: "4" }] });
  });

  test("wrong ones are refused with the field's name", async () => {
    const path = "channels/lobby/people";
    for (const [body, field] of [
      [{ uid: 5 }, "uid"],
      [{ uid: "0" }, "uid"],
      [{ uid: "5", aspect: "2:1" }, "aspect"],
      [{ uid: "5", role: "king" }, "role"],
    ] as const) {
      const { status, body: answer } = await box.control("POST", path, body);
      expect(status).toBe(400);
      expect(answer.error).toContain(field);
    }
  });
});

test("the clock can be moved forward and quickened, not back", async () => {
  const before = Date.parse(String((await box.control("GET", "clock")).body.now));
  const { body } = await box.control("PUT", "clock", { advanceSeconds: 3600, rate: 2 });
  expect(body.rate).toBe(2);
  expect(Date.parse(String(body.now)) - before).toBeGreaterThanOrEqual(3_600_000);
  const back = await box.control("PUT", "clock", { now: new Date(before).toISOString() });
  expect(back).toMatchObject({ status: 400, body: { error: "The clock cannot go back." } });
  expect((await box.control("PUT", "clock", { rate: 0 })).status).toBe(400);
});

test("a switch changes alone", async () => {
  await box.control("PATCH", "switches", { requestsPerSecond: 500 });
  const { body } = await box.control("PATCH", "switches", { lateStart: "refuse" });
  expect(body).toMatchObject({ requestsPerSecond: 500, lateStart: "refuse", maxConcurrentTasks: 50 });
  expect((await box.control("PATCH", "switches", { nothing: 1 })).status).toBe(400);
});

test("the store's buckets, keys and sessions are made through it", async () => {
  expect((await box.control("PUT", "store/buckets/other-bucket", { region: "eu-west-1" })).status).toBe(200);
  expect((await box.control("PUT", "store/buckets/other-bucket", { region: "us-east-2" })).status).toBe(400);
  const { body: key } = await box.control("POST", "store/keys", { permission: "writeOnly", buckets: ["other-bucket"] });
  expect(key).toMatchObject({ accessKey: expect.any(String), secretKey: expect.any(String) });
  const session = await box.control("POST", "store/sessions", { accessKey: key.accessKey, durationSeconds: 900 });
  expect(session).toMatchObject({ status: 201, body: { sessionToken: expect.any(String) } });
  expect((await box.control("DELETE", `store/keys/${String(key.accessKey)}`)).status).toBe(204);
  expect((await box.control("DELETE", "store/buckets/other-bucket")).status).toBe(204);
  expect((await box.control("DELETE", "store/buckets/other-bucket")).status).toBe(400);
});

test("only a host of a live channel leaves with one of the reasons of hosts", async () => {
  await box.control("POST", "channels/lobby/people", { uid: "91", role: "audience" });
  await box.control("POST", "channels/lobby/people", { uid: "92" });
  expect((await box.control("DELETE", "channels/lobby/people/91?reason=12")).status).toBe(400);
  expect((await box.control("DELETE", "channels/lobby/people/91?reason=4")).status).toBe(204);
  expect((await box.control("DELETE", "channels/lobby/people/92?reason=99")).status).toBe(204);
});

test("a reset forgets everything but the keys and the clock, and ends what is live", async () => {
  const { appId, customerSecret } = box.sandbox;
  await box.control("DELETE", "channels/lobby/people/1001");
  await box.control("POST", "faults", { operation: "stop", count: 0, answer: { kind: "hang" } });
  const task = await box.record("empty-room", "1");
  const before = Date.parse(String((await box.control("GET", "clock")).body.now));
  expect((await box.control("POST", "reset")).status).toBe(204);
  expect((await box.control("GET", "counters")).body).toMatchObject({ requests: 0, liveTasks: 0, tasksStarted: 0 });
  expect((await box.control("GET", "faults")).body).toEqual({ faults: [] });
  expect((await box.control("GET", "channels/lobby/people")).body.people).toHaveLength(3);
  expect(Date.parse(String((await box.control("GET", "clock")).body.now))).toBeGreaterThanOrEqual(before);
  expect(await box.query(task)).toMatchObject({ status: 400, body: { code: 1001 } });
  expect(box.sandbox).toMatchObject({ appId, customerSecret });
});

test("keys, rosters, switches and resource ids outlive a restart", async () => {
  const { appId, customerId, objectStore, notificationSecrets } = box.sandbox;
  await box.control("POST", "channels/lobby/people", { uid: "77" });
  await box.control("PATCH", "switches", { repeatedStartHasSid: true });
  const resourceId = await box.resource("empty-room", "1");
  await box.restart();
  expect(box.sandbox).toMatchObject({ appId, customerId, notificationSecrets });
  expect(box.sandbox.objectStore).toMatchObject({ accessKey: objectStore.accessKey, secretKey: objectStore.secretKey });
  expect((await box.control("GET", "channels/lobby/people")).body.people).toHaveLength(4);
  expect((await box.control("GET", "switches")).body.repeatedStartHasSid).toBe(true);
  expect((await box.start(resourceId, "empty-room", "1")).status).toBe(200);
});

describe("who may use it", () => {
  test("no browser page: neither with an origin nor under another name of this machine", async () => {
    const origin = await fetch(`${box.sandbox.controlUrl}/counters`, { headers: { origin: "https://evil.example" } });
    expect(origin.status).toBe(403);
    expect(await statusWithHost("evil.example")).toBe(403);
    expect(await statusWithHost("localhost:1")).toBe(200);
    expect((await box.control("GET", "nothing")).status).toBe(404);
  });

  test("beyond loopback it does not start, unless told to; then the control API asks for the credentials", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "tally-sandbox-"));
    const options = { dataDir, host: "0.0.0.0", port: 0, objectStorePort: 0 };
    await expect(startSandbox(options)).rejects.toThrow("does not listen on 0.0.0.0");
    const sandbox = await startSandbox({ ...options, allowRemote: true });
    expect((await fetch(`${sandbox.controlUrl}/info`)).status).toBe(401);
    const authorization = `Basic ${btoa(`${sandbox.customerId}:${sandbox.customerSecret}`)}`;
    expect((await fetch(`${sandbox.controlUrl}/info`, { headers: { authorization } })).status).toBe(200);
    await sandbox.close();
    await rm(dataDir, { recursive: true });
  });

  test("a folder or a port in use is one clear sentence", async () => {
    await expect(startSandbox({ dataDir: box.dataDir, port: 0, objectStorePort: 0 })).rejects.toThrow(
      /is in use by another sandbox\. Stop that one/,
    );
    const dataDir = await mkdtemp(join(tmpdir(), "tally-sandbox-"));
    const port = Number(new URL(box.sandbox.baseUrl).port);
    await expect(startSandbox({ dataDir, port, objectStorePort: 0 })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken`,
    );
    await rm(dataDir, { recursive: true });
  });
});

/** What a request gets that reached this machine under some name. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${box.sandbox.controlUrl}/counters`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}
