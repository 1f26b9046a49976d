import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { json, startTestServer, type TestServer } from "@/lib/agora/test-server";
import { parseNotification, recordingEvents, verifyNotification } from "@/lib/agora/notifications";
import { Secret } from "@/lib/agora/secret";
import { TestSandbox } from "../test-sandbox";
import { samplePayload } from "./samples";
import { selfSignedCertificate } from "@/lib/agora/test-certificate";

const box = await TestSandbox.start();
afterAll(() => box.close());

let receiver: TestServer;
let answer: (response: Parameters<typeof json>[0]) => void;

beforeEach(async () => {
  await box.control("POST", "reset");
  answer = (response) => json(response, 200, {});
  receiver = await startTestServer((response) => answer(response));
  await box.control("PUT", "notifications/target", { urls: [receiver.url] });
});

afterEach(() => receiver.close());

const results = z.array(
  z.object({
    id: z.number(),
    eventType: z.number(),
    url: z.string(),
    status: z.number(),
    isAccepted: z.boolean(),
    sentence: z.string(),
  }),
);

async function check(body: Record<string, unknown> = {}) {
  const { status, body: given } = await box.control("POST", "notifications/test", body);
  expect(status).toBe(200);
  return results.parse(given.results);
}

test("sends the essential events once each, signed, as of the documented test channel", async () => {
  const outcome = await check();
  expect(outcome.map(({ eventType, status, isAccepted }) => [eventType, status, isAccepted])).toEqual(
    [40, 11, 1, 12, 31].map((eventType) => [eventType, 200, true]),
  );
  expect(receiver.seen).toHaveLength(5);
  const secrets = [new Secret(box.sandbox.notificationSecrets.cloudRecording)];
  for (const { headers, body } of receiver.seen) {
    const given = new Headers(headers as HeadersInit);
    expect(verifyNotification({ rawBody: Buffer.from(body), headers: given, secrets }).isValid).toBe(true);
    expect(parseNotification(body)).toMatchObject({
      productId: 3,
      channelName: "test_webhook",
      recorderUid: "12121212",
      sid: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  }
});

test("is in the history, and is not sent again", async () => {
  answer = (response) => json(response, 500, {});
  const [one] = await check({ eventTypes: [31] });
  const { body } = await box.control("GET", `notifications/${one?.id}`);
  expect(body).toMatchObject({ eventType: 31, state: "given-up", tries: 1, lastAnswer: "status 500" });
  answer = (response) => json(response, 200, {});
  await box.control("PUT", "clock", { advanceSeconds: 600 });
  await box.control("POST", "notifications", { eventType: 99, payload: {} });
  await expect.poll(() => receiver.seen.at(-1)?.body).toContain('"eventType":99');
  expect(receiver.seen).toHaveLength(2);
});

describe("tells what is wrong with a receiver", () => {
  test.each([
    ["another status", (response: Parameters<typeof json>[0]) => json(response, 503, {}), 503, /answered 503/],
    ["a redirect", (response) => response.writeHead(302, { location: "/" }).end(), 302, /answered 302/],
    ["a body that is not JSON", (response) => response.writeHead(200).end("ok"), 200, /not with JSON/],
    ["a connection that ends", (response) => response.destroy(), 591, /could not be reached/],
  ] as [string, typeof answer, number, RegExp][])("%s", async (_, given, status, sentence) => {
    answer = given;
    expect(await check({ eventTypes: [40] })).toMatchObject([
      { status, isAccepted: false, sentence: expect.stringMatching(sentence) },
    ]);
  });

  test("nothing that listens, or no such domain: 591", async () => {
    const { url } = receiver;
    await receiver.close();
    expect(await check({ eventTypes: [40] })).toMatchObject([{ url, status: 591 }]);
    const url2 = "http://nowhere.invalid/callback";
    expect(await check({ eventTypes: [40], url: url2 })).toMatchObject([{ url: url2, status: 591 }]);
  });

  test("a certificate nobody vouches for: 592", async () => {
    const server = createSecureServer(selfSignedCertificate(), (_, response) => json(response, 200, {}));
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await check({ eventTypes: [40], url })).toMatchObject([
      { status: 592, isAccepted: false, sentence: expect.stringContaining("certificate") },
    ]);
    server.close();
  });

  test("no answer within ten seconds: 590", async () => {
    // The head comes in time; an answer is its body too.
    answer = (response) => response.writeHead(200).flushHeaders();
    const begun = performance.now();
    const outcome = await check({ eventTypes: [40, 31] });
    expect(performance.now() - begun).toBeGreaterThan(9900);
    expect(outcome).toMatchObject([
      { eventType: 40, status: 590, isAccepted: false, sentence: expect.stringContaining("10 seconds") },
      { eventType: 31, status: 590 },
    ]);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

test("without an address, or of an event that is none, it says so", async () => {
  const wrong = await box.control("POST", "notifications/test", { eventTypes: [20] });
  expect(wrong).toMatchObject({ status: 400, body: { error: expect.stringContaining("none of the product") } });
  await box.control("PUT", "notifications/target", { urls: [] });
  expect(await box.control("POST", "notifications/test", {})).toMatchObject({
    status: 409,
    body: { error: expect.stringContaining("set a target") },
  });
});

test.each(recordingEvents.map(({ number, agoraName }) => [number, agoraName] as const))(
  "the example of event %i is one that the client reads",
  (eventType, msgName) => {
    const payload = samplePayload(eventType, { sid: "ab", nowMs: 1_700_000_000_000, sequence: 0 });
    expect(payload.details).toMatchObject({ msgName });
    const body = JSON.stringify({ noticeId: "1", productId: 3, eventType, notifyMs: 1, payload });
    const read = parseNotification(body);
    if (read.product !== "cloudRecording") throw new Error("another product");
    expect(read.event.name).not.toBe("unknown");
    expect(Object.entries(read.event).filter(([, value]) => value === null)).toEqual([]);
  },
);
