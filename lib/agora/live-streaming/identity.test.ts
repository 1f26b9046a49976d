import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgoraClient } from "../client";
import { hmacHeaders } from "../hmac";
import { toCurl } from "../request";
import { Secret } from "../secret";
import { json, startTestServer, testClient, type TestServer } from "../test-server";
import { describeCreateClip } from "./requests/streams";

let answer: (authorization: string) => { status: number; body: unknown };
let server: TestServer;
let client: AgoraClient;

beforeEach(async () => {
  answer = () => ({ status: 200, body: { entryPointList: [] } });
  server = await startTestServer((response, { headers }) => {
    const { status, body } = answer(headers.authorization ?? "");
    json(response, status, body);
  });
  client = testClient([server.url]);
});

afterEach(async () => {
  await Promise.all([client.close(), server.close()]);
});

describe("which way of saying who asks works", () => {
  const isHmac = (authorization: string) => authorization.startsWith("hmac ");

  it.each([
    ["both", () => ({ status: 200, body: {} }), { hmac: "accepted", basic: "accepted" }],
    [
      "one",
      (text: string) => ({ status: isHmac(text) ? 200 : 401, body: { message: "Unauthorized" } }),
      { hmac: "accepted", basic: "refused" },
    ],
    [
      "the other, for an App ID without live streaming",
      (text: string) => ({ status: isHmac(text) ? 401 : 404, body: {} }),
      { hmac: "refused", basic: "accepted" },
    ],
    ["nobody knows", () => ({ status: 503, body: {} }), { hmac: "unknown", basic: "unknown" }],
    [
      "nobody knows, at a wrong address",
      () => ({ status: 404, body: { message: "no Route matched with those values" } }),
      { hmac: "unknown", basic: "unknown" },
    ],
  ])("%s", async (_, gives, verdict) => {
    answer = gives;
    await expect(client.checkFlsAuth()).resolves.toEqual(verdict);
    expect(server.seen.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });
});

const hasTools = ["curl", "openssl", "base64", "sh"].every(
  (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0,
);

describe("a request as shell lines", () => {
  const input = {
    entryPoint: "live",
    flsArea: "cn",
    streamName: "it's",
    startsAt: new Date("2019-01-07T04:00:00Z"),
    fileName: "a.m3u8",
  } as const;
  const request = describeCreateClip("app", input);

  it.skipIf(!hasTools)("sign what they send when they are run", async () => {
    const lines = toCurl(request, server.url, "hmac");
    expect(lines).not.toContain("customer-secret-value");
    const variables = "AGORA_CUSTOMER_ID=customer\nAGORA_CUSTOMER_SECRET=customer-secret-value";
    await promisify(execFile)("sh", ["-c", `${variables}\n${lines}`]);
    const [seen] = server.seen;
    if (!seen) throw new Error("nothing was sent");
    expect(JSON.parse(seen.body)).toEqual({ startTime: "2019-01-07T04:00:00Z", fileName: "a.m3u8" });
    const credentials = { customerId: "customer", customerSecret: new Secret("customer-secret-value") };
    const { host = "", date = "" } = seen.headers;
    const expected = hmacHeaders(credentials, { ...seen, path: seen.url, host, date: new Date(date) });
    expect(seen.headers).toMatchObject(expected);
  });
});
