import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { json, startTestServer, type TestServer } from "@/lib/agora/test-server";
import { parseNotification, verifyNotification } from "@/lib/agora/notifications";
import { Secret } from "@/lib/agora/secret";
import { type TestTask, TestSandbox } from "../test-sandbox";

const patience = { timeout: 15_000, interval: 100 };

let box: TestSandbox;
let receiver: TestServer;
/** What the receiver answers to event 40, one after another; everything else gets 200. */
let answers: ((response: Parameters<typeof json>[0]) => void)[];

beforeEach(async () => {
  answers = [];
  receiver = await startTestServer((response, { body }) => {
    const { eventType } = JSON.parse(body) as Body;
    const answer = eventType === 40 ? answers.shift() : undefined;
    if (answer) answer(response);
    else json(response, 200, {});
  });
  box = await TestSandbox.start({ clockRate: 20, notifications: { url: `${receiver.url}/callback`, products: [3] } });
});

afterEach(async () => {
  await box.close();
  await receiver.close();
});

/** A recording of an empty channel: started, stopped, without files: events 40, 41, 11. */
async function shortRecording(): Promise<TestTask> {
  const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  await box.stop(task);
  return task;
}

type Body = { noticeId: string; notifyMs: number; eventType: number; payload: { sequence: number; sendts: number } };

function received(): Body[] {
  return receiver.seen.map(({ body }) => JSON.parse(body) as Body);
}

function types(): number[] {
  return received().map(({ eventType }) => eventType);
}

describe("what is sent", () => {
  test("a signed POST in the documented frame, which the client's verifier and parser accept", async () => {
    const task = await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 41, 11]), patience);
    const secrets = [new Secret(box.sandbox.notificationSecrets.cloudRecording)];
    for (const { method, url, headers, body } of receiver.seen) {
      expect({ method, url }).toEqual({ method: "POST", url: "/callback" });
      const check = (given: Record<string, unknown>) =>
        verifyNotification({ rawBody: Buffer.from(body), headers: new Headers(given as HeadersInit), secrets });
      expect(check(headers)).toMatchObject({ isValid: true, algorithm: "sha256" });
      const { "agora-signature-v2": _, ...onlySha1 } = headers;
      expect(check(onlySha1)).toMatchObject({ isValid: true, algorithm: "sha1" });
    }
    const read = receiver.seen.map(({ body }) => parseNotification(body));
    expect(read).toMatchObject([
      { productId: 3, sid: task.sid, channelName: "empty-room", sequence: 0, event: { name: "recorderStarted" } },
      { recorderUid: "1", sequence: 1, serviceType: 1, event: { name: "recorderLeft", leaveCode: 16 } },
      { sequence: 2, serviceType: 0, event: { name: "sessionExit", exitStatus: 0 } },
    ]);
  });

  test("every minute how much is uploaded", async () => {
    await box.control("PUT", "clock", { rate: 200 });
    await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(() => expect(types().slice(0, 3)).toEqual([40, 33, 33]), patience);
  });
});

describe("a receiver that does not answer 200 with JSON", () => {
  test("gets it again at once, with the same id and a new time, and then later; three times, then no more", async () => {
    answers = [
      (response) => json(response, 500, {}),
      (response) => response.writeHead(200).end("thanks"),
      (response) => response.destroy(),
      (response) => json(response, 201, {}),
    ];
    const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(async () => {
      const { body } = await box.control("GET", `notifications?limit=1&sid=${task.sid}`);
      expect(body.notifications).toMatchObject([
        { eventType: 40, state: "given-up", tries: 4, lastAnswer: "status 201" },
      ]);
    }, patience);
    const tries = received().filter(({ eventType }) => eventType === 40);
    expect(tries).toHaveLength(4);
    expect(new Set(tries.map(({ noticeId }) => noticeId)).size).toBe(1);
    const times = tries.map(({ notifyMs }) => notifyMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const [first = 0, second = 0, third = 0, fourth = 0] = times;
    expect(second - first).toBeLessThan(10_000);
    expect(third - second).toBeGreaterThanOrEqual(10_000);
    expect(fourth - third).toBeGreaterThanOrEqual(60_000);
    expect((await box.control("GET", "counters")).body.notificationsGivenUp).toBe(1);
  });

  test("is tried again when the switch says so", async () => {
    await box.control("PATCH", "switches", { resendAfterSeconds: [5] });
    answers = [(response) => json(response, 500, {}), (response) => json(response, 500, {})];
    const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(async () => {
      const { body } = await box.control("GET", `notifications?limit=1&sid=${task.sid}`);
      expect(body.notifications).toMatchObject([{ eventType: 40, state: "given-up", tries: 2 }]);
    }, patience);
    const [first = 0, second = 0] = received().flatMap((one) => (one.eventType === 40 ? one.notifyMs : []));
    expect(second - first).toBeGreaterThanOrEqual(5_000);
  });

  test("has ten real seconds for it, whatever the sandbox's clock does", async () => {
    const urls = [`${receiver.url}/silent`, `${receiver.url}/slow`];
    await box.control("PUT", "notifications/target", { urls });
    const waits: NodeJS.Timeout[] = [];
    // The head comes at once to whoever waits in vain: an answer is its body too.
    const silent = (response: Parameters<typeof json>[0]) => response.writeHead(200).flushHeaders();
    answers = [silent, (response) => waits.push(setTimeout(() => json(response, 200, {}), 9000)), silent];
    const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
    const timedOut = { eventType: 40, state: "pending", tries: 1, lastAnswer: "no answer within 10 s" };
    const inTime = { eventType: 40, state: "delivered", tries: 1, lastAnswer: "200" };
    await vi.waitFor(async () => {
      const { body } = await box.control("GET", `notifications?limit=2&sid=${task.sid}`);
      const [one, other] = receiver.seen[0]?.url === "/silent" ? [timedOut, inTime] : [inTime, timedOut];
      expect(body.notifications).toMatchObject([one, other]);
    }, patience);
    waits.forEach(clearTimeout);
  });

  test("does not hold up what comes after", async () => {
    answers = [(response) => json(response, 503, {}), (response) => json(response, 503, {})];
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 40, 41, 11, 40]), patience);
  });
});

test("nothing is lost when the sandbox stops while its receiver is away", async () => {
  const { port } = new URL(receiver.url);
  await receiver.close();
  const task = await shortRecording();
  await box.restart({ clockRate: 100 });
  const { body } = await box.control("GET", `notifications?sid=${task.sid}`);
  expect(body.notifications).toMatchObject([40, 41, 11].map((eventType) => ({ eventType, state: "pending" })));
  const arrived: number[] = [];
  const returned = createServer((request, response) => {
    void text(request).then((sent) => {
      arrived.push((JSON.parse(sent) as Body).eventType);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(Number(port), "127.0.0.1");
  await vi.waitFor(() => expect(arrived.toSorted((a, b) => a - b)).toEqual([11, 40, 41]), patience);
  returned.closeAllConnections();
  returned.close();
});

describe("faults", () => {
  const arm = async (kind: string, eventType: number, more: Record<string, unknown> = {}) => {
    const fault = { operation: "notification", kind, eventType, ...more };
    expect((await box.control("POST", "faults", fault)).status).toBe(201);
  };

  /** For each notification of a type that came: whether its signature was right. */
  const signatures = (eventType: number) =>
    receiver.seen
      .filter(({ body }) => (JSON.parse(body) as Body).eventType === eventType)
      .map(({ headers, body }) => {
        const secrets = [new Secret(box.sandbox.notificationSecrets.cloudRecording)];
        const given = new Headers(headers as HeadersInit);
        return verifyNotification({ rawBody: Buffer.from(body), headers: given, secrets }).isValid;
      });

  test("lost: it is numbered but never sent", async () => {
    await arm("lose", 41);
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 11]), patience);
    expect(received().map(({ payload }) => payload.sequence)).toEqual([0, 2]);
  });

  test("doubled: it comes twice with the same id", async () => {
    await arm("double", 41);
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 41, 41, 11]), patience);
    const [, first, second] = received();
    expect(second?.noticeId).toBe(first?.noticeId);
  });

  test("reordered: it comes after the one that follows it", async () => {
    await arm("reorder", 41);
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 11, 41]), patience);
  });

  test("forged: it comes with wrong signatures, and never with right ones", async () => {
    await arm("forge", 41);
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 41, 11]), patience);
    expect(signatures(41)).toEqual([false]);
    expect([...signatures(40), ...signatures(11)]).toEqual([true, true]);
  });

  test("forged, then good: the right one follows under the same id", async () => {
    await arm("forge", 41, { thenGood: true });
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 41, 41, 11]), patience);
    expect(signatures(41)).toEqual([false, true]);
    const [, forged, good] = received();
    expect(good).toMatchObject({ noticeId: forged?.noticeId, payload: forged?.payload });
  });

  test("late: it comes so much later, and holds up no other", async () => {
    await arm("late", 40, { delayMs: 30_000 });
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([41, 11, 40]), patience);
    const [, , late] = received();
    expect(late?.payload.sequence).toBe(0);
    expect((late?.notifyMs ?? 0) - (late?.payload.sendts ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  test("redundant delivery, as Agora's support can switch on: twice, under two ids", async () => {
    await box.control("PUT", "notifications/target", { urls: [receiver.url], isRedundant: true, products: [3] });
    await shortRecording();
    await vi.waitFor(() => expect(types()).toEqual([40, 40, 41, 41, 11, 11]), patience);
    const [first, second] = received();
    expect(second?.noticeId).not.toBe(first?.noticeId);
  });
});
