import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { colourDistance, decodeFrames, pixel, probeStreams } from "../media/test-media";
import { ffmpegPath } from "../media/ffmpeg-binary";
import { type TestTask, TestSandbox } from "../test-sandbox";
import { pageEngine } from "../web/page-capture";

const patience = { timeout: 90_000, interval: 150 };

const size = { videoWidth: 320, videoHeight: 240 };

let box: TestSandbox;
let server: Server;
let pages = "";

const body = (script = "") =>
  `<!doctype html><style>body{margin:0;background:rgb(0,160,80)}</style><h1>A page</h1><script>${script}</script>`;

beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 2 });
  await box.control("PATCH", "switches", { requestsPerSecond: 1000 });
  const routes: Record<string, string> = {
    "/plain": body(),
    "/ready": body("navigator.notifyReady()"),
  };
  server = createServer((request, response) => {
    const html = routes[request.url ?? ""];
    response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html" }).end(html);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  pages = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await box.close();
  server.close();
});

type Json = Record<string, unknown>;

function pageRequest(path: string, param: Json = {}, services: Json[] = [], more: Json = {}): Json {
  const serviceParam = { url: `${pages}${path}`, audioProfile: 0, maxRecordingHour: 1, ...size, ...param };
  const recorder = { serviceName: "web_recorder_service", serviceParam };
  return { extensionServiceConfig: { extensionServices: [recorder, ...services] }, ...more };
}

/** The payload of one service in the answer to a query or stop. */
async function service(task: TestTask, name: string): Promise<Json | undefined> {
  return serviceIn(await box.serverResponse(task), name);
}

function serviceIn(answer: Json, name: string): Json | undefined {
  const services = answer.extensionServiceState as { serviceName: string; payload: Json }[];
  return services.find(({ serviceName }) => serviceName === name)?.payload;
}

async function detailsOf(task: TestTask, eventType: number): Promise<Json | undefined> {
  const { body: history } = await box.control("GET", `notifications?sid=${task.sid}&limit=200`);
  type Notice = { eventType: number; envelope: { payload: { details: Json } } };
  return (history.notifications as Notice[]).find((one) => one.eventType === eventType)?.envelope.payload.details;
}

describe.concurrent("a web page recording (contract §2.7)", () => {
  test("shows the page, in files named after the label, told by events 70, 71 and 31", async () => {
    const request = pageRequest("/plain", {}, [], { recordingFileConfig: { avFileType: ["hls", "mp4"] } });
    const task = await box.record("my page (1)", "1", request, "web");
    expect(await service(task, "web_recorder_service")).toEqual({ state: "init", onhold: false, fileList: [] });
    const name = `${task.sid}_my page -1-`;
    await vi.waitFor(
      async () =>
        expect((await service(task, "web_recorder_service"))?.fileList).toMatchObject([{ filename: `${name}.m3u8` }]),
      patience,
    );
    const { status, body: answer } = await box.stop(task);
    expect(status).toBe(200);
    const response = answer.serverResponse as Json;
    expect(serviceIn(response, "upload_service")).toEqual({ uploadingStatus: "uploaded" });
    expect(serviceIn(response, "web_recorder_service")).toMatchObject({ state: "exit", onhold: false });
    const keys = await box.objectKeys(task.sid);
    expect(keys).toContain(`${name}_0.mp4`);
    const folder = await box.downloadAll(task);
    const streams = await probeStreams(join(folder, `${name}_0.mp4`));
    expect(streams).toMatchObject({
      video: { codec_name: "h264", width: 320, height: 240 },
      audio: { codec_name: "aac" },
    });
    if ((await pageEngine()) === "chromium") {
      const frames = await decodeFrames(join(folder, `${name}_0.mp4`), { width: 320, height: 240 });
      const last = frames.at(-1);
      if (!last) throw new Error("no picture");
      expect(colourDistance(pixel(last, 160, 200), { r: 0, g: 160, b: 80 })).toBeLessThanOrEqual(12);
    }
    await vi.waitFor(async () => expect(await box.events(task)).toContain(11), patience);
    const events = await box.events(task);
    expect(events[0]).toBe(70);
    expect(events.slice(-4)).toEqual([33, 71, 31, 11]);
    expect(events).not.toContain(40);
    expect(await detailsOf(task, 71)).toMatchObject({ code: 0, fileList: [{ filename: `${name}_0.mp4` }, {}] });
    expect(await detailsOf(task, 31)).toEqual({ msgName: "uploaded", status: 0 });
  });

  test("makes no slices on hold, and goes on when told to", async () => {
    const task = await box.record("held", "2", pageRequest("/plain", { onhold: true }), "web");
    await vi.waitFor(
      async () =>
        expect(await service(task, "web_recorder_service")).toMatchObject({ state: "inProgress", onhold: true }),
      patience,
    );
    expect(await box.slices(task)).toEqual([]);
    expect((await box.update(task, { webRecordingConfig: { onhold: false } })).status).toBe(200);
    await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(0), patience);
    expect((await box.update(task, { webRecordingConfig: { onhold: true } })).status).toBe(200);
    const count = (await box.slices(task)).length;
    expect((await box.update(task, { webRecordingConfig: { onhold: false } })).status).toBe(200);
    await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(count), patience);
    expect((await box.slices(task)).filter(({ isRestart }) => isRestart)).toHaveLength(2);
    expect((await box.stop(task)).status).toBe(200);
  });

  test("ends with code 5 when the page cannot be had", async () => {
    const task = await box.record("gone", "3", pageRequest("/nowhere"), "web");
    await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
    expect(await detailsOf(task, 71)).toMatchObject({ code: 5, message: "access_url_failed" });
    expect((await box.events(task)).slice(-2)).toEqual([71, 11]);
    expect(await detailsOf(task, 11)).toMatchObject({ exitStatus: 1 });
  });

  test("with a ready timeout: reloads once (event 73), then ends with code 4; a page that says it is ready stays", async () => {
    if ((await pageEngine()) === "card") return;
    const silent = await box.record("silent", "4", pageRequest("/plain", { readyTimeout: 2 }), "web");
    const ready = await box.record("ready", "5", pageRequest("/ready", { readyTimeout: 2 }), "web");
    await vi.waitFor(async () => expect((await box.query(silent)).status).toBe(404), patience);
    expect(await box.events(silent)).toContain(73);
    expect(await detailsOf(silent, 73)).toMatchObject({ reason: "page_load_timeout" });
    expect(await detailsOf(silent, 71)).toMatchObject({ code: 4, message: "page_load_timeout" });
    expect(await service(ready, "web_recorder_service")).toMatchObject({ state: "inProgress" });
    expect((await box.stop(ready)).status).toBe(200);
  });

  test("is pushed to an RTMP address, which update can change (event 100)", async () => {
    const first = await listenRtmp();
    const second = await listenRtmp();
    const push = (rtmpUrl: string) => ({ outputs: [{ rtmpUrl }] });
    const publish = { serviceName: "rtmp_publish_service", serviceParam: push(first.url) };
    const task = await box.record("pushed", "7", pageRequest("/plain", {}, [publish]), "web");
    const isPublishing = (rtmpUrl: string) =>
      vi.waitFor(
        async () =>
          expect(await service(task, "rtmp_publish_service")).toMatchObject({
            outputs: [{ rtmpUrl, status: "publishing" }],
          }),
        patience,
      );
    await isPublishing(first.url);
    expect(await box.events(task)).toContain(100);
    await first.receives();
    expect((await box.update(task, { rtmpPublishConfig: push(second.url) })).status).toBe(200);
    await isPublishing(second.url);
    await second.receives();
    expect((await box.stop(task)).status).toBe(200);
    await Promise.all([first.close(), second.close()]);
  });

  test("a composite start does not fit a web resource, and updateLayout no web page", async () => {
    const task = await box.record("no-layout", "8", pageRequest("/plain"), "web");
    expect(await box.updateLayout(task, {})).toMatchObject({ status: 400, body: { code: 2 } });
    expect((await box.stop(task)).status).toBeLessThan(300);
  });
});

test("a web page recording ends by itself after maxRecordingHour, with code 1", async () => {
  const task = await box.record("long", "6", pageRequest("/plain"), "web");
  await vi.waitFor(async () => expect((await box.slices(task)).length).toBeGreaterThan(0), patience);
  await box.control("PUT", "clock", { advanceSeconds: 3600 });
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  expect(await detailsOf(task, 71)).toMatchObject({ code: 1, message: "max_recording_hour" });
  expect(await box.events(task)).toContain(31);
});

/** A receiver of one push, as a real server would be. */
async function listenRtmp() {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => void probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const url = `rtmp://127.0.0.1:${port}/live/key`;
  const child = spawn(await ffmpegPath(), [
    "-loglevel",
    "error",
    "-listen",
    "1",
    "-i",
    url,
    "-c",
    "copy",
    "-f",
    "mpegts",
    "pipe:1",
  ]);
  let bytes = 0;
  child.stdout.on("data", (chunk: Buffer) => (bytes += chunk.length));
  child.stderr.resume();
  return {
    url,
    receives: () => vi.waitFor(() => expect(bytes).toBeGreaterThan(1_000), patience),
    close: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
