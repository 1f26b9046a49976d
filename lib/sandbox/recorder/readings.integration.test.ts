import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type TestTask, TestSandbox } from "../test-sandbox";

/** Each switch of an open question gives the other answer, and only where it should. */
const patience = { timeout: 90_000, interval: 100 };

let box: TestSandbox;
beforeAll(async () => {
  box = await TestSandbox.start();
});
beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
});
afterAll(() => box.close());

const small = { recordingConfig: { transcodingConfig: { width: 160, height: 90, fps: 15, bitrate: 100 } } };

type Json = Record<string, unknown>;

async function inProgress(task: TestTask): Promise<Json> {
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
  return box.serverResponse(task);
}

const set = (switches: Json) => box.control("PATCH", "switches", switches);

test("sliceStartTime in seconds, in answers and notifications", async () => {
  await set({ sliceStartTimeUnit: "s" });
  const request = { ...small, recordingFileConfig: { avFileType: ["hls", "mp4"] } };
  const task = await box.record("support-7", "1", request);
  const { sliceStartTime, fileList } = await inProgress(task);
  expect(sliceStartTime).toBeLessThan(1e11);
  expect((fileList as Json[])[0]?.sliceStartTime).toBe(sliceStartTime);
  await box.stop(task);
  await vi.waitFor(async () => expect(await box.events(task)).toContain(31), patience);
  const { body } = await box.control("GET", `notifications?sid=${task.sid}&limit=100`);
  const notices = body.notifications as {
    eventType: number;
    envelope: { eventMs?: number; payload: { details: Json } };
  }[];
  const uploaded = notices.find(({ eventType }) => eventType === 31)?.envelope;
  expect(uploaded).toMatchObject({ payload: { details: { fileList: [{ sliceStartTime }, { sliceStartTime }] } } });
  expect(uploaded?.eventMs).toBeUndefined();
});

test("notifications carry the time of old samples, and the scene of the newest page", async () => {
  await set({ sendsEventMs: true, sendsServiceScene: true });
  const task = await box.record("empty", "2", { recordingConfig: { maxIdleTime: 86_400 } });
  await vi.waitFor(async () => expect(await box.events(task)).toContain(40), patience);
  const { body } = await box.control("GET", `notifications?sid=${task.sid}`);
  const [first] = body.notifications as { envelope: Json }[];
  expect(first?.envelope).toMatchObject({ eventMs: expect.any(Number), payload: { serviceScene: "rtc_record" } });
});

test("event 3 numbers the modes the other way round", async () => {
  await set({ modeZeroInEvent3: "composite" });
  const task = await box.record("support-7", "3", small);
  const body = { cname: "support-7", uid: "3", clientRequest: { storageConfig: box.storage() } };
  expect((await box.call(`resourceid/${task.resourceId}/mode/mix/start`, body)).status).toBe(201);
  const { body: history } = await box.control("GET", `notifications?sid=${task.sid}`);
  const notices = history.notifications as { eventType: number; envelope: { payload: { details: Json } } }[];
  expect(notices.find(({ eventType }) => eventType === 3)?.envelope.payload.details.recordingMode).toBe(0);
});

describe("refusals", () => {
  test("a short interval of stills, a long label, and the status of a legacy code", async () => {
    await set({ leastSnapshotSeconds: 5, webLabelBytes: 128, legacyCodeStatus: 404 });
    const stills = {
      recordingConfig: { subscribeUidGroup: 0, streamTypes: 1 },
      snapshotConfig: { captureInterval: 4, fileType: ["jpg"] },
    };
    const start = await box.start(await box.resource("empty", "4"), "empty", "4", stills, "individual");
    expect(start).toMatchObject({ status: 400, body: { code: 2 } });
    expect(String(start.body.reason)).toContain("captureInterval");
    const body = { code: 401, reason: "invalid_channel_name" };
    expect(await box.acquire("x".repeat(129), "5", { scene: 1 })).toMatchObject({ status: 400, body });
    expect(await box.acquire("x".repeat(128), "5", { scene: 1 })).toMatchObject({ status: 200 });
    const unknown = { cname: "empty", uid: "4", resourceId: "A".repeat(256), sid: "0".repeat(32) };
    expect(await box.query(unknown)).toMatchObject({ status: 404, body: { code: 1001 } });
  });

  test("the rate limit of the App ID alone lets another App ID's calls pass", async () => {
    await set({ rateScope: "app", requestsPerSecond: 3 });
    const own = await Promise.all(Array.from({ length: 6 }, () => box.acquire("empty", "6")));
    expect(own.filter(({ status }) => status === 429)).toHaveLength(3);
    const other = await box.fetch("/v1/apps/another/cloud_recording/acquire", { method: "POST", body: "{}" });
    expect(other.status).toBe(400);
  });
});

test("the earlier region of a custom layout on top and a longer target duration", async () => {
  await set({ topRegion: "earlier", targetDurationExtra: 3 });
  const whole = { x_axis: 0, y_axis: 0, width: 1, height: 1 };
  const transcodingConfig = {
    ...small.recordingConfig.transcodingConfig,
    mixedVideoLayout: 3,
    layoutConfig: [
      { ...whole, uid: "3001" },
      { ...whole, uid: "3002" },
    ],
  };
  const task = await box.record("support-7", "7", { recordingConfig: { transcodingConfig } });
  await inProgress(task);
  const [slice] = await box.slices(task);
  expect(slice?.spans[0]?.scene).toMatchObject({ regions: [{ uid: 3002 }, { uid: 3001 }] });
  const text = Buffer.from(await box.download(`${task.sid}_support-7.m3u8`)).toString();
  expect(text).toMatch(/#EXT-X-TARGETDURATION:[45]\n/);
});

test("after a failover the first playlist is named where asked for", async () => {
  await set({ fileListAfterFailover: "first", sendsEvent13: true });
  const task = await box.record("support-7", "8", small);
  await inProgress(task);
  await box.control("POST", `tasks/${task.sid}/failover`, { windowSeconds: 0 });
  await vi.waitFor(async () => expect(await box.objectKeys(`bak0_${task.sid}`)).not.toEqual([]), patience);
  expect((await box.serverResponse(task)).fileList).toBe(`${task.sid}_support-7.m3u8`);
  expect(await box.events(task)).toContain(13);
});
