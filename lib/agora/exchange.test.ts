import { createServer } from "node:net";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CompositeStart, StartInput, TaskRef } from "./cloud-recording/input";
import { AgoraError, AgoraNoAnswer, AgoraRefused, AgoraUnreachable, AgoraUnreadableAnswer } from "./errors";
import { exchange, type Connection } from "./exchange";
import type { RateLimit } from "./rate-limit";
import { AgoraRequest } from "./request";
import { Secret } from "./secret";
import { createSlidingWindow } from "./sliding-window";
import { json, startTestServer, testClient, type Seen, type TestServer } from "./test-server";
import { createDispatcher } from "./transport";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function server(answer: (response: ServerResponse, seen: Seen) => void): Promise<TestServer> {
  const started = await startTestServer(answer);
  open.push(started);
  return started;
}

function client(...args: Parameters<typeof testClient>) {
  const made = testClient(...args);
  open.push(made);
  return made;
}

function ownConnection(url: string): Connection {
  const dispatcher = createDispatcher();
  open.push({ close: () => dispatcher.destroy() });
  const credentials = { customerId: "customer", customerSecret: new Secret("customer-secret-value") };
  return { hosts: [url], appId: "app", credentials, rateLimit: createSlidingWindow(), dispatcher };
}

const task: TaskRef = {
  channelName: "lobby",
  recorderUid: "3000000001",
  mode: "composite",
  resourceId: "res/1",
  sid: "38f8e3cfdc474cd56fc1ceba380d7e1a",
};

const composite: CompositeStart = {
  mode: "composite",
  channelProfile: "live",
  video: { width: 640, height: 360, fps: 15, bitrateKbps: 500 },
  layout: { preset: "bestFit" },
};

const start: StartInput = {
  ...composite,
  channelName: task.channelName,
  recorderUid: task.recorderUid,
  resourceId: task.resourceId,
  token: new Secret("007-channel-token-value"),
  storage: {
    vendor: "s3",
    storageRegion: 0,
    bucket: "b",
    accessKey: new Secret("AKIA-access-key-value"),
    secretKey: new Secret("storage-secret-value"),
  },
};

/** Runs and hands back the error that must come. */
async function failure(run: Promise<unknown>): Promise<AgoraError> {
  const error: unknown = await run.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgoraError)) throw error;
  return error;
}

describe("a call", () => {
  it("carries Basic credentials, the documented content type and the encoded path", async () => {
    const { url, seen } = await server((response) => json(response, 200, { sid: "s1" }, { "x-request-id": "r-7" }));
    const result = await client([url]).cloudRecording.start(start);
    expect(result).toMatchObject({ outcome: "started", sid: "s1", receipt: { requestId: "r-7", httpStatus: 200 } });
    expect(seen[0]).toMatchObject({
      method: "POST",
      url: "/v1/apps/0123456789abcdef0123456789abcdef/cloud_recording/resourceid/res%2F1/mode/mix/start",
    });
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from("customer:customer-secret-value").toString("base64")}`,
      "content-type": "application/json;charset=utf-8",
    });
  });

  it("opens a fresh connection each time", async () => {
    const { url, seen } = await server((response) => json(response, 200, { serverResponse: { status: 5 } }));
    const { cloudRecording } = client([url]);
    await cloudRecording.query(task);
    await cloudRecording.query(task);
    expect(seen.map(({ headers }) => headers.connection)).toEqual(["close", "close"]);
  });

  it("does not follow a redirect", async () => {
    const { url, seen } = await server((response) => response.writeHead(302, { location: "/elsewhere" }).end());
    const error = await failure(client([url]).cloudRecording.stop(task));
    expect(error).toBeInstanceOf(AgoraUnreadableAnswer);
    expect(seen).toHaveLength(1);
  });

  it("gives up after its whole deadline although the answer keeps trickling", async () => {
    const { url } = await server((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(timer));
    });
    const connection = ownConnection(url);
    const request = new AgoraRequest("start", "POST", "/start", {});
    const rules = { deadlineMs: 300, priority: "start", isSafe: false } as const;
    const began = performance.now();
    const error = await failure(exchange(connection, request, rules));
    expect(error).toBeInstanceOf(AgoraNoAnswer);
    expect(error).toMatchObject({ effect: "unknown", isRetryable: true });
    expect(performance.now() - began).toBeGreaterThan(290);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe("an answer that cannot be trusted", () => {
  const bodies: [string, string, (response: ServerResponse) => void][] = [
    ["HTML", "text/html", (response) => response.end("<html>gateway</html>")],
    ["JSON declared as text", "text/plain", (response) => response.end('{"sid":"s1"}')],
    ["cut JSON", "application/json", (response) => response.end('{"sid":"s')],
    ["a repeated key", "application/json", (response) => response.end('{"sid":"s1","sid":"s2"}')],
    ["a list", "application/json", (response) => response.end("[]")],
    ["nothing", "application/json", (response) => response.end()],
    ["too much", "application/json", (response) => response.end(`{"sid":"${"s".repeat(1_100_000)}"}`)],
    ["an empty sid", "application/json", (response) => response.end('{"sid":""}')],
    ["another channel", "application/json", (response) => response.end('{"sid":"s1","cname":"other"}')],
  ];
  it.each(bodies)("%s leaves start's effect unknown and sends nothing again", async (_, contentType, answer) => {
    const { url, seen } = await server((response) => {
      response.writeHead(200, { "content-type": contentType });
      answer(response);
    });
    const error = await failure(client([url]).cloudRecording.start(start));
    expect(error).toBeInstanceOf(AgoraUnreadableAnswer);
    expect(error).toMatchObject({ operation: "start", effect: "unknown", httpStatus: 200 });
    expect(seen).toHaveLength(1);
  });

  it("keeps the beginning as evidence, without secrets even when cut in the middle of one", async () => {
    const { url } = await server((response) => {
      response.writeHead(502, { "content-type": "text/html" });
      response.end(
        `<p>{"secretKey": "storage-sec" 007-channel-token-value customer-secret-value {"token":"abc${"x".repeat(5000)}`,
      );
    });
    const error = await failure(client([url]).cloudRecording.start(start));
    const evidence = String(error.evidence);
    expect(evidence.length).toBeLessThanOrEqual(2048);
    expect(evidence).toContain('"secretKey": "[secret]"');
    expect(evidence).not.toMatch(/storage-sec|channel-token-value|customer-secret|abcx/);
  });

  it("truncation at any byte of start's answer is never read as a start", async () => {
    const whole = JSON.stringify({ cname: "lobby", uid: "3000000001", resourceId: "res/1", sid: task.sid });
    let length = 0;
    const { url } = await server((response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(whole.slice(0, length));
    });
    const { cloudRecording } = client([url]);
    for (; length < whole.length; length += 1) {
      const error = await failure(cloudRecording.start(start));
      expect(error).toMatchObject({ name: "AgoraUnreadableAnswer", effect: "unknown" });
    }
    await expect(cloudRecording.start(start)).resolves.toMatchObject({ outcome: "started", sid: task.sid });
  });
});

describe("a connection that breaks", () => {
  it("after the request: start is sent once and its effect is unknown", async () => {
    const { url, seen } = await server((response) => response.destroy());
    const error = await failure(client([url]).cloudRecording.start(start));
    expect(error).toBeInstanceOf(AgoraNoAnswer);
    expect(error).toMatchObject({ effect: "unknown", isRetryable: true, retryAfterMs: 1000 });
    expect(seen).toHaveLength(1);
  });

  it("in the middle of the answer: effect unknown", async () => {
    const { url, seen } = await server((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write('{"sid":"s1"', () => response.destroy());
    });
    expect(await failure(client([url]).cloudRecording.start(start))).toMatchObject({ effect: "unknown" });
    expect(seen).toHaveLength(1);
  });

  it("a query is asked again, because it changes nothing", async () => {
    let calls = 0;
    const { url } = await server((response) => {
      calls += 1;
      if (calls === 1) response.destroy();
      else json(response, 200, { serverResponse: { status: 5, fileList: "" } });
    });
    await expect(client([url]).cloudRecording.query(task)).resolves.toMatchObject({ agoraStatus: 5 });
    expect(calls).toBe(2);
  });
});

describe("addresses that cannot be reached", () => {
  it("are passed over for the next one, and a start reaches Agora once", async () => {
    const { url, seen } = await server((response) => json(response, 200, { sid: "s1" }));
    const dead = await deadAddress();
    const began = performance.now();
    await expect(client([dead, url]).cloudRecording.start(start)).resolves.toMatchObject({ sid: "s1" });
    expect(seen).toHaveLength(1);
    // Same address after one second, the neighbouring one after three more.
    expect(performance.now() - began).toBeGreaterThan(3900);
  });

  it("leave nothing done when there is no other", async () => {
    const error = await failure(client([await deadAddress()]).cloudRecording.stop(task));
    expect(error).toBeInstanceOf(AgoraUnreachable);
    expect(error).toMatchObject({ effect: "none", isRetryable: true, faults: ["network", "network"] });
  });

  it("are given up for a start when its time to leave is over, though another address is left", async () => {
    const { url, seen } = await server((response) => json(response, 200, { sid: "s1" }));
    const calls = client([await deadAddress(), url]).cloudRecording;
    const error = await failure(calls.start(start, { sendWithinMs: 2_000 }));
    expect(error).toMatchObject({ name: "AgoraUnreachable", effect: "none", faults: ["network", "network"] });
    expect(seen).toHaveLength(0);
  });

  it("that speak no TLS count as unreachable too", async () => {
    const { url } = await server((response) => json(response, 200, {}));
    const error = await failure(client([url.replace("http:", "https:")]).cloudRecording.stop(task));
    expect(error).toMatchObject({ name: "AgoraUnreachable", effect: "none" });
  });
});

describe("giving up", () => {
  it("ends a call at once, its effect unknown", async () => {
    const { url, seen } = await server(() => {});
    const abort = new AbortController();
    const run = failure(client([url]).cloudRecording.stop(task, { signal: abort.signal }));
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    abort.abort();
    expect(await run).toMatchObject({ name: "AgoraNoAnswer", effect: "unknown" });
  });
});

describe("429", () => {
  it("holds both buckets for a second or more and is known to have had no effect", async () => {
    const { url } = await server((response) => json(response, 429, { message: "API rate limit exceeded" }));
    const held: [string, number][] = [];
    const slot = { use: () => Promise.resolve(), release: () => Promise.resolve() };
    const rateLimit: RateLimit = {
      reserve: ({ count }) => Promise.resolve({ waitedMs: 0, slots: Array.from({ length: count }, () => slot) }),
      hold: (bucket, ms) => {
        held.push([bucket, ms]);
        return Promise.resolve();
      },
    };
    const error = await failure(client([url], { rateLimit }).cloudRecording.start(start));
    expect(error).toBeInstanceOf(AgoraRefused);
    expect(error).toMatchObject({ isRateLimited: true, effect: "none", isRetryable: true });
    expect(held.map(([bucket]) => bucket.split(":")[0])).toEqual(["account", "app"]);
    for (const [, ms] of held) expect(ms).toBeGreaterThanOrEqual(1000);
  });
});

/** An address where nobody listens: a port that was just given back. */
async function deadAddress(): Promise<string> {
  const listener = createServer();
  await new Promise<void>((resolve) => {
    listener.listen(0, "127.0.0.1", resolve);
  });
  const address = listener.address();
  await new Promise((resolve) => {
    listener.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}`;
}

describe("lists of people who are left out", () => {
  it.each(["unsubscribe", "unSubscribe"] as const)("are spelled %s… where the project says so", async (spelling) => {
    const { url, seen } = await server((response) => json(response, 200, { sid: "s1" }));
    const calls = client([url], { exclusionSpelling: spelling }).cloudRecording;
    const subscription = { audio: { except: ["1"] }, video: { only: ["2"] } } as const;
    await calls.start({ ...start, subscription });
    await calls.update({ ...task, subscription });
    for (const { body } of seen) {
      expect(body).toContain(`"${spelling}AudioUids":["1"]`);
      expect(body).toContain('"subscribeVideoUids":["2"]');
      expect(body.match(/nsubscribe|nSubscribe/g)).toHaveLength(1);
    }
  });
});
