import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { TestSandbox } from "../test-sandbox";

const patience = { timeout: 10_000, interval: 50 };
const box = await TestSandbox.start({ clockRate: 20 });
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
});

const patient = { recordingConfig: { maxIdleTime: 86_400 } };

async function arm(fault: Record<string, unknown>): Promise<void> {
  const { status, body } = await box.control("POST", "faults", fault);
  expect({ status, body }).toMatchObject({ status: 201, body: fault });
}

async function liveTasks(): Promise<unknown> {
  return (await box.control("GET", "counters")).body.liveTasks;
}

describe("when the effect happens", () => {
  const unavailable = { kind: "json", status: 504, body: { code: 62, reason: "request timeout" } };

  test("before: nothing happens, and the next call works", async () => {
    await arm({ operation: "start", timing: "before", answer: unavailable });
    const resourceId = await box.resource("room", "1");
    expect(await box.start(resourceId, "room", "1", patient)).toMatchObject({ status: 504, body: { code: 62 } });
    expect(await liveTasks()).toBe(0);
    expect((await box.start(resourceId, "room", "1", patient)).status).toBe(200);
  });

  test("after: it has happened, only the answer is lost", async () => {
    await arm({ operation: "start", timing: "after", answer: unavailable });
    const resourceId = await box.resource("room", "1");
    expect((await box.start(resourceId, "room", "1", patient)).status).toBe(504);
    expect(await liveTasks()).toBe(1);
    expect(await box.start(resourceId, "room", "1", patient)).toMatchObject({ status: 201, body: { code: 7 } });
  });

  test("late: it happens after the caller has been answered", async () => {
    await arm({ operation: "start", timing: "late", lateMs: 4000, answer: unavailable });
    const resourceId = await box.resource("room", "1");
    expect((await box.start(resourceId, "room", "1", patient)).status).toBe(504);
    expect(await liveTasks()).toBe(0);
    await vi.waitFor(async () => expect(await liveTasks()).toBe(1), patience);
  });
});

describe("what the caller gets", () => {
  test("an HTML page of some proxy", async () => {
    await arm({ operation: "acquire", answer: { kind: "html", status: 502 } });
    const response = await box.fetch(`/v1/apps/${box.sandbox.appId}/cloud_recording/acquire`, {
      method: "POST",
      body: JSON.stringify({ cname: "room", uid: "1", clientRequest: {} }),
    });
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("<h1>502</h1>");
  });

  test("an answer cut at a byte: its announced length never arrives", async () => {
    for (const atByte of [0, 1, 20]) {
      await arm({ operation: "acquire", timing: "after", answer: { kind: "truncate", atByte } });
      await expect(box.acquire("room", "1")).rejects.toThrow(/terminated|fetch failed/);
    }
    expect((await box.acquire("room", "1")).status).toBe(200);
  });

  test("a reset connection, and none at all", async () => {
    await arm({ operation: "acquire", timing: "after", answer: { kind: "reset" } });
    await expect(box.acquire("room", "1")).rejects.toThrow("fetch failed");
    await arm({ operation: "acquire", answer: { kind: "hang" } });
    const body = { cname: "room", uid: "1", clientRequest: {} };
    await expect(box.call("acquire", body, { signal: AbortSignal.timeout(300) })).rejects.toThrow(/timeout/);
    await vi.waitFor(async () => {
      const { body: journal } = await box.control("GET", "journal");
      expect(journal.requests).toMatchObject([{ status: null }, { status: null }]);
    }, patience);
  });

  test("an answer that trickles in is whole in the end", async () => {
    await arm({ operation: "acquire", timing: "after", answer: { kind: "trickle", bytesPerSecond: 2000 } });
    const { status, body } = await box.acquire("room", "1");
    expect({ status, body }).toMatchObject({ status: 200, body: { cname: "room" } });
    const { body: journal } = await box.control("GET", "journal");
    expect((journal.requests as { tookMs: number }[])[0]?.tookMs).toBeGreaterThan(100);
  });

  test("an answer that is delayed", async () => {
    await arm({ operation: "acquire", timing: "after", answer: { kind: "delay", delayMs: 300 } });
    const begun = performance.now();
    expect((await box.acquire("room", "1")).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(300);
  });
});

test("a fault strikes the calls it is for, after those it lets pass, as often as it says", async () => {
  const busy = { kind: "json", status: 503, body: { message: "busy" } };
  await arm({ operation: "acquire", cname: "room-a", skip: 1, count: 2, answer: busy });
  const statuses: number[] = [];
  for (const cname of ["room-b", "room-a", "room-b", "room-a", "room-a", "room-a"]) {
    statuses.push((await box.acquire(cname, "1")).status);
  }
  expect(statuses).toEqual([200, 200, 200, 503, 503, 200]);
  expect((await box.control("GET", "counters")).body.faultsApplied).toBe(2);
});

test("a fault aimed at a recorder strikes its queries too, until it is removed", async () => {
  const [first, second] = [await box.record("room", "1", patient), await box.record("room", "2", patient)];
  const lost = { kind: "json", status: 404, body: { code: 404, reason: "failed to find worker" } };
  await arm({ operation: "query", uid: "1", count: 0, answer: lost });
  expect([(await box.query(first)).status, (await box.query(first)).status]).toEqual([404, 404]);
  expect((await box.query(second)).status).toBe(200);
  const { body } = await box.control("GET", "faults");
  const [fault] = body.faults as { id: number; struck: number }[];
  expect(fault?.struck).toBe(2);
  expect((await box.control("DELETE", `faults/${fault?.id}`)).status).toBe(204);
  expect((await box.query(first)).status).toBe(200);
});

test("a fault that is not well formed is refused with a sentence", async () => {
  for (const fault of [{}, { operation: "acquire" }, { operation: "acquire", answer: { kind: "explode" } }]) {
    const { status, body } = await box.control("POST", "faults", fault);
    expect(status).toBe(400);
    expect(body.error).toEqual(expect.any(String));
  }
});
