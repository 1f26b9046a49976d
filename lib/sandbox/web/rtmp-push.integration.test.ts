import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ffmpegPath } from "../media/ffmpeg-binary";
import { runFfmpeg } from "../media/run-ffmpeg";
import { decodeFrames, decodeSound, pixel, probeStreams, temporaryFolder } from "../media/test-media";
import { writeFrame } from "./page-frames";
import { pushRtmp, type RtmpPush, type RtmpPushOrder, type RtmpStatus } from "./rtmp-push";
import { descendants } from "./test-page-server";

const size = { width: 320, height: 240 };
const soon = { timeout: 90_000, interval: 100 };

let folder: { path: string; remove: () => void };
let controller: AbortController;
let pushes: RtmpPush[];
let undo: (() => unknown)[];

beforeEach(() => {
  folder = temporaryFolder();
  controller = new AbortController();
  pushes = [];
  undo = [];
});

afterEach(async () => {
  controller.abort();
  await Promise.all(pushes.map((push) => push.close()));
  for (const step of undo) await step();
  folder.remove();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A real RTMP server for one push, which keeps what it was sent. Ready once it listens. */
async function receiver(port: number) {
  const file = join(folder.path, `received-${port}.mkv`);
  const args = ["-hide_banner", "-loglevel", "error", "-listen", "1", "-i", `rtmp://127.0.0.1:${port}/live/key`];
  const child = spawn(await ffmpegPath(), [...args, "-c", "copy", "-flush_packets", "1", "-y", file], {
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  undo.push(() => child.kill("SIGKILL"));
  return { file, ended, kill: () => child.kill("SIGKILL") };
}

function startPush(changes: Partial<RtmpPushOrder> & { rtmpUrl: string }) {
  const statuses: RtmpStatus[] = [];
  const pushed = pushRtmp({
    ...size,
    fps: 10,
    label: "https://host.example/room?token=hidden",
    framesDir: join(folder.path, "frames"),
    onStatus: (status) => statuses.push(status),
    signal: controller.signal,
    ...changes,
  });
  pushes.push(pushed);
  return { pushed, statuses };
}

async function jpeg(colour: string): Promise<Uint8Array> {
  const source = ["-f", "lavfi", "-i", `color=c=${colour}:s=${size.width}x${size.height}`, "-frames:v", "1"];
  const { stdout } = await runFfmpeg([...source, "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1"]);
  return stdout;
}

/** What each picture that has arrived shows: red, green, blue, or the dark card. */
async function arrived(file: string): Promise<string[]> {
  // Not there, or not begun, before the first picture.
  const pictures = await decodeFrames(file, size).catch(() => []);
  return pictures.map((picture) => {
    const { r, g, b } = pixel(picture, 160, 120);
    if (Math.max(r, g, b) < 100) return "dark";
    return r > g && r > b ? "red" : g > b ? "green" : "blue";
  });
}

/** The same without repeats. */
const colours = async (file: string) => (await arrived(file)).filter((name, i, names) => name !== names[i - 1]);

const pushing = () => descendants(/-progress pipe:1/);

describe("pushRtmp", () => {
  it("sends the newest frame each second, as H.264 with silence", async () => {
    const framesDir = join(folder.path, "frames");
    mkdirSync(framesDir);
    await writeFrame(framesDir, 999, await jpeg("red"));
    await writeFrame(framesDir, 1_000, await jpeg("blue"));
    const port = await freePort();
    const { file, ended } = await receiver(port);
    const { pushed, statuses } = startPush({ rtmpUrl: `rtmp://127.0.0.1:${port}/live/key` });
    expect(statuses).toEqual(["connecting"]);
    await expect.poll(() => statuses, soon).toContain("publishing");
    await writeFrame(framesDir, 2_000, await jpeg("lime"));
    await expect.poll(() => colours(file), soon).toEqual(["blue", "green"]);
    await pushed.close();
    await ended;
    expect(statuses.at(-1)).toBe("disconnected");
    expect(await pushing()).toEqual([]);

    const { video, audio } = await probeStreams(file);
    expect(video).toMatchObject({ codec_name: "h264", ...size });
    expect(audio).toMatchObject({ codec_name: "aac" });
    const sound = await decodeSound(file);
    expect(sound.length / 48_000).toBeGreaterThan(1);
    expect(sound.every((sample) => Math.abs(sample) < 0.001)).toBe(true);
  });

  it("sends a card until there is a frame, and the same picture while on hold", async () => {
    const framesDir = join(folder.path, "frames");
    const port = await freePort();
    const { file, ended } = await receiver(port);
    const { pushed, statuses } = startPush({ rtmpUrl: `rtmp://127.0.0.1:${port}/live/key` });
    await expect.poll(() => pushed.status, soon).toBe("publishing");
    await writeFrame(framesDir, 1_000, await jpeg("red"));
    await expect.poll(() => colours(file), soon).toEqual(["dark", "red"]);
    pushed.hold(true);
    expect(pushed.status).toBe("onhold");
    await writeFrame(framesDir, 2_000, await jpeg("lime"));
    const before = (await arrived(file)).length;
    // Three seconds, in which a new picture would have been shown.
    await expect.poll(() => arrived(file).then((names) => names.length), soon).toBeGreaterThan(before + 30);
    await writeFrame(framesDir, 3_000, await jpeg("blue"));
    pushed.hold(false);
    expect(pushed.status).toBe("publishing");
    await expect.poll(() => colours(file), soon).toEqual(["dark", "red", "blue"]);
    await pushed.close();
    await ended;
    const attempts = statuses.slice(statuses.lastIndexOf("connecting"));
    expect(attempts).toEqual(["connecting", "publishing", "onhold", "publishing", "disconnected"]);
  });

  it("tries again when nobody listens, until somebody does", async () => {
    const port = await freePort();
    const { pushed, statuses } = startPush({ rtmpUrl: `rtmp://127.0.0.1:${port}/live/key` });
    pushed.hold(true);
    await expect.poll(() => statuses, soon).toContain("disconnected");
    await receiver(port);
    await expect.poll(() => pushed.status, soon).toBe("onhold");
    expect(statuses.slice(0, 3)).toEqual(["connecting", "disconnected", "connecting"]);
    expect(statuses).not.toContain("publishing");
  });

  it("connects anew after the far end has hung up", async () => {
    const port = await freePort();
    const first = await receiver(port);
    const { pushed, statuses } = startPush({ rtmpUrl: `rtmp://127.0.0.1:${port}/live/key` });
    await expect.poll(() => pushed.status, soon).toBe("publishing");
    const before = statuses.length;
    first.kill();
    await first.ended;
    await expect.poll(() => statuses.slice(before), soon).toContain("disconnected");
    await receiver(port);
    await expect.poll(() => statuses.slice(before), soon).toContain("publishing");
  });

  it("ends at once, wherever it is, when aborted", async () => {
    const sockets: Socket[] = [];
    const deaf = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await once(deaf, "listening");
    undo.push(() => {
      for (const socket of sockets) socket.destroy();
      deaf.close();
    });
    const { port } = deaf.address() as AddressInfo;
    const { pushed, statuses } = startPush({ rtmpUrl: `rtmp://127.0.0.1:${port}/live/key` });
    await expect.poll(() => sockets.length, soon).toBe(1);
    const from = performance.now();
    controller.abort();
    await pushed.close();
    expect(performance.now() - from).toBeLessThan(4_000);
    expect(await pushing()).toEqual([]);
    expect(statuses).toEqual(["connecting", "disconnected"]);
  });

  it.each(["https://host.example/live", "/tmp/video.flv", "-y", "rtmp://host.example", "rtmp://host/live key"])(
    "pushes nothing to %s",
    async (rtmpUrl) => {
      const { pushed, statuses } = startPush({ rtmpUrl });
      await expect.poll(() => statuses, soon).toEqual(["connecting", "disconnected"]);
      await pushed.close();
      expect(await pushing()).toEqual([]);
    },
  );
});
