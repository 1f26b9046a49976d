import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { playlistSettings } from "../components/player/playlist-settings";
import { runFfmpeg } from "../lib/sandbox/media/run-ffmpeg";
import { requireChromium } from "../scripts/testing/chromium";
import type { Benchmark, Figure } from "./benchmark";
import { serveSlowly, type SlowServer } from "./slow-server";

const rounds = 7;
const sliceSeconds = 15;
const slices = 4;
const megabitsPerSecond = 20;
const roundTripMs = 40;

type Way = "default" | "ours" | "mp4";

/** From the click to the first picture, over a line of 20 Mbit/s and 40 ms: hls.js as it comes, our settings, and MP4. */
export const clickToFrame: Benchmark = {
  id: "B9",
  name: "click-to-frame",
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), "tally-b9-"));
    let server: SlowServer | undefined;
    const browser = await chromium.launch({
      executablePath: await requireChromium(say),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      say(`making ${slices} slices of ${sliceSeconds} s, and the same as MP4`);
      await makeMedia(folder);
      server = await serveSlowly({ folder, megabitsPerSecond, roundTripMs, page: pageText });
      const page = await browser.newPage();
      const medians: Record<Way, number[]> = { default: [], ours: [], mp4: [] };
      const wire: Record<Way, number[]> = { default: [], ours: [], mp4: [] };
      // In turns, so that a busy machine does not decide.
      for (let round = 0; round <= rounds; round += 1) {
        for (const way of ["default", "ours", "mp4"] as const) {
          const { ms, bytes } = await measure(page, server, way);
          if (round === 0) continue; // The first loads the player's code.
          medians[way].push(ms);
          wire[way].push(2 * roundTripMs + (bytes * 8) / (megabitsPerSecond * 1000));
        }
      }
      const of = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
      for (const way of ["ours", "mp4"] as const) {
        const [ms, limit] = [of(medians[way]), of(wire[way])];
        say(`${way}: ${ms.toFixed(0)} ms, ${(ms / limit).toFixed(2)}x of two round trips and its bytes on the wire`);
      }
      const peer = of(medians.default);
      return [
        { subject: "HLS, slices of 15 s", ours: of(medians.ours), peer, unit: "ms", limit: 0.25 },
        { subject: "MP4, index in front", ours: of(medians.mp4), peer, unit: "ms", limit: 0.1 },
      ] satisfies Figure[];
    } finally {
      await browser.close();
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const pageText = `<!doctype html><video muted playsinline width="640"></video><script src="/hls.js"></script>`;

/** About 2.5 Mbit/s of moving picture with a key frame every two seconds. */
async function makeMedia(folder: string): Promise<void> {
  const length = String(sliceSeconds * slices);
  const source = ["-f", "lavfi", "-i", `testsrc2=size=1280x720:rate=25`, "-f", "lavfi", "-i", "sine=frequency=440"];
  const codec = ["-t", length, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "50"];
  const rate = ["-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "5000k", "-c:a", "aac"];
  const mp4 = join(folder, "media.mp4");
  await runFfmpeg(["-y", ...source, ...codec, ...rate, "-movflags", "+faststart", mp4]);
  const hls = ["-f", "hls", "-hls_time", String(sliceSeconds), "-hls_list_size", "0", "-hls_playlist_type", "vod"];
  await runFfmpeg(["-y", "-i", mp4, "-c", "copy", ...hls, join(folder, "media.m3u8")]);
}

/** Milliseconds until the first picture is shown, and the bytes that were sent until then. */
async function measure(page: Page, server: SlowServer, way: Way): Promise<{ ms: number; bytes: number }> {
  await page.goto(server.url);
  server.reset();
  const ms = await page.evaluate(
    async ({ kind, settings }) => {
      const video = document.querySelector("video");
      if (video === null) throw new Error("the page has no video");
      const seen = new Promise<number>((resolve) => video.requestVideoFrameCallback((now) => resolve(now)));
      const clickedAt = performance.now();
      if (kind === "mp4") video.src = "/media.mp4";
      else {
        // The page's own script defines it; it has no types here.
        const { Hls } = window as unknown as { Hls: new (settings: object) => HlsLike };
        const hls = new Hls(settings);
        hls.loadSource("/media.m3u8");
        hls.attachMedia(video);
      }
      void video.play();
      return (await seen) - clickedAt;
      interface HlsLike {
        loadSource(url: string): void;
        attachMedia(video: HTMLVideoElement): void;
      }
    },
    { kind: way, settings: way === "ours" ? playlistSettings : {} },
  );
  return { ms, bytes: server.bytes };
}
