import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { colourDistance, decodeFrames, pixel, probeStreams } from "../media/test-media";
import { personColour, type Rgb } from "../media/person";
import { runFfmpeg } from "../media/run-ffmpeg";
import type { RgbFrame } from "../media/cells";
import { type TestTask, TestSandbox } from "../test-sandbox";

const patience = { timeout: 90_000, interval: 100 };

const canvas = { width: 320, height: 180 };
const picture = { ...canvas, fps: 15, bitrate: 800 };
const orange: Rgb = { r: 255, g: 128, b: 0 };
const teal: Rgb = { r: 0, g: 128, b: 128 };

let box: TestSandbox;
let server: Server;
let imageUrl = "";

beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 30 });
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
  const jpeg = async (colour: string) => {
    const filter = ["-f", "lavfi", "-i", `color=c=${colour}:s=64x64`];
    return (await runFfmpeg([...filter, "-frames:v", "1", "-q:v", "1", "-f", "mjpeg", "pipe:1"])).stdout;
  };
  const pictures: Record<string, Buffer> = {
    "/orange.jpg": await jpeg("0xff8000"),
    "/teal.jpg": await jpeg("0x008080"),
    "/page.html": Buffer.from("<p>no picture</p>"),
    "/huge.jpg": Buffer.concat([await jpeg("0xff8000"), Buffer.alloc(6 * 1024 * 1024)]),
  };
  server = createServer((request, response) => {
    const body = pictures[request.url ?? ""];
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  imageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await box.close();
  server.close();
});

async function reaches(task: TestTask, status: number): Promise<void> {
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(status), patience);
}

/** Waits by the sandbox's own clock. */
async function passes(ms: number): Promise<void> {
  const now = async () => Date.parse(z.object({ now: z.string() }).parse((await box.control("GET", "clock")).body).now);
  const until = (await now()) + ms;
  await vi.waitFor(async () => expect(await now()).toBeGreaterThanOrEqual(until), patience);
}

/** Everything recorded, picture by picture. */
async function recorded(task: TestTask): Promise<RgbFrame[]> {
  expect((await box.stop(task)).status).toBe(200);
  return decodeFrames(join(await box.downloadAll(task), `${task.sid}_${task.cname}.m3u8`), canvas);
}

/** The colours that stand one after another at a place, each for how many pictures. */
function runs(frames: readonly RgbFrame[], x: number, y: number, names: Record<string, Rgb>): [string, number][] {
  const found: [string, number][] = [];
  for (const frame of frames) {
    const colour = pixel(frame, x * canvas.width, y * canvas.height);
    const name = Object.keys(names).find((one) => colourDistance(colour, names[one] ?? colour) <= 12) ?? "other";
    const last = found.at(-1);
    if (last?.[0] === name) last[1] += 1;
    else found.push([name, 1]);
  }
  return found.filter(([, count]) => count > 1);
}

const black: Rgb = { r: 0, g: 0, b: 0 };

test.concurrent("a new layout shows at once, in the middle of a slice", async () => {
  const task = await box.record("support-7", "1", { recordingConfig: { transcodingConfig: picture } });
  await reaches(task, 4);
  await passes(1_500);
  const region = { x_axis: 0, y_axis: 0, width: 1, height: 1 };
  const layout = { mixedVideoLayout: 3, layoutConfig: [{ ...region, uid: "3002" }] };
  expect((await box.updateLayout(task, layout)).status).toBe(200);
  await passes(1_500);
  const frames = await recorded(task);
  expect(await box.objectKeys(`${task.sid}_support-7_`)).toHaveLength(1);
  const shown = runs(frames, 0.5, 0.5, { first: personColour(3001), second: personColour(3002) });
  expect(shown.map(([name]) => name)).toEqual(["first", "second"]);
  for (const [, count] of shown) expect(count).toBeGreaterThan(15);
});

test.concurrent("who stops their video stays for 3.5 s, then their background shows, then everybody's, then the last picture (contract §3.6)", async () => {
  for (const uid of ["7001", "7002"]) await box.control("POST", "channels/backgrounds/people", { uid });
  const transcodingConfig = {
    ...picture,
    mixedVideoLayout: 1,
    defaultUserBackgroundImage: `${imageUrl}/teal.jpg`,
    backgroundConfig: [{ uid: "7001", image_url: `${imageUrl}/orange.jpg` }],
  };
  const task = await box.record("backgrounds", "2", { recordingConfig: { transcodingConfig } });
  const bare = await box.record("backgrounds", "3", {
    recordingConfig: { transcodingConfig: { ...picture, mixedVideoLayout: 1 } },
  });
  await Promise.all([reaches(task, 4), reaches(bare, 4)]);
  await passes(500);
  for (const uid of ["7001", "7002"])
    await box.control("PATCH", `channels/backgrounds/people/${uid}`, { video: false });
  await passes(4_800);
  const frames = await recorded(task);
  const own = runs(frames, 0.25, 0.5, { person: personColour(7001), image: orange });
  const common = runs(frames, 0.75, 0.5, { person: personColour(7002), image: teal });
  expect(own.map(([name]) => name)).toEqual(["person", "image"]);
  expect(common.map(([name]) => name)).toEqual(["person", "image"]);
  // Half a second or so live, 3.5 s still; the rest is the picture.
  expect(own[0]?.[1]).toBeGreaterThanOrEqual(Math.floor(3.9 * 15));
  expect(own[1]?.[1]).toBeGreaterThan(10);
  const still = runs(await recorded(bare), 0.25, 0.5, { person: personColour(7001) });
  expect(still.map(([name]) => name)).toEqual(["person"]);
});

test.concurrent("a background picture lies over the colour once it has come; one that is no picture, or too large, never does", async () => {
  await box.control("POST", "channels/backdrop/people", { uid: "8001" });
  const layoutConfig = [{ x_axis: 0, y_axis: 0, width: 0.25, height: 0.25 }];
  const config = (name: string) => ({
    ...picture,
    mixedVideoLayout: 3,
    layoutConfig,
    backgroundColor: "#000000",
    backgroundImage: `${imageUrl}/${name}`,
  });
  const begin = (uid: string, name: string) =>
    box.record("backdrop", uid, { recordingConfig: { transcodingConfig: config(name) } });
  const tasks = await Promise.all(
    ["orange.jpg", "page.html", "huge.jpg", "missing.jpg"].map((name, i) => begin(`${i + 1}`, name)),
  );
  await Promise.all(tasks.map((task) => reaches(task, 4)));
  await passes(1_000);
  const seen: [string, number][][] = [];
  for (const task of tasks) seen.push(runs(await recorded(task), 0.6, 0.6, { image: orange, black }));
  expect(seen.map((list) => list.at(-1)?.[0])).toEqual(["image", "black", "black", "black"]);
});

test.concurrent("somebody who never sent video shows nothing of themselves", async () => {
  await box.control("POST", "channels/radio/people", { uid: "9001", video: false });
  const task = await box.record("radio", "4", {
    recordingConfig: { transcodingConfig: { ...picture, backgroundColor: "#ff8000" } },
  });
  await reaches(task, 4);
  await passes(1_000);
  expect(runs(await recorded(task), 0.5, 0.5, { background: orange }).map(([name]) => name)).toEqual(["background"]);
});

test("an MP4 ends where it would grow too long, and the next one begins", async () => {
  const quick = await TestSandbox.start({ sliceSeconds: 1 });
  try {
    await quick.control("PATCH", "switches", { requestsPerSecond: 1000, mp4MaxMinutes: 0.05 });
    const request = {
      recordingFileConfig: { avFileType: ["hls", "mp4"] },
      recordingConfig: { transcodingConfig: { width: 160, height: 90, fps: 15, bitrate: 100 } },
    };
    const task = await quick.record("support-7", "5", request);
    const mp4s = async () => (await quick.objectKeys(task.sid)).filter((key) => key.endsWith(".mp4"));
    await vi.waitFor(async () => expect(await mp4s()).toHaveLength(1), patience);
    expect((await quick.serverResponse(task)).fileList).toMatchObject([
      { fileName: `${task.sid}_support-7_0.mp4` },
      { fileName: `${task.sid}_support-7.m3u8` },
    ]);
    await vi.waitFor(async () => expect((await quick.slices(task)).length).toBeGreaterThan(4), patience);
    expect((await quick.stop(task)).status).toBe(200);
    const names = await mp4s();
    expect(names.length).toBeGreaterThan(1);
    expect(names).toEqual(names.map((_, index) => `${task.sid}_support-7_${index}.mp4`));
    const folder = await quick.downloadAll(task);
    const lengths = await Promise.all(
      names.map(async (name) => Number((await probeStreams(join(folder, name))).video?.duration)),
    );
    expect(lengths[0]).toBeCloseTo(3, 1);
    const total = (await quick.slices(task)).reduce((sum, { durationMs }) => sum + durationMs / 1000, 0);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(total, 0);
  } finally {
    await quick.close();
  }
});

test("a recording whose server fails is away, then goes on under another name (contract §1.5, §4.2)", async () => {
  const task = await box.record("support-7", "6", { recordingConfig: { transcodingConfig: picture } });
  await reaches(task, 4);
  await passes(600);
  expect((await box.control("POST", `tasks/${task.sid}/failover`, { windowSeconds: 1 })).status).toBe(200);
  const away = { status: 404, body: { code: 404, reason: "failed to find worker" } };
  expect(await box.query(task)).toMatchObject(away);
  expect(await box.stop(task)).toMatchObject(away);
  expect(await box.updateLayout(task, {})).toMatchObject(away);
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(200), patience);
  await passes(600);
  const { status, body } = await box.stop(task);
  expect(status).toBe(200);
  expect(body.serverResponse).toMatchObject({ fileList: `bak0_${task.sid}_support-7.m3u8` });
  const keys = await box.objectKeys();
  expect(keys).toContain(`${task.sid}_support-7.m3u8`);
  expect(keys.some((key) => key.startsWith(`bak0_${task.sid}_support-7_`) && key.endsWith(".ts"))).toBe(true);
  const { body: history } = await box.control("GET", `notifications?sid=${task.sid}&limit=100`);
  const notices = z
    .object({
      notifications: z.array(
        z.object({
          eventType: z.number(),
          envelope: z.object({
            payload: z.object({ uid: z.string(), details: z.looseObject({ newUid: z.number().optional() }) }),
          }),
        }),
      ),
    })
    .parse(history).notifications;
  const at = notices.findIndex(({ eventType }) => eventType === 12);
  const newUid = `${notices[at]?.envelope.payload.details.newUid}`;
  expect(notices.slice(0, at + 1).every(({ envelope }) => envelope.payload.uid === "6")).toBe(true);
  expect(notices.slice(at + 1).every(({ envelope }) => envelope.payload.uid === newUid)).toBe(true);
  expect(notices.slice(at + 1).map(({ eventType }) => eventType)).toContain(31);
});
