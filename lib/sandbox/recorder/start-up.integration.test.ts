import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createRecorderToken } from "@/lib/agora/recorder-token";
import { Secret } from "@/lib/agora/secret";
import { type TestTask, TestSandbox } from "../test-sandbox";

const patience = { timeout: 90_000, interval: 100 };
const box = await TestSandbox.start({ clockRate: 4, sliceSeconds: 4 });
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
});

/** What a failed start comes to: 200 first, then status 20 for a moment, then 404; the error is told in event 1. */
async function failureOf(task: TestTask): Promise<unknown> {
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(20), patience);
  expect(await box.stop(task)).toMatchObject({ status: 400, body: { code: 49 } });
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  const { body } = await box.control("GET", `notifications?sid=${task.sid}`);
  const notices = body.notifications as { eventType: number; envelope: { payload: { details: unknown } } }[];
  return notices.map(({ eventType, envelope }) => ({ eventType, details: envelope.payload.details }));
}

function error(module: number, errorCode: number) {
  return { eventType: 1, details: { msgName: "cloud_recording_error", errorLevel: 5, stat: 1, module, errorCode } };
}

const left = (leaveCode: number) => ({ eventType: 41, details: { msgName: "recorder_leave", leaveCode } });
const exited = { eventType: 11, details: { msgName: "session_exit", exitStatus: 1 } };

test("a canvas out of bounds: start says 200, the task dies before it joins", async () => {
  const wrong = [{ bitrate: 6501 }, { width: 1920, height: 1920 }, { width: 0 }];
  const record = (transcodingConfig: Record<string, unknown>, i: number) =>
    box.record("lobby", `${i + 1}`, { recordingConfig: { transcodingConfig } });
  for (const outcome of await Promise.all((await Promise.all(wrong.map(record))).map(failureOf))) {
    expect(outcome).toMatchObject([error(0, 2), left(0), exited]);
  }
});

describe("storage that refuses the first slice", () => {
  const recordingConfig = { transcodingConfig: { width: 160, height: 90, fps: 15, bitrate: 100 } };

  test("a wrong secret, an unknown key, an unknown bucket: error 32, not the backup cloud", async () => {
    const wrong = [{ secretKey: "not-it" }, { accessKey: "AKIAUNKNOWNUNKNOWN00" }, { bucket: "no-such-bucket" }];
    const record = (change: Record<string, unknown>, i: number) =>
      box.record("support-7", `${i + 1}`, { storageConfig: box.storage(change), recordingConfig });
    const tasks = await Promise.all(wrong.map(record));
    for (const outcome of await Promise.all(tasks.map(failureOf))) {
      const events = outcome as { eventType: number }[];
      expect(events.map(({ eventType }) => eventType).slice(0, 2)).toEqual([40, 42]);
      expect(events.slice(-3)).toMatchObject([error(1, 32), left(16), exited]);
    }
    expect(await box.objectKeys()).toEqual([]);
  });

  test("a key that may only write is enough, as Agora asks for", async () => {
    const { body } = await box.control("POST", "store/keys", { permission: "writeOnly" });
    const task = await box.record("support-7", "9", { storageConfig: box.storage(body), recordingConfig });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
    expect(await box.stop(task)).toMatchObject({ status: 200 });
  });

  test("a store that is out of reach for a moment: tried again, warning 31", async () => {
    await box.control("PATCH", "store/faults", { failPuts: { status: 503, code: "SlowDown", count: 2 } });
    const task = await box.record("support-7", "9", { recordingConfig });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
    expect(await box.events(task)).toContain(2);
    expect(await box.stop(task)).toMatchObject({ status: 200 });
  });

  test("an uploader that gives up: error 47", async () => {
    await box.control("POST", "faults", { operation: "upload", kind: "failed" });
    const task = await box.record("support-7", "9", { recordingConfig });
    const events = (await failureOf(task)) as unknown[];
    expect(events.slice(-3)).toMatchObject([error(1, 47), left(16), exited]);
  });

  test("a store that stays out of reach: Agora's backup keeps the files and moves them later (warning 32, event 32)", async () => {
    await box.control("PATCH", "switches", { backupMovesAfterSeconds: 600 });
    await box.control("POST", "faults", { operation: "upload", kind: "backup", count: 0 });
    const task = await box.record("support-7", "9", { recordingConfig });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
    const { status, body } = await box.stop(task);
    expect({ status, body }).toMatchObject({ status: 200, body: { serverResponse: { uploadingStatus: "backuped" } } });
    await vi.waitFor(async () => expect(await box.events(task)).toContain(11), patience);
    expect((await box.events(task)).slice(-3)).toEqual([33, 32, 11]);
    expect(await box.objectKeys(task.sid)).toEqual([]);
    const slices = await box.slices(task);
    expect(slices.length).toBeGreaterThan(0);

    // The fault is about the recording's own uploads: it does not keep the backup from moving what it holds.
    await box.control("PUT", "clock", { advanceSeconds: 600 });
    await vi.waitFor(async () => expect(await box.objectKeys(task.sid)).toHaveLength(slices.length + 1), patience);
    const keys = await box.objectKeys(task.sid);
    for (const { fileName } of slices) expect(keys).toContain(fileName);
    expect(keys.some((key) => /_support-7_\d+_\d+\.m3u8$/.test(key))).toBe(true);
  });

  test("one slice that went to the backup is reason enough for event 32", async () => {
    await box.control("POST", "faults", { operation: "upload", kind: "backup", count: 1 });
    const task = await box.record("support-7", "9", { recordingConfig });
    await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(1), patience);
    await vi.waitFor(async () => expect(await box.objectKeys(task.sid)).not.toEqual([]), patience);
    expect((await box.stop(task)).body).toMatchObject({ serverResponse: { uploadingStatus: "backuped" } });
  });
});

describe("temporary credentials (contract §2.6)", () => {
  const recordingConfig = { transcodingConfig: { width: 160, height: 90, fps: 15, bitrate: 100 } };
  const session = async () => {
    const { accessKey } = box.sandbox.objectStore;
    const { body } = await box.control("POST", "store/sessions", { accessKey, durationSeconds: 900 });
    const { sessionToken, ...keys } = body as { accessKey: string; secretKey: string; sessionToken: string };
    return { accessKey: keys.accessKey, secretKey: keys.secretKey, stsToken: sessionToken };
  };
  const recordWith = async (uid: string) => {
    const task = await box.record("support-7", uid, { storageConfig: box.storage(await session()), recordingConfig });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
    return task;
  };

  test("that end while recording: error 32", async () => {
    const task = await recordWith("31");
    await box.control("PUT", "clock", { advanceSeconds: 901 });
    const events = (await failureOf(task)) as unknown[];
    expect(events.slice(-3)).toMatchObject([error(1, 32), left(16), exited]);
  });

  test("that are refreshed by update in time: goes on", async () => {
    const task = await recordWith("32");
    await box.control("PUT", "clock", { advanceSeconds: 600 });
    expect((await box.update(task, { storageConfig: box.storage(await session()) })).status).toBe(200);
    await box.control("PUT", "clock", { advanceSeconds: 600 });
    const { length } = await box.slices(task);
    await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(length), patience);
    expect((await box.stop(task)).status).toBe(200);
  });
});

describe("with the App Certificate on", () => {
  const tokenFor = (channelName: string, recorderUid: string, lifetimeSeconds = 3600) => {
    const { appId, appCertificate } = box.sandbox;
    const certificate = new Secret(appCertificate);
    const made = createRecorderToken({ appId, appCertificate: certificate, channelName, recorderUid, lifetimeSeconds });
    return made.token.reveal();
  };

  beforeEach(async () => {
    await box.control("PATCH", "switches", { appCertificate: true });
  });

  test("a token for this channel and uid lets the recorder in", async () => {
    const task = await box.record("empty-room", "9", { token: tokenFor("empty-room", "9") });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  });

  test("no token, one for somebody else, or a forged one: error 110", async () => {
    const forged = (recorderUid: string) =>
      createRecorderToken({
        appId: box.sandbox.appId,
        appCertificate: new Secret("0".repeat(32)),
        channelName: "empty-room",
        recorderUid,
        lifetimeSeconds: 3600,
      }).token.reveal();
    const requests = [
      {},
      { token: "nonsense" },
      { token: tokenFor("empty-room", "3").slice(0, -8) },
      { token: tokenFor("lobby", "4") },
      { token: tokenFor("empty-room", "9") },
      { token: forged("6") },
    ];
    const tasks = await Promise.all(requests.map((request, i) => box.record("empty-room", `${i + 1}`, request)));
    for (const outcome of await Promise.all(tasks.map(failureOf))) {
      expect(outcome).toMatchObject([error(0, 110), left(0), exited]);
    }
  });

  test("a token that ends while recording puts the recorder out: error 109", async () => {
    await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
    const task = await box.record("empty-room", "9", {
      token: tokenFor("empty-room", "9", 86_400),
      recordingConfig: { maxIdleTime: 2_592_000 },
    });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
    await box.control("PUT", "clock", { advanceSeconds: 86_400 });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(20), patience);
    const { body } = await box.control("GET", `notifications?limit=1000&sid=${task.sid}`);
    const notices = body.notifications as { eventType: number; envelope: { payload: { details: unknown } } }[];
    expect(notices.find(({ eventType }) => eventType === 1)?.envelope.payload.details).toMatchObject({
      errorCode: 109,
    });
  });
});

test("a recorder with the uid of somebody in the channel is put out", async () => {
  const task = await box.record("lobby", "1002");
  expect(await failureOf(task)).toMatchObject([{ eventType: 40 }, left(16), exited]);
});
