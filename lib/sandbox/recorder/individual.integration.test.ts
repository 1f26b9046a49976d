import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { colourDistance, decodeFrames, decodeSound, pixel, probeStreams, toneStrength } from "../media/test-media";
import { personColour, personToneHz } from "../media/person";
import { type TestTask, TestSandbox } from "../test-sandbox";

const patience = { timeout: 90_000, interval: 150 };

let box: TestSandbox;

beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 1 });
  await box.control("PATCH", "switches", { requestsPerSecond: 1000, postponedAfterSeconds: 0.2 });
  await box.control("POST", "channels/web-call/people", { uid: "5001", codec: "vp8" });
  await box.control("POST", "channels/web-call/people", { uid: "5002" });
});

afterAll(() => box.close());

const two = { subscribeUidGroup: 0 };
const kept = { recordingFileConfig: { avFileType: ["hls"] } };

type Entry = { fileName: string; trackType: string; uid: string; mixedAllUser: boolean; sliceStartTime: number };

async function files(task: TestTask): Promise<Entry[]> {
  return (await box.serverResponse(task)).fileList as Entry[];
}

const person = (task: TestTask, uid: string, kind: string) => `${task.sid}_${task.cname}__uid_s_${uid}__uid_e_${kind}`;

/** Waits until there are so many files, then stops and waits for the upload. */
async function stopWith(task: TestTask, count: number): Promise<Record<string, unknown>> {
  await vi.waitFor(async () => expect(await files(task)).toHaveLength(count), patience);
  const { status, body } = await box.stop(task);
  expect(status).toBe(200);
  return body.serverResponse as Record<string, unknown>;
}

describe.concurrent("an individual recording", () => {
  test("has a playlist for each person and medium, with that person alone in it", async () => {
    const task = await box.record("support-7", "11", { recordingConfig: two, ...kept }, "individual");
    const answer = await stopWith(task, 4);
    expect(answer).toMatchObject({ fileListMode: "json", uploadingStatus: "uploaded" });
    const list = answer.fileList as Entry[];
    expect(list.map(({ fileName, trackType, uid }) => [fileName, trackType, uid])).toEqual(
      ["3001", "3002"].flatMap((uid) =>
        ["audio", "video"].map((kind) => [`${person(task, uid, kind)}.m3u8`, kind, uid]),
      ),
    );
    expect(list.every(({ mixedAllUser, sliceStartTime }) => !mixedAllUser && sliceStartTime > 1e12)).toBe(true);

    const folder = await box.downloadAll(task);
    const video = join(folder, `${person(task, "3002", "video")}.m3u8`);
    const streams = await probeStreams(video);
    expect(streams.video).toMatchObject({ codec_name: "h264", width: 640, height: 360 });
    expect(streams.audio).toBeUndefined();
    const [frame] = await decodeFrames(video, { width: 640, height: 360 });
    if (!frame) throw new Error("no picture");
    expect(colourDistance(pixel(frame, 320, 180), personColour(3002))).toBeLessThanOrEqual(8);

    const audio = join(folder, `${person(task, "3002", "audio")}.m3u8`);
    expect(await probeStreams(audio)).toMatchObject({ audio: { codec_name: "aac" }, video: undefined });
    const sound = (await decodeSound(audio)).subarray(0, 48_000);
    expect(toneStrength(sound, personToneHz(3002))).toBeGreaterThan(0.05);
    expect(toneStrength(sound, personToneHz(3001))).toBeLessThan(0.01);

    const events = await box.events(task);
    expect(events.filter((type) => type === 42)).toHaveLength(4);
    expect(events.filter((type) => type === 43 || type === 44)).toHaveLength(4);
    expect(events.slice(-3)).toEqual([33, 31, 11]);
    const text = Buffer.from(await box.download(`${person(task, "3002", "video")}.m3u8`)).toString();
    expect(text).toMatch(/#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=VIDEO,TIME=\d{17}\n/);
    expect(text).toMatch(/#EXT-X-AGORA-ROTATE:WIDTH=640,HEIGHT=360,ROTATE=0,TIME=\d{17}\n/);
  });

  test("in standard mode has a merged index too: an MPD over WebM for somebody who sends VP8", async () => {
    const recordingConfig = { ...two, streamMode: "standard" };
    const task = await box.record("web-call", "12", { recordingConfig, ...kept }, "individual");
    await stopWith(task, 6);
    const keys = await box.objectKeys(task.sid);
    for (const name of [
      "5001__uid_e_audio.m3u8",
      "5001__uid_e_video.m3u8",
      "5001__uid_e_av.mpd",
      "5002__uid_e_av.m3u8",
    ]) {
      expect(keys).toContain(`${task.sid}_web-call__uid_s_${name}`);
    }
    const folder = await box.downloadAll(task);
    const webm = keys.find((key) => /5001__uid_e_av_\d{17}\.webm$/.test(key)) ?? "";
    const merged = await probeStreams(join(folder, webm));
    expect(merged).toMatchObject({ video: { codec_name: "vp8" }, audio: { codec_name: "opus" } });
    const mpd = Buffer.from(await box.download(`${person(task, "5001", "av")}.mpd`)).toString();
    expect(mpd).toContain(`<BaseURL>${webm}</BaseURL>`);
    expect(mpd).toContain('type="static"');
    const both = await probeStreams(join(folder, `${person(task, "5002", "av")}.m3u8`));
    expect(both).toMatchObject({ video: { codec_name: "h264" }, audio: { codec_name: "aac" } });
  });

  test("obeys its lists, and follows when they change", async () => {
    const lists = { subscribeVideoUids: ["3001"], subscribeAudioUids: ["3001"] };
    const task = await box.record("support-7", "13", { recordingConfig: { ...two, ...lists }, ...kept }, "individual");
    await vi.waitFor(async () => expect(await files(task)).toHaveLength(2), patience);
    const change = { videoUidList: { subscribeVideoUids: ["3002"] }, audioUidList: { subscribeAudioUids: ["3002"] } };
    expect((await box.update(task, { streamSubscribe: change })).status).toBe(200);
    const answer = await stopWith(task, 4);
    expect(new Set((answer.fileList as Entry[]).map(({ uid }) => uid))).toEqual(new Set(["3001", "3002"]));
  });

  test("cuts a slice where somebody mutes", async () => {
    const recordingConfig = { ...two, streamTypes: 0, streamMode: "original", maxIdleTime: 60 };
    await box.control("POST", "channels/solo/people", { uid: "6001", video: false });
    const task = await box.record("solo", "14", { recordingConfig, ...kept }, "individual");
    await vi.waitFor(async () => expect(await files(task)).toHaveLength(1), patience);
    await box.control("PATCH", "channels/solo/people/6001", { audio: false });
    const before = await box.slices(task);
    await box.control("PATCH", "channels/solo/people/6001", { audio: true });
    await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(before.length), patience);
    expect((await box.slices(task))[before.length]?.isRestart).toBe(true);
    await stopWith(task, 1);
  });

  test("of nobody leaves nothing", async () => {
    const task = await box.record("nobody-there", "15", { recordingConfig: two, ...kept }, "individual");
    await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
    expect(await box.stop(task)).toMatchObject({ status: 206, body: { code: 435 } });
  });
});

describe.concurrent("stills (contract §2.5)", () => {
  const snapshotConfig = { captureInterval: 1, fileType: ["jpg"] };

  test("alone: a JPEG of each person at the interval, told by event 45, and answers without files", async () => {
    const request = { recordingConfig: { ...two, streamTypes: 1 }, snapshotConfig };
    const task = await box.record("support-7", "21", request, "individual");
    await vi.waitFor(
      async () => expect((await box.events(task)).filter((type) => type === 45).length).toBeGreaterThan(5),
      patience,
    );
    const answer = await box.serverResponse(task);
    expect(Object.keys(answer).toSorted()).toEqual(["sliceStartTime", "status"]);
    expect(await box.stop(task)).toMatchObject({
      status: 200,
      body: { serverResponse: { uploadingStatus: "uploaded" } },
    });
    const keys = await box.objectKeys(task.sid);
    expect(keys.every((key) => /__uid_s_300[12]__uid_e_video_\d{17}\.jpg$/.test(key))).toBe(true);
    const folder = await box.downloadAll(task);
    const [name = ""] = keys.filter((key) => key.includes("_3001_"));
    expect(await probeStreams(join(folder, name))).toMatchObject({ video: { codec_name: "mjpeg", width: 640 } });
    const [frame] = await decodeFrames(join(folder, name), { width: 640, height: 360 });
    if (!frame) throw new Error("no picture");
    expect(colourDistance(pixel(frame, 320, 180), personColour(3001))).toBeLessThanOrEqual(8);
  });

  test("beside a recording: both", async () => {
    const request = { recordingConfig: two, snapshotConfig, ...kept };
    const task = await box.record("support-7", "22", request, "individual");
    await vi.waitFor(
      async () => expect((await box.objectKeys(task.sid)).filter((key) => key.endsWith(".m3u8"))).toHaveLength(4),
      patience,
    );
    const { body } = await box.stop(task);
    expect((body.serverResponse as { fileList: Entry[] }).fileList).toHaveLength(4);
    expect((await box.objectKeys(task.sid)).filter((key) => key.endsWith(".jpg")).length).toBeGreaterThan(1);
  });
});

describe.concurrent("what is made after the end (contract §2.8)", () => {
  const original = { ...two, streamTypes: 0, streamMode: "original" };
  const later = (transMode: string, more: Record<string, unknown> = {}) => ({
    appsCollection: { combinationPolicy: "postpone_transcoding" },
    transcodeOptions: { transConfig: { transMode }, ...more },
  });

  test.each([
    ["mp3", "mp3"],
    ["m4a", "aac"],
    ["aac", "aac"],
  ])("the sound of all in one %s, read back from the bucket", async (format, codec) => {
    const options = { container: { format }, audio: { sampleRate: "32000", channels: "1" } };
    const request = { recordingConfig: original, ...later("audioMix", options), ...kept };
    const task = await box.record(
      "support-7",
      `3${format.length}${codec.length}${format.codePointAt(1)}`,
      request,
      "individual",
    );
    await stopWith(task, 2);
    const name = `${task.sid}_support-7_0.${format}`;
    await vi.waitFor(async () => expect(await box.events(task)).toContain(1001), patience);
    expect((await box.events(task)).slice(-4)).toEqual([11, 80, 81, 1001]);
    const folder = await box.downloadAll(task);
    const { audio } = await probeStreams(join(folder, name));
    expect(audio).toMatchObject({ codec_name: codec, sample_rate: "32000", channels: 1 });
    const sound = (await decodeSound(join(folder, name))).subarray(24_000, 72_000);
    for (const uid of [3001, 3002]) expect(toneStrength(sound, personToneHz(uid))).toBeGreaterThan(0.03);
  });

  test("an MP4 of each person", async () => {
    const task = await box.record(
      "support-7",
      "41",
      { recordingConfig: two, ...later("postponeTranscoding"), ...kept },
      "individual",
      { scene: 2 },
    );
    await stopWith(task, 4);
    await vi.waitFor(async () => expect(await box.events(task)).toContain(1001), patience);
    const folder = await box.downloadAll(task);
    const packed = await probeStreams(join(folder, `${person(task, "3001", "av")}_0.mp4`));
    expect(packed).toMatchObject({ video: { codec_name: "h264" }, audio: { codec_name: "aac" } });
  });

  test("fails with event 90 when the key may only write", async () => {
    const { body } = await box.control("POST", "store/keys", { permission: "writeOnly" });
    const request = { recordingConfig: original, ...later("audioMix"), ...kept, storageConfig: box.storage(body) };
    const task = await box.record("support-7", "42", request, "individual");
    await stopWith(task, 2);
    await vi.waitFor(async () => expect(await box.events(task)).toContain(1001), patience);
    expect((await box.events(task)).slice(-4)).toEqual([80, 90, 81, 1001]);
  });
});
