import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundledFfmpeg, ffmpegPath } from "../media/ffmpeg-binary";
import { runFfmpeg } from "../media/run-ffmpeg";
import { decodeFrames, pixel, temporaryFolder } from "../media/test-media";
import { frameName } from "./page-frames";
import { cardFilter, cardFolder, pageConcat, pageFilter } from "./page-filters";

const size = { width: 64, height: 48 };
const builds = [{ name: "the ffmpeg that was found", path: await ffmpegPath() }, bundledFfmpeg()].filter(
  (build) => build !== null,
);

let folder: { path: string; remove: () => void };

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

/** A frame whose brightness says which it is. */
async function grey(level: number, atMs: number): Promise<string> {
  const hex = level.toString(16).padStart(2, "0").repeat(3);
  const name = frameName(atMs);
  const source = ["-f", "lavfi", "-i", `color=c=0x${hex}:s=${size.width}x${size.height}`, "-frames:v", "1"];
  await runFfmpeg([...source, "-q:v", "2", "-y", join(folder.path, name)]);
  return name;
}

describe.each(builds)("with $name", ({ path: ffmpeg }) => {
  it.each([
    { fps: 15, frameCount: 37 },
    { fps: 5, frameCount: 16 },
    { fps: 60, frameCount: 190 },
    { fps: 24, frameCount: 73 },
  ])("a stretch of $frameCount pictures at $fps shows the right frame in each", async ({ fps, frameCount }) => {
    const frames = [
      { level: 40, atMs: 9_700 },
      { level: 100, atMs: 10_480 },
      { level: 160, atMs: 11_000 },
      { level: 220, atMs: 12_333 },
    ];
    const files: string[] = [];
    for (const { level, atMs } of frames) files.push(await grey(level, atMs));
    const list = join(folder.path, "stretch.ffconcat");
    const startMs = 10_000;
    writeFileSync(list, pageConcat({ files, startMs, frameCount, fps }) ?? "");

    const video = join(folder.path, "video.mp4");
    const filter = pageFilter({ ...size, fps });
    const encode = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-frames:v", `${frameCount}`];
    await runFfmpeg(["-f", "concat", "-i", list, "-vf", filter, ...encode, "-y", video], { ffmpeg });

    const pictures = await decodeFrames(video, size);
    expect(pictures).toHaveLength(frameCount);
    const frameAt = (ms: number) => frames.filter(({ atMs }) => atMs <= ms).length - 1;
    pictures.forEach((picture, index) => {
      const ms = startMs + (index * 1000) / fps;
      const seen = Math.abs(Math.round((pixel(picture, 32, 24).g - 40) / 60));
      // ffmpeg keeps the times of images in steps of 40 ms.
      expect([frameAt(ms - 20), frameAt(ms), frameAt(ms + 20)]).toContain(seen);
    });
  });

  it.each([
    [240, 240],
    [240, 1920],
    [640, 360],
    [1920, 1080],
    [1920, 240],
  ])("a card of %i by %i has its words inside its border, and a clock that runs", async (width, height) => {
    const label = `https://host.example/a/${"long/".repeat(80)}?secret`;
    const filter = cardFilter({ label, width, height, utcSecond: 1_700_000_000, seconds: 2 });
    const file = join(folder.path, "card.mp4");
    const encode = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-y", file];
    await runFfmpeg(["-f", "lavfi", "-i", filter, ...encode], { ffmpeg, cwd: cardFolder });
    const [first, second] = await decodeFrames(file, { width, height });
    if (first === undefined || second === undefined) throw new Error("There are no pictures");

    const bright = (picture: typeof first, y: number) =>
      Array.from({ length: width }, (_, x) => x).filter((x) => pixel(picture, x, y).r > 140);
    const rows = Array.from({ length: height }, (_, y) => y).filter((y) => bright(first, y).length > 0);
    const columns = rows.flatMap((y) => bright(first, y));
    const margin = Math.min(width, height) / 60;
    expect(Math.min(...rows)).toBeGreaterThan(margin);
    expect(Math.max(...rows)).toBeLessThan(height - margin);
    expect(columns.reduce((least, x) => Math.min(least, x))).toBeGreaterThan(margin);
    expect(columns.reduce((most, x) => Math.max(most, x))).toBeLessThan(width - margin);
    // Heading, at least two lines of address, clock.
    expect(rows.filter((y, i) => y !== (rows[i - 1] ?? -2) + 1).length).toBeGreaterThanOrEqual(4);
    expect(Buffer.compare(first.data, second.data)).not.toBe(0);
  });
});
