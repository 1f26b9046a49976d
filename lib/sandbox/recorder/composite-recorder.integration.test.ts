import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { centre, colourDistance, decodeFrames, presetScene, probeStreams } from "../media/test-media";
import { personColour } from "../media/person";
import { type TestTask, TestSandbox } from "../test-sandbox";

const patience = { timeout: 90_000, interval: 250 };

let box: TestSandbox;

beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 2 });
});

afterAll(() => box.close());

/** The layout most tests record with: four equal cells, small enough to be quick. */
const bestFit = { transcodingConfig: { width: 320, height: 180, fps: 15, bitrate: 400, mixedVideoLayout: 1 } };

describe("the whole life of a composite recording", () => {
  let task: TestTask;
  let folder: string;

  beforeAll(async () => {
    task = await box.record("lobby", "123", {
      storageConfig: box.storage({ fileNamePrefix: ["shows", "monday"] }),
      recordingFileConfig: { avFileType: ["hls", "mp4"] },
      recordingConfig: bestFit,
    });
  });

  test("goes from accepted to recording, with an empty file list before the first slice", async () => {
    expect(await box.serverResponse(task)).toMatchObject({ fileListMode: "json", fileList: [], sliceStartTime: 0 });
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
    const { fileList, sliceStartTime } = await box.serverResponse(task);
    expect(fileList).toEqual([
      {
        fileName: `shows/monday/${task.sid}_lobby.m3u8`,
        trackType: "audio_and_video",
        uid: "0",
        mixedAllUser: true,
        isPlayable: true,
        sliceStartTime,
      },
    ]);
  });

  test("stops with everything uploaded, MP4 included, and is then unknown", async () => {
    await vi.waitFor(async () => expect(await box.objectKeys(`shows/monday/${task.sid}`)).toHaveLength(3), patience);
    const { status, body } = await box.stop(task);
    expect(status).toBe(200);
    expect(body).toMatchObject({ cname: "lobby", uid: "123", resourceId: task.resourceId, sid: task.sid });
    expect(body.serverResponse).toMatchObject({
      fileListMode: "json",
      uploadingStatus: "uploaded",
      fileList: [
        { fileName: `shows/monday/${task.sid}_lobby_0.mp4` },
        { fileName: `shows/monday/${task.sid}_lobby.m3u8` },
      ],
    });
    for (const late of [await box.query(task), await box.stop(task)]) {
      expect(late.status).toBe(404);
      expect(late.body).toMatchObject({ code: 404, reason: "failed to find worker", cname: "lobby", sid: task.sid });
    }
  });

  test("leaves Agora's files: slices named by their time, a closed playlist that names each once", async () => {
    folder = await box.downloadAll(task, "shows/monday/");
    const names = (await box.objectKeys("shows/monday/")).map((key) => key.slice("shows/monday/".length));
    const slices = names.filter((name) => name.endsWith(".ts"));
    expect(slices.length).toBeGreaterThanOrEqual(2);
    for (const name of slices) expect(name).toMatch(new RegExp(`^${task.sid}_lobby_\\d{17}\\.ts$`));
    const playlist = Buffer.from(await box.download(`shows/monday/${task.sid}_lobby.m3u8`)).toString();
    expect(playlist.split("\n").filter((line) => line.endsWith(".ts"))).toEqual(slices);
    expect(playlist).toMatch(/#EXT-X-ENDLIST\n$/);
    expect(playlist).toMatch(/#EXTINF:\d+\.\d{6}\n/);
  });

  test("the playlist and the MP4 play: H.264 of the wanted size, AAC", async () => {
    for (const name of [`${task.sid}_lobby.m3u8`, `${task.sid}_lobby_0.mp4`]) {
      const { video, audio } = await probeStreams(join(folder, name));
      expect(video).toMatchObject({ codec_name: "h264", width: 320, height: 180 });
      expect(audio).toMatchObject({ codec_name: "aac", sample_rate: "48000" });
    }
  });

  test("shows each person in their region of the preset", async () => {
    const frames = await decodeFrames(join(folder, `${task.sid}_lobby_0.mp4`), { width: 320, height: 180 });
    const [last] = frames.slice(-1);
    if (!last) throw new Error("the MP4 holds no picture");
    const uids = [1001, 1002, 1003];
    for (const region of presetScene("bestFit", uids, 0)) {
      expect(colourDistance(centre(last, region), personColour(region.uid ?? 0))).toBeLessThan(8);
    }
  });

  test("told of it in the documented order", async () => {
    expect(await box.events(task)).toEqual([40, 42, 43, 44, 43, 44, 43, 44, 30, 4, 41, 33, 31, 11]);
  });
});

test("any vendor and region puts its files into the sandbox's own store", async () => {
  const vendors = [
    box.storage({ vendor: 4, region: 9 }),
    box.storage({
      vendor: 11,
      region: 0,
      extensionParams: { endpoint: new URL(box.sandbox.objectStore.endpoint).host },
    }),
  ];
  const tasks: TestTask[] = [];
  for (const [i, storageConfig] of vendors.entries()) {
    tasks.push(await box.record("support-7", `${40 + i}`, { storageConfig, recordingConfig: bestFit }));
  }
  for (const task of tasks) {
    await vi.waitFor(async () => expect(await box.objectKeys(`${task.sid}_support-7_`)).not.toEqual([]), patience);
    const { status, body } = await box.stop(task);
    expect({ status, body }).toMatchObject({ status: 200, body: { serverResponse: { uploadingStatus: "uploaded" } } });
    expect(await box.objectKeys(task.sid)).toContain(`${task.sid}_support-7.m3u8`);
  }
});

test("an asynchronous stop answers at once; status 6 to 8 can be seen, a second stop cannot be made", async () => {
  const task = await box.record("support-7", "50", { recordingConfig: bestFit });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
  const { status, body } = await box.stop(task, { async_stop: true });
  expect(status).toBe(200);
  expect(body.serverResponse).toEqual({
    fileListMode: "string",
    fileList: `${task.sid}_support-7.m3u8`,
    uploadingStatus: "unknown",
  });
  expect(await box.stop(task)).toMatchObject({ status: 400, body: { code: 49, sid: task.sid } });
  expect([6, 7, 8]).toContain((await box.serverResponse(task)).status);
  expect(await box.updateLayout(task, {})).toMatchObject({ status: 404, body: { code: 501 } });
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  const playlist = Buffer.from(await box.download(`${task.sid}_support-7.m3u8`)).toString();
  expect(playlist).toMatch(/#EXT-X-ENDLIST\n$/);
});

test("a query beside a stop costs the stop its file list", async () => {
  const task = await box.record("support-7", "51", { recordingConfig: bestFit });
  await vi.waitFor(async () => expect(await box.events(task)).toContain(30), patience);
  await box.control("POST", "faults", {
    operation: "query",
    timing: "after",
    answer: { kind: "delay", delayMs: 2000 },
  });
  const asked = box.query(task);
  await vi.waitFor(async () => {
    const { body } = await box.control("GET", "counters");
    expect(body.faultsApplied).toBe(1);
  }, patience);
  const { status, body } = await box.stop(task, { async_stop: true });
  expect(status).toBe(206);
  expect(body.serverResponse).toEqual({ uploadingStatus: "unknown" });
  expect((await asked).status).toBe(200);
});

test("layout and subscriptions change at once, within the slice", async () => {
  const task = await box.record("lobby", "60", { recordingConfig: bestFit });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
  const region = { x_axis: 0, y_axis: 0, width: 1, height: 1 };
  const custom = { mixedVideoLayout: 3, backgroundColor: "#ff00cc", layoutConfig: [{ ...region, uid: "1002" }] };
  expect(await box.updateLayout(task, custom)).toMatchObject({ status: 200, body: { sid: task.sid } });
  const lists = { audioUidList: { subscribeAudioUids: ["1003"] }, videoUidList: { subscribeVideoUids: ["1002"] } };
  expect((await box.update(task, { streamSubscribe: lists })).status).toBe(200);
  await vi.waitFor(async () => {
    const changed = (await box.slices(task)).find(({ spans }) => spans.length > 1);
    expect(changed?.spans.at(-1)?.scene).toMatchObject({
      backgroundColour: "#ff00cc",
      width: 320,
      regions: [{ uid: 1002, width: 1, height: 1 }],
      audioUids: [1003],
    });
  }, patience);
  expect((await box.stop(task)).status).toBe(200);
});

test("records while somebody sends: from when the first one comes to when the last one ceases", async () => {
  const recordingConfig = { ...bestFit, maxIdleTime: 600 };
  const task = await box.record("green-room", "80", { recordingConfig });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  expect(await box.events(task)).toEqual([40]);

  await box.control("POST", "channels/green-room/people", { uid: "4001", video: false, audio: false });
  await box.control("PATCH", "channels/green-room/people/4001", { audio: true });
  await vi.waitFor(async () => expect(await box.events(task)).toEqual([40, 42, 43]), patience);
  await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(0), patience);
  await box.control("DELETE", "channels/green-room/people/4001");
  expect((await box.events(task)).filter((type) => type === 43)).toHaveLength(2);

  const slices = await box.slices(task);
  await box.control("POST", "channels/green-room/people", { uid: "4002" });
  await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(slices.length), patience);
  const last = slices.at(-1);
  const next = (await box.slices(task))[slices.length];
  expect(last?.durationMs).toBeLessThanOrEqual(2000);
  expect(next?.isRestart).toBe(true);
  expect(next?.startMs).toBeGreaterThan((last?.startMs ?? 0) + (last?.durationMs ?? 0));
  expect(next?.positionMs).toBe((last?.positionMs ?? 0) + (last?.durationMs ?? 0));
  expect(await box.stop(task)).toMatchObject({ status: 200 });
});

test("somebody who sends nothing leaves nothing recorded", async () => {
  await box.control("POST", "channels/silent-room/people", { uid: "4001", video: false, audio: false });
  const task = await box.record("silent-room", "81");
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  expect(await box.stop(task)).toMatchObject({ status: 206, body: { code: 435 } });
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  expect(await box.events(task)).toEqual([40, 41, 11]);
  expect(await box.objectKeys(task.sid)).toEqual([]);
});
