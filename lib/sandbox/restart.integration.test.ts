import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { probeStreams } from "./media/test-media";
import { TestSandbox, type TestTask } from "./test-sandbox";

const patience = { timeout: 90_000, interval: 250 };

const recordingConfig = {
  transcodingConfig: { width: 320, height: 180, fps: 15, bitrate: 400, mixedVideoLayout: 1 },
};

const notice = z.object({
  eventType: z.number(),
  envelope: z.object({ payload: z.object({ sequence: z.number(), details: z.record(z.string(), z.unknown()) }) }),
});

async function noticesOf(box: TestSandbox, task: TestTask) {
  const { body } = await box.control("GET", `notifications?limit=1000&sid=${task.sid}`);
  return z.object({ notifications: z.array(notice) }).parse(body).notifications;
}

test("after kill -9 it goes on with the same recordings, and the gap shows", async () => {
  const box = await TestSandbox.startInChild({ sliceSeconds: 2 });
  onTestFinished(() => box.close());
  const { appId, customerSecret } = box.sandbox;
  const task = await box.record("support-7", "70", { recordingConfig });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
  const before = await box.objectKeys(`${task.sid}_`);

  await box.restart();
  expect(box.sandbox).toMatchObject({ appId, customerSecret });
  await vi.waitFor(
    async () => expect((await box.objectKeys(`${task.sid}_`)).length).toBeGreaterThan(before.length),
    patience,
  );
  expect((await box.serverResponse(task)).status).toBe(5);
  expect((await box.stop(task)).status).toBe(200);

  const notices = await noticesOf(box, task);
  expect(notices.map(({ envelope }) => envelope.payload.sequence)).toEqual(notices.map((_, i) => i));
  const starts = notices.filter(({ eventType }) => eventType === 42).map(({ envelope }) => envelope.payload.details);
  expect(starts).toHaveLength(2);
  expect(Number(starts[1]?.discontinueUtcMs)).toBeLessThan(Number(starts[1]?.startUtcMs));
  expect(notices.slice(-3).map(({ eventType }) => eventType)).toEqual([33, 31, 11]);

  const folder = await box.downloadAll(task);
  const playlist = Buffer.from(await box.download(`${task.sid}_support-7.m3u8`)).toString();
  expect(playlist.match(/TRACK_TYPE=VIDEO/g)).toHaveLength(2);
  const { video } = await probeStreams(join(folder, `${task.sid}_support-7.m3u8`));
  const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, length]) => sum + Number(length), 0);
  const { fps } = recordingConfig.transcodingConfig;
  // A slice's length is written in milliseconds, its pictures are whole.
  expect(Math.abs(Number(video?.nb_read_packets) - seconds * fps)).toBeLessThanOrEqual(4);
});

test("after kill -9 in the middle of a stop, the stop is carried to its end", async () => {
  const box = await TestSandbox.startInChild({ sliceSeconds: 2 });
  onTestFinished(() => box.close());
  const task = await box.record("lobby", "71", {
    recordingConfig,
    recordingFileConfig: { avFileType: ["hls", "mp4"] },
  });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(5), patience);
  expect((await box.stop(task, { async_stop: true })).status).toBe(200);
  expect((await box.serverResponse(task)).status).toBe(6);

  await box.restart();
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  const types = (await noticesOf(box, task)).map(({ eventType }) => eventType);
  expect(types.slice(-4)).toEqual([41, 33, 31, 11]);
  expect(await box.objectKeys(`${task.sid}_lobby_0.mp4`)).toHaveLength(1);
  expect(Buffer.from(await box.download(`${task.sid}_lobby.m3u8`)).toString()).toMatch(/#EXT-X-ENDLIST\n$/);
});
