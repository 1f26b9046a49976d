import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgoraClient } from "../client";
import { AgoraNoAnswer, AgoraRefused, AgoraUnreadableAnswer } from "../errors";
import { json, startTestServer, testClient, type TestServer } from "../test-server";
import answers from "./fixtures/answers.json";
import type { LiveStreaming } from "./resource";
import { area, calls, clip, failure, methods, now, recorded, stream } from "./test-calls";

type Answer = Parameters<typeof startTestServer>[0];
let answer: Answer;
let server: TestServer;
let client: AgoraClient;
let fls: LiveStreaming;

const clock = { now: () => now };
beforeEach(async () => {
  answer = (response) => json(response, 200, {});
  server = await startTestServer((response, seen) => answer(response, seen));
  client = testClient([server.url], { clock });
  fls = client.liveStreaming;
});

afterEach(async () => {
  await Promise.all([client.close(), server.close()]);
});

describe("answers", () => {
  it.each(answers)("$operation, $source, $date: $note", async ({ operation, httpStatus, body, expected }) => {
    answer = (response) => json(response, httpStatus, body);
    const name = methods.find((known) => known === operation);
    if (name === undefined) throw new Error(`no method ${operation}`);
    await expect(calls[name](fls)).resolves.toMatchObject({ ...expected, receipt: { httpStatus } });
  });

  it("times of any offset are instants", async () => {
    answer = (response) =>
      json(response, 200, answers.find(({ operation }) => operation === "listRecordingFiles")?.body);
    const { files } = await fls.listRecordingFiles({ ...recorded, from: new Date(0), to: now });
    expect(files[0]).toMatchObject({
      startedAt: new Date("2021-08-25T02:44:40Z"),
      endedAt: new Date("2021-08-25T03:01:49Z"),
    });
  });

  it("keys are never shown, neither in the result nor in its receipt", async () => {
    const body = {
      storageConfig: { vendor: "5", accessKey: "echoed-access-key", secretKey: "echoed-secret-key", bucket: "b" },
    };
    answer = (response) => json(response, 200, body);
    const custom = await fls.getCustomRecording(area);
    expect(custom.storage).toMatchObject({ vendor: "azure", storageRegion: null, bucket: "b" });
    expect(custom.storage?.secretKey?.reveal()).toBe("echoed-secret-key");
    answer = (response) => json(response, 200, { domainList: [{ name: "a.test", authKey: "echoed-domain-key" }] });
    const { domains, receipt } = await fls.listDomains();
    expect(domains[0]?.authKey?.reveal()).toBe("echoed-domain-key");
    expect(`${inspect([custom, domains, receipt], { depth: 9 })}${JSON.stringify([custom, domains])}`).not.toContain(
      "echoed",
    );
  });

  it.each(methods)("%s takes an answer that says nothing, or nothing of use", async (name) => {
    for (const body of [{}, { unknown: 1, list: null, domainList: "none", storageConfig: null, enabled: "maybe" }]) {
      answer = (response) => json(response, 200, body);
      await expect(calls[name](fls)).resolves.toHaveProperty("receipt.httpStatus", 200);
    }
  });

  it("what is no item of a list does not lose the others", async () => {
    answer = (response) => json(response, 200, { entryPointList: [null, { name: "live" }, {}, "x", { name: 7 }] });
    await expect(fls.listEntryPoints()).resolves.toMatchObject({ entryPoints: ["live", "7"] });
  });

  it("a change is done without any body, of whatever type, under any success", async () => {
    const bodies = ["", "OK", "<p>done</p>", "[]", '{"a":1,"a":2}'];
    for (const [index, body] of bodies.entries()) {
      answer = (response) => response.writeHead([200, 201, 204][index % 3] ?? 200).end(index % 3 === 2 ? "" : body);
      await expect(fls.createClip(clip)).resolves.toHaveProperty("receipt.body", {});
    }
  });

  it.each([
    ["nothing", ""],
    ["a page", "<html>"],
    ["a list", "[]"],
    ["cut JSON", '{"list":['],
  ])("a question answered with %s is not read as an empty list", async (_, body) => {
    answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
    const error = await failure(fls.listEntryPoints());
    expect(error).toBeInstanceOf(AgoraUnreadableAnswer);
    expect(error).toMatchObject({ effect: "none", isRetryable: true });
  });

  it("a stream that is not found is not on air, unless the address itself is unknown", async () => {
    answer = (response) => json(response, 404, { message: "stream not found" });
    await expect(fls.getOnlineStream(stream)).resolves.toMatchObject({ isOnline: false, startedAt: null });
    answer = (response) => json(response, 404, { message: "no Route matched with those values" });
    await expect(fls.getOnlineStream(stream)).rejects.toThrow("does not know this address");
  });
});

describe("refusals", () => {
  it.each([
    ["createDomain", 400, "may exist already"],
    ["createEntryPoint", 400, "may exist already"],
    ["createClip", 400, "file name that is taken"],
    ["setCustomRecording", 404, "does not know this entry point"],
    ["getCustomRecording", 404, "nothing is set"],
    ["getDomain", 404, "does not know this domain"],
    ["listDomains", 401, "does not accept the customer ID and secret"],
    ["listBannedStreams", 403, "refused"],
  ] as const)("%s %i: %s", async (name, status, sentence) => {
    answer = (response) => json(response, status, { message: "because" });
    const error = await failure(calls[name](fls));
    expect(error).toBeInstanceOf(AgoraRefused);
    expect(error.message).toContain(sentence);
    expect(error).toMatchObject({ effect: "none", isRetryable: false, reason: "because", httpStatus: status });
  });

  it("a wrong clock is named as such", async () => {
    const message =
      "HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication";
    answer = (response) => json(response, 401, { message });
    await expect(fls.listDomains()).rejects.toThrow("clock of this computer");
  });

  it.each([
    ["nothing", "text/plain", "", null],
    ["a page", "text/html", "<html><style>p{}</style><h1>504</h1> Gateway  Time-out</html>", "504 Gateway Time-out"],
    ["text", "text/plain", "no healthy upstream", "no healthy upstream"],
    ["a code and a reason", "application/json", '{"code":7,"reason":"busy"}', "busy"],
  ])("%s as the body of a 504 leaves only the status to go by", async (_, type, body, reason) => {
    answer = (response) => response.writeHead(504, { "content-type": type }).end(body);
    expect(await failure(fls.listDomains())).toMatchObject({ effect: "none", isRetryable: true, reason });
    expect(await failure(calls.setStandardRecording(fls))).toMatchObject({ effect: "unknown", isRetryable: true });
    const lost = await failure(fls.createClip(clip));
    expect(lost).toMatchObject({ effect: "unknown", isRetryable: false, retryDelaysMs: [] });
    expect(lost.message).toContain("unknown whether");
  });

  it("no secret comes back in an error", async () => {
    answer = (response) =>
      response
        .writeHead(500, { "content-type": "text/html" })
        .end('<p>storage-secret-value {"secretKey":"of somebody else"} customer-secret-value');
    const error = await failure(calls.setCustomRecording(fls));
    expect(inspect([error, error.message, error.evidence], { depth: 9 })).not.toMatch(
      /storage-secret|somebody|customer-secret/,
    );
  });
});

describe("a connection that breaks", () => {
  beforeEach(() => {
    let isFirst = true;
    answer = (response) => {
      if (isFirst) response.socket?.destroy();
      else json(response, 200, {});
      isFirst = false;
    };
  });

  it.each(["listEntryPoints", "setStandardRecording", "banStream", "addRecordingTask"] as const)(
    "%s is asked again: twice is the same as once",
    async (name) => {
      await calls[name](fls);
      expect(server.seen).toHaveLength(2);
      expect(server.seen[1]?.body).toBe(server.seen[0]?.body);
    },
  );

  it.each(["createClip", "createSnapshot", "createDomain", "createEntryPoint"] as const)(
    "%s is never sent twice",
    async (name) => {
      const error = await failure(calls[name](fls));
      expect(error).toBeInstanceOf(AgoraNoAnswer);
      expect(error).toMatchObject({ effect: "unknown", isRetryable: false });
      expect(server.seen).toHaveLength(1);
    },
  );
});
