import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type TestTask, taskPath, TestSandbox } from "../test-sandbox";

/**
 * The rules of the operations, on a clock that runs twenty times as fast and in channels where nobody sends, so that
 * nothing is rendered. Each test begins with a sandbox as new.
 */
const patience = { timeout: 10_000, interval: 50 };

const box = await TestSandbox.start({ clockRate: 20 });
afterAll(() => box.close());

beforeEach(async () => {
  expect((await box.control("POST", "reset")).status).toBe(204);
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
});

const empty = "empty-room";
/** Keeps a recording of an empty channel from exiting while a test looks at it. */
const patient = { recordingConfig: { maxIdleTime: 86_400 } };

async function advance(seconds: number): Promise<void> {
  await box.control("PUT", "clock", { advanceSeconds: seconds });
}

function refused(status: number, code: number, reason?: string) {
  return { status, body: reason === undefined ? { code } : { code, reason } };
}

describe("acquire", () => {
  test("gives a long opaque id, another one each time", async () => {
    const [first, second] = [await box.acquire("room", "5"), await box.acquire("room", "5")];
    expect(first).toMatchObject({ status: 200, body: { cname: "room", uid: "5" } });
    expect(first.body.resourceId).toMatch(/^[A-Za-z0-9_-]{256,}$/);
    expect(second.body.resourceId).not.toBe(first.body.resourceId);
  });

  test("refuses what the contract refuses, in its form", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ cname: "room", uid: "5" }, "Acquire: invalid request value!"],
      [{ cname: "room", uid: 5, clientRequest: {} }, "Acquire: invalid uid value!"],
      [{ cname: "room", uid: "0", clientRequest: {} }, "Acquire: invalid uid value!"],
      [{ cname: "room", uid: "4294967296", clientRequest: {} }, "Acquire: invalid uid value!"],
      [{ cname: "room", uid: "5", clientRequest: { scene: 9 } }, "Acquire: invalid scene value!"],
      [{ cname: "room", uid: "5", clientRequest: { region: "MARS" } }, "Acquire: invalid region value!"],
      [
        { cname: "room", uid: "5", clientRequest: { resourceExpiredHour: 721 } },
        "Acquire: invalid resourceExpiredHour value!",
      ],
    ];
    for (const [body, reason] of wrong) {
      const answer = await box.call("acquire", body);
      expect(answer).toMatchObject({ status: 400, body: { code: 2 } });
      if (reason !== "Acquire: invalid request value!") expect(answer.body.reason).toBe(reason);
    }
  });

  test("a channel name that is none: the current code, or the legacy one", async () => {
    expect(await box.acquire("room/7", "5")).toMatchObject(refused(400, 401, "invalid_channel_name"));
    await box.control("PATCH", "switches", { invalidChannelCode: 1013 });
    expect(await box.acquire("x".repeat(64), "5")).toMatchObject(refused(400, 1013, "invalid channel name"));
  });

  test("refuses when as many recordings run as an App ID may have", async () => {
    await box.control("PATCH", "switches", { maxConcurrentTasks: 1 });
    const waiting = await box.resource(empty, "2");
    await box.record(empty, "1", patient);
    expect(await box.acquire(empty, "3")).toMatchObject(refused(400, 406, "vendor_over_load"));
    expect(await box.start(waiting, empty, "2", patient)).toMatchObject(refused(500, 502));
  });
});

describe("start", () => {
  test("once for each resource id: again is 201 with code 7 and a notification, and no second recording", async () => {
    const task = await box.record(empty, "1", patient);
    const again = await box.start(task.resourceId, empty, "1", patient);
    expect(again).toMatchObject({
      status: 201,
      body: { code: 7, cname: empty, uid: "1", resourceId: task.resourceId },
    });
    expect(again.body).not.toHaveProperty("sid");
    expect(await box.events(task)).toContain(3);
    expect((await box.control("GET", "counters")).body.liveTasks).toBe(1);
    await box.control("PATCH", "switches", { repeatedStartHasSid: true });
    expect((await box.start(task.resourceId, empty, "1", patient)).body.sid).toBe(task.sid);
  });

  test("one live recording for each channel and uid; another uid may", async () => {
    await box.record(empty, "1", patient);
    const second = await box.resource(empty, "1");
    expect(await box.start(second, empty, "1", patient)).toMatchObject(refused(400, 53, "task conflict"));
    expect((await box.start(await box.resource(empty, "2"), empty, "2", patient)).status).toBe(200);
  });

  test("an id is known, young, and of the same channel and uid", async () => {
    const resourceId = await box.resource(empty, "1");
    expect(await box.start("A".repeat(256), empty, "1")).toMatchObject(refused(400, 1001));
    expect(await box.start(resourceId, empty, "2")).toMatchObject(refused(400, 432));
    expect(await box.start(resourceId, "elsewhere", "1")).toMatchObject(refused(400, 432));
    await advance(300);
    expect(await box.start(resourceId, empty, "1")).toMatchObject(refused(400, 433));
  });

  test("must be what acquire was told", async () => {
    const startParameter = { storageConfig: box.storage(), ...patient };
    const resourceId = await box.resource(empty, "1", { startParameter });
    const other = await box.start(resourceId, empty, "1", { recordingConfig: { maxIdleTime: 5 } });
    expect(other).toMatchObject(refused(400, 2, "request_hash mismatch!"));
    expect((await box.start(resourceId, empty, "1", patient)).status).toBe(200);
  });

  test("the mode fits the scene of acquire", async () => {
    const web = await box.resource(empty, "1", { scene: 1 });
    expect(await box.start(web, empty, "1")).toMatchObject(refused(400, 2));
    const postponed = await box.resource(empty, "1", { scene: 2 });
    expect(await box.start(postponed, empty, "1")).toMatchObject(refused(400, 2));
  });

  test("storage lies in the area of acquire, or may lie anywhere", async () => {
    const resourceId = await box.resource(empty, "1", { region: "EU" });
    const inRegion = (region: number) => ({ ...patient, storageConfig: box.storage({ region }) });
    const reason = "Start: invalid storageConfig.region value!";
    expect(await box.start(resourceId, empty, "1", inRegion(0))).toMatchObject(refused(400, 2, reason));
    expect((await box.start(resourceId, empty, "1", inRegion(4))).status).toBe(200);
    await box.control("PATCH", "switches", { storageInArea: false });
    const anywhere = await box.resource(empty, "2", { region: "EU" });
    expect((await box.start(anywhere, empty, "2", inRegion(0))).status).toBe(200);
  });

  test("bad parameters are named", async () => {
    const wrong: Record<string, unknown>[] = [
      { storageConfig: box.storage({ vendor: 99 }) },
      { storageConfig: box.storage({ region: 26 }) },
      { storageConfig: box.storage({ fileNamePrefix: ["a-b"] }) },
      { storageConfig: box.storage({ vendor: 11, region: 0 }) },
      { recordingFileConfig: { avFileType: ["mp4"] } },
      { recordingConfig: { maxIdleTime: 4 } },
      { recordingConfig: { subscribeVideoUids: ["1"], streamTypes: 0 } },
      { snapshotConfig: { fileType: ["jpg"] } },
    ];
    const resourceId = await box.resource(empty, "1");
    for (const request of wrong) {
      const answer = await box.start(resourceId, empty, "1", request);
      expect(answer).toMatchObject(refused(400, 2));
      expect(answer.body.reason).toMatch(/^Start: invalid [\w.]+ value!$/);
    }
    expect((await box.start(resourceId, empty, "1", patient)).status).toBe(200);
  });

  test("more than two seconds after acquire it is answered and counted once; a resend is not counted", async () => {
    const paired = await box.resource(empty, "1");
    await box.start(paired, empty, "1", patient);
    await advance(10);
    expect((await box.start(paired, empty, "1", patient)).status).toBe(201);
    expect((await box.control("GET", "counters")).body.pairingViolations).toBe(0);

    const late = await box.resource(empty, "2");
    await advance(3);
    expect((await box.start(late, empty, "2", patient)).status).toBe(200);
    expect((await box.start(late, empty, "2", patient)).status).toBe(201);
    expect((await box.control("GET", "counters")).body.pairingViolations).toBe(1);

    await box.control("PATCH", "switches", { lateStart: "refuse" });
    const refusedLate = await box.resource(empty, "3");
    await advance(3);
    expect(await box.start(refusedLate, empty, "3", patient)).toMatchObject(refused(500, 502));
  });
});

describe("a start by the other reading", () => {
  const stills = { recordingConfig: { ...patient.recordingConfig, subscribeUidGroup: 0, streamTypes: 1 } };
  const set = (switches: Record<string, unknown>) => box.control("PATCH", "switches", switches);

  test("a conflict is 432, with the status of legacy codes", async () => {
    await set({ conflictCode: 432, legacyCodeStatus: 404 });
    await box.record(empty, "1", patient);
    expect(await box.start(await box.resource(empty, "1"), empty, "1", patient)).toMatchObject(refused(404, 432));
    const init = { headers: { "content-type": "text/plain" } };
    expect(await box.call("acquire", { cname: empty }, init)).toMatchObject(refused(404, 8));
  });

  test("a used id is 201 after the end of its recording, or 433", async () => {
    const task = await box.record(empty, "1", patient);
    await box.stop(task);
    await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
    const again = () => box.start(task.resourceId, empty, "1", patient);
    expect((await again()).status).toBe(201);
    await set({ repeatedStartAfterEnd: "433" });
    expect(await again()).toMatchObject(refused(400, 433));
  });

  test("stills beside a recording are refused", async () => {
    const both = { ...stills, snapshotConfig: { fileType: ["jpg"] }, recordingFileConfig: { avFileType: ["hls"] } };
    await set({ stillsBesideRecording: false });
    const resourceId = await box.resource(empty, "1");
    const reason = "Start: invalid recordingFileConfig value!";
    expect(await box.start(resourceId, empty, "1", both, "individual")).toMatchObject(refused(400, 2, reason));
    await set({ stillsBesideRecording: true });
    expect((await box.start(resourceId, empty, "1", both, "individual")).status).toBe(200);
  });

  test("a canvas without all of its numbers lets the task die", async () => {
    await set({ canvasNeedsAll: true });
    const canvas = { width: 640, height: 360, fps: 15 };
    const request = { recordingConfig: { ...patient.recordingConfig, transcodingConfig: canvas } };
    const task = await box.record(empty, "1", request);
    await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
    expect(await box.events(task)).toEqual([1, 41, 11]);
  });
});

describe("calls about a running recording", () => {
  let task: TestTask;

  beforeEach(async () => {
    task = await box.record(empty, "1", patient);
  });

  test("need the right ids", async () => {
    const other = await box.record(empty, "2", patient);
    expect(await box.query({ ...task, resourceId: "B".repeat(256) })).toMatchObject(refused(400, 1001));
    expect(await box.query({ ...task, sid: other.sid })).toMatchObject(refused(400, 1003));
    expect(await box.stop({ ...task, uid: "9" })).toMatchObject(refused(400, 432));
    const unstarted = await box.resource(empty, "3");
    expect(await box.query({ ...task, resourceId: unstarted })).toMatchObject(
      refused(404, 404, "failed to find worker"),
    );
    expect(await box.call(`${taskPath(task, "individual")}/query`)).toMatchObject(refused(400, 2));
    expect(await box.call(`${taskPath(task, "raw")}/query`)).toMatchObject(
      refused(400, 2, "Query: invalid mode value!"),
    );
  });

  test("a wrong layout: the current code, or the legacy one; only composite has a layout", async () => {
    const tooFar = { x_axis: 0.9, y_axis: 0, width: 0.2, height: 1 };
    const layout = { mixedVideoLayout: 3, layoutConfig: [tooFar] };
    expect(await box.updateLayout(task, layout)).toMatchObject(refused(400, 2));
    await box.control("PATCH", "switches", { invalidLayoutCode: 1028 });
    expect(await box.updateLayout(task, layout)).toMatchObject(refused(400, 1028));
    await box.control("PATCH", "switches", { legacyCodeStatus: 404 });
    expect(await box.updateLayout(task, layout)).toMatchObject(refused(404, 1028));
    await box.control("PATCH", "switches", { legacyCodeStatus: 400 });
    const body = { cname: task.cname, uid: task.uid, clientRequest: {} };
    expect(await box.call(`${taskPath(task, "web")}/updateLayout`, body)).toMatchObject(refused(400, 1028));
  });

  test("updateLayout replaces the whole layout but not the size", async () => {
    const read = async () => (await box.control("GET", `tasks/${task.sid}`)).body.task as { layout: unknown };
    await box.updateLayout(task, { mixedVideoLayout: 1, backgroundColor: "#123456" });
    expect((await read()).layout).toMatchObject({ mixedVideoLayout: 1, backgroundColor: "#123456", width: 360 });
    await box.updateLayout(task, { mixedVideoLayout: 2, maxResolutionUid: "7" });
    expect((await read()).layout).toMatchObject({ mixedVideoLayout: 2, backgroundColor: "#000000", height: 640 });
  });

  test("update refuses lists against streamTypes and empty ones", async () => {
    const audioOnly = await box.record(empty, "2", { recordingConfig: { maxIdleTime: 86_400, streamTypes: 0 } });
    const video = { streamSubscribe: { videoUidList: { subscribeVideoUids: ["5"] } } };
    const answer = await box.update(audioOnly, video);
    expect(answer).toMatchObject(refused(400, 2, "Update: invalid streamSubscribe.subscribeVideoUids value!"));
    const none = { streamSubscribe: { audioUidList: { subscribeAudioUids: [] } } };
    expect(await box.update(task, none)).toMatchObject(refused(400, 2));
    expect((await box.update(task, video)).status).toBe(200);
  });

  test("are refused after resourceExpiredHour, while the recording goes on", async () => {
    const resourceId = await box.resource(empty, "2", { resourceExpiredHour: 1 });
    const { body } = await box.start(resourceId, empty, "2", patient);
    await advance(3600);
    const expired = { cname: empty, uid: "2", resourceId, sid: String(body.sid) };
    expect(await box.query(expired)).toMatchObject(refused(400, 433));
    expect(await box.stop(expired)).toMatchObject(refused(400, 433));
    expect((await box.query(task)).status).toBe(200);
    expect((await box.control("GET", "counters")).body.liveTasks).toBe(2);
  });

  test("stop without anything recorded is 206 with code 435, and the recording ends", async () => {
    expect(await box.stop(task)).toMatchObject({ status: 206, body: { code: 435, sid: task.sid } });
    await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  });

  test("query while exiting can be told to say 501", async () => {
    await box.control("PATCH", "switches", { queryWhileExiting: "501" });
    await box.control("PUT", "clock", { rate: 1 });
    await box.stop(task);
    expect(await box.query(task)).toMatchObject(refused(404, 501));
    await box.control("PATCH", "switches", { exitingStatus: 400 });
    expect(await box.query(task)).toMatchObject(refused(400, 501));
  });
});

test("a channel in which nobody is ends its recording after maxIdleTime", async () => {
  const task = await box.record(empty, "1", { recordingConfig: { maxIdleTime: 30 } });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  expect(await box.events(task)).toEqual([40, 41, 11]);
  const { body } = await box.control("GET", `tasks/${task.sid}`);
  expect(body.task).toMatchObject({ phase: "ended", exit: { reason: "idle", leaveCode: 4 } });
});
