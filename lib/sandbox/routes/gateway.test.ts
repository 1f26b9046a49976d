import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSandbox } from "../test-sandbox";

let box: TestSandbox;

beforeAll(async () => {
  box = await TestSandbox.start();
});

afterAll(() => box.close());

async function answerTo(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const response = await box.fetch(path, init);
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  return { status: response.status, body: await response.json() };
}

const acquirePath = () => `/v1/apps/${box.sandbox.appId}/cloud_recording/acquire`;
const json = JSON.stringify({ cname: "lobby", uid: "1", clientRequest: {} });
const post = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({ method: "POST", body, headers });

/** Lets the rate window pass: more than ten requests a second are another test's matter. */
async function quiet(): Promise<void> {
  await box.control("PUT", "clock", { advanceSeconds: 1 });
}

describe("what the gateway answers by itself", () => {
  test("no route: another path, another method, and OPTIONS, which a browser would ask first", async () => {
    await quiet();
    const noRoute = { status: 404, body: { message: "no Route matched with those values" } };
    expect(await answerTo("/v1/apps/x/cloud_recording/nothing")).toEqual(noRoute);
    expect(await answerTo(acquirePath())).toEqual(noRoute);
    expect(await answerTo(acquirePath(), { method: "OPTIONS" })).toEqual(noRoute);
    expect(await answerTo(acquirePath().toUpperCase(), post(json))).toEqual(noRoute);
  });

  test("credentials: missing, wrong, and without the word Basic", async () => {
    await quiet();
    const wrong = { status: 401, body: { message: "Invalid authentication credentials" } };
    const without = await fetch(box.sandbox.baseUrl + acquirePath(), { method: "POST", body: json });
    expect({ status: without.status, body: await without.json() }).toEqual({
      status: 401,
      body: { message: "Unauthorized" },
    });
    const { customerId, customerSecret } = box.sandbox;
    for (const pair of [`${customerId}:x`, `x:${customerSecret}`, `${customerId}${customerSecret}`]) {
      const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
      expect(await answerTo(acquirePath(), post(json, { authorization }))).toEqual(wrong);
    }
    const authorization = box.authorization.replace("Basic ", "");
    expect(await answerTo(acquirePath(), post(json, { authorization }))).toEqual(wrong);
  });

  test("an App ID that is not the project's", async () => {
    await quiet();
    const other = "0".repeat(32);
    expect(await answerTo(`/v1/apps/${other}/cloud_recording/acquire`, post(json))).toEqual({
      status: 400,
      body: { code: 400, reason: "invalid_appid" },
    });
    expect(await answerTo(`/v1/apps/${other}/cloud_recording/resourceid/r/sid/s/mode/mix/query`)).toEqual({
      status: 400,
      body: { message: "appid is invalid" },
    });
  });

  test("a body that is not JSON, repeats a key, has another content type, or is huge", async () => {
    await quiet();
    for (const body of ["", "{", "[1,2", '{"cname":"a","cname":"b"}', "[".repeat(5000) + "]".repeat(5000)]) {
      expect(await answerTo(acquirePath(), post(body))).toMatchObject({ status: 400, body: { code: 8 } });
    }
    const plain = post(json, { "content-type": "text/plain" });
    expect(await answerTo(acquirePath(), plain)).toMatchObject({ status: 400, body: { code: 8 } });
    expect(
      (await answerTo(acquirePath(), post(json, { "content-type": "application/json;charset=utf-8" }))).status,
    ).toBe(200);
    expect((await answerTo(acquirePath(), post(`"${"x".repeat(2_000_000)}"`))).status).toBe(413);
  });

  test("a path that cannot be decoded is no crash", async () => {
    await quiet();
    for (const path of ["/v1/apps/%", "/%00/%ff%fe", `/v1/apps/${box.sandbox.appId}/cloud_recording/resourceid/%/x`]) {
      expect((await answerTo(path)).status).toBe(404);
    }
    const text = await rawRequest("GET /%zz HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n");
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
  });
});

describe("the rate limit", () => {
  test("ten in any second pass, the eleventh is refused and counted, a second later ten more pass", async () => {
    // Slow enough that all of this happens within one second of the sandbox.
    await box.control("PUT", "clock", { rate: 0.1 });
    await quiet();
    const { body: before } = await box.control("GET", "counters");
    const statuses = await Promise.all(
      Array.from({ length: 13 }, async () => (await box.acquire("lobby", "1")).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    const { body: after } = await box.control("GET", "counters");
    expect(Number(after.rateLimited) - Number(before.rateLimited)).toBe(3);
    expect((await box.acquire("lobby", "1")).body).toEqual({ message: "API rate limit exceeded" });
    await quiet();
    expect((await box.acquire("lobby", "1")).status).toBe(200);
  });
});

test("the journal holds every request, without secrets", async () => {
  await quiet();
  const { body: earlier } = await box.control("GET", "journal?limit=1000");
  const last = (earlier.requests as { id: number }[]).at(-1)?.id ?? 0;
  const resourceId = await box.resource("lobby", "77");
  await box.start(resourceId, "lobby", "77", { token: "my-rtc-token", storageConfig: box.storage({ vendor: 99 }) });
  const { body } = await box.control("GET", `journal?after=${last}`);
  expect(body.requests).toMatchObject([
    { operation: "acquire", method: "POST", status: 200, body: { cname: "lobby" }, answer: { resourceId } },
    {
      operation: "start",
      status: 400,
      body: { clientRequest: { storageConfig: { vendor: 99 } } },
      answer: { code: 2 },
    },
  ]);
  const text = JSON.stringify(body);
  const { secretKey, accessKey } = box.sandbox.objectStore;
  for (const secret of [secretKey, accessKey, "my-rtc-token", box.sandbox.customerSecret, box.authorization]) {
    expect(text).not.toContain(secret);
  }
});

/** Sends bytes as they are and returns all that comes back. */
function rawRequest(bytes: string): Promise<string> {
  const { hostname, port } = new URL(box.sandbox.baseUrl);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}
