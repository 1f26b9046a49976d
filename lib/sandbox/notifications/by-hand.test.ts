import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { json, startTestServer, type TestServer } from "@/lib/agora/test-server";
import { parseNotification, verifyNotification } from "@/lib/agora/notifications";
import { Secret } from "@/lib/agora/secret";
import { TestSandbox } from "../test-sandbox";

const patience = { timeout: 10_000, interval: 50 };
const box = await TestSandbox.start({ clockRate: 20 });
afterAll(() => box.close());

let receiver: TestServer;

beforeEach(async () => {
  await box.control("POST", "reset");
  receiver = await startTestServer((response, { headers, body }) => {
    const isValid = check({ headers, body }).isValid;
    json(response, isValid ? 200 : 401, {});
  });
  await box.control("PUT", "notifications/target", { urls: [receiver.url] });
});

afterEach(() => receiver.close());

function check({ headers, body }: Pick<TestServer["seen"][number], "headers" | "body">) {
  const secrets = [new Secret(box.sandbox.notificationSecrets.cloudRecording)];
  return verifyNotification({ rawBody: Buffer.from(body), headers: new Headers(headers as HeadersInit), secrets });
}

const made = z.object({ notifications: z.array(z.object({ id: z.number(), state: z.string() })) });

async function send(body: Record<string, unknown>, path = "notifications"): Promise<number> {
  const { status, body: given } = await box.control("POST", path, body);
  expect(status).toBe(201);
  return made.parse(given).notifications[0]?.id ?? 0;
}

async function arrived(id: number, state = "delivered"): Promise<void> {
  await vi.waitFor(async () => {
    expect((await box.control("GET", `notifications/${id}`)).body).toMatchObject({ id, state });
  }, patience);
}

const sent = (index: number) => JSON.parse(receiver.seen[index]?.body ?? "null") as Record<string, unknown>;

describe("a notification made up by hand", () => {
  test("goes out as it was given, signed", async () => {
    const payload = { cname: "lobby", uid: "1", sid: "abc", sequence: 7, details: { anything: [1, "ü"] } };
    const id = await send({ eventType: 4711, payload, notifyMs: 1_234_567_890_123 });
    await arrived(id);
    expect(sent(0)).toMatchObject({ productId: 3, eventType: 4711, notifyMs: 1_234_567_890_123, payload });
    const history = await box.control("GET", "notifications?sid=abc");
    expect(history.body.notifications).toMatchObject([{ id, eventType: 4711, lastAnswer: "200" }]);
  });

  test("about a recording is numbered in its sequence and named as documented", async () => {
    const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(async () => expect(await box.events(task)).toContain(40), patience);
    await send({ eventType: 61, sid: task.sid });
    const id = await send({ eventType: 73, sid: task.sid, details: { reason: "audio_silence" } });
    await arrived(id);
    const read = receiver.seen.map(({ body }) => parseNotification(body)).find(({ eventType }) => eventType === 73);
    expect(read).toMatchObject({
      sid: task.sid,
      channelName: "empty-room",
      recorderUid: "1",
      serviceType: 6,
      event: { name: "webRecorderReloaded", reason: "audio_silence" },
    });
    const history = await box.control("GET", `notifications?limit=1000&sid=${task.sid}`);
    const { notifications } = z
      .object({
        notifications: z.array(z.object({ envelope: z.object({ payload: z.object({ sequence: z.number() }) }) })),
      })
      .parse(history.body);
    expect(notifications.map(({ envelope }) => envelope.payload.sequence)).toEqual(notifications.map((_, at) => at));
  });

  test("forged: no signature is right, and a receiver that refuses it gets it four times", async () => {
    const id = await send({ eventType: 31, payload: {}, signature: "forged" });
    await arrived(id, "given-up");
    expect(receiver.seen.map((one) => check(one))).toEqual(
      Array.from({ length: 4 }, () => ({ isValid: false, why: "mismatch" })),
    );
    const [first] = receiver.seen;
    const onlyOld = { "agora-signature": first?.headers["agora-signature"] };
    expect(check({ headers: onlyOld, body: first?.body ?? "" }).isValid).toBe(false);
  });

  test("with the old signature alone", async () => {
    await arrived(await send({ eventType: 31, payload: {}, signature: "sha1Only" }));
    const [one] = receiver.seen;
    expect(one?.headers["agora-signature-v2"]).toBeUndefined();
    expect(one && check(one)).toMatchObject({ isValid: true, algorithm: "sha1" });
  });

  test("to an address of its own", async () => {
    await box.control("PUT", "notifications/target", { urls: [] });
    expect((await box.control("POST", "notifications", { eventType: 31, payload: {} })).status).toBe(409);
    await arrived(await send({ eventType: 31, payload: {}, url: receiver.url }));
  });

  test("is refused with a sentence when it cannot be", async () => {
    for (const [body, status, said] of [
      [{ eventType: 31 }, 400, "either a payload, or the sid"],
      [{ eventType: 31, payload: {}, sid: "abc" }, 400, "either a payload, or the sid"],
      [{ eventType: 31, payload: {}, details: {} }, 400, "either a payload, or the sid"],
      [{ eventType: 31, payload: {}, signature: "none" }, 400, "signature"],
      [{ eventType: 31, payload: {}, url: "ftp://x" }, 400, "url"],
      [{ eventType: 31, sid: "abc" }, 404, "no such recording"],
    ] as const) {
      const refused = await box.control("POST", "notifications", body);
      expect(refused).toMatchObject({ status, body: { error: expect.stringContaining(said) } });
    }
    expect(receiver.seen).toEqual([]);
  });
});

describe("sent again", () => {
  test("it is a duplicate: the same noticeId and payload, sent at another time", async () => {
    const id = await send({ eventType: 31, payload: { sid: "abc", sequence: 3 } });
    await arrived(id);
    const again = await send({}, `notifications/${id}/resend`);
    expect(again).not.toBe(id);
    await arrived(again);
    const { notifyMs: first, ...one } = sent(0);
    const { notifyMs: second, ...other } = sent(1);
    expect(other).toEqual(one);
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  test("one that nobody had asked for goes to the address of now", async () => {
    await box.control("PUT", "notifications/target", { urls: [] });
    const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(async () => expect(await box.events(task)).toContain(40), patience);
    const { body } = await box.control("GET", `notifications?last=1&sid=${task.sid}`);
    const [kept] = made.parse(body).notifications;
    expect(kept?.state).toBe("unaddressed");
    expect((await box.control("POST", `notifications/${kept?.id}/resend`)).status).toBe(409);
    await box.control("PUT", "notifications/target", { urls: [receiver.url] });
    await arrived(await send({}, `notifications/${kept?.id}/resend`));
    expect(sent(0)).toMatchObject({ payload: { sid: task.sid } });
  });

  test("there has to be one", async () => {
    for (const id of ["0", "999999", "x", "1.5"]) {
      expect((await box.control("POST", `notifications/${id}/resend`)).status).toBe(404);
      expect((await box.control("GET", `notifications/${id}`)).status).toBe(404);
    }
  });
});
