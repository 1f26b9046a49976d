import { afterAll, expect, test, vi } from "vitest";
import { TestSandbox } from "./test-sandbox";

/** Ten times as fast as a real one: the quickstart waits for forty seconds. */
const box = await TestSandbox.start({ clockRate: 10, sliceSeconds: 15 });
afterAll(() => box.close());
vi.setConfig({ testTimeout: 60_000 });

/** Lets so many seconds of sandbox time pass. */
async function pass(seconds: number): Promise<void> {
  const now = async () => Date.parse(String((await box.control("GET", "clock")).body.now));
  const until = (await now()) + seconds * 1000;
  await expect.poll(now, { timeout: 15_000 }).toBeGreaterThanOrEqual(until);
}

test("the calls of Agora's quickstart, with its storage of vendor 0 in region 0, each get 200 (contract §2.16)", async () => {
  const storageConfig = box.storage({ vendor: 0, region: 0 });
  const layoutConfig = [
    { x_axis: 0, y_axis: 0, width: 0.3, height: 0.3, alpha: 0.9, render_mode: 1 },
    { x_axis: 0.3, y_axis: 0, width: 0.3, height: 0.3, alpha: 0.77, render_mode: 0 },
  ];
  const layout = { mixedVideoLayout: 3, backgroundColor: "#fff000", layoutConfig };
  const transcodingConfig = { width: 640, height: 360, fps: 15, bitrate: 600, ...layout };
  const recordingConfig = { audioProfile: 0, channelType: 0, maxIdleTime: 30, transcodingConfig };

  const resourceId = await box.resource("lobby", "123");
  const started = await box.start(resourceId, "lobby", "123", { storageConfig, recordingConfig });
  expect(started.status).toBe(200);
  const task = { cname: "lobby", uid: "123", resourceId, sid: String(started.body.sid) };
  await pass(30);
  expect(await box.query(task)).toMatchObject({ status: 200, body: { serverResponse: { fileListMode: "string" } } });
  await pass(10);
  expect((await box.updateLayout(task, { ...layout, backgroundColor: "#ff00cc" })).status).toBe(200);
  const stopped = await box.stop(task);
  expect(stopped.status).toBe(200);
  expect(stopped.body.serverResponse).toEqual({
    fileListMode: "string",
    fileList: `${task.sid}_lobby.m3u8`,
    uploadingStatus: "uploaded",
  });
  expect(await box.objectKeys(task.sid)).toContain(`${task.sid}_lobby.m3u8`);
});
