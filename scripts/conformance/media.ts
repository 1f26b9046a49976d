import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ffmpegPath } from "@/lib/sandbox/media/ffmpeg-binary";

const run = promisify(execFile);

/** What a media file holds, as ffmpeg describes it; a stream that is not there is undefined. */
export type Probe = {
  video: { codec: string; width: number; height: number; fps: number } | undefined;
  audio: { codec: string; sampleRate: number } | undefined;
  seconds: number;
};

/** Reads a file whole, by ffmpeg itself: the ffprobe that comes with the packages breaks down on MPEG-TS. */
export async function probe(bytes: Buffer, ending: string): Promise<Probe> {
  return withFile(bytes, ending, async (file) => {
    const args = ["-hide_banner", "-i", file, "-map", "0", "-c", "copy", "-f", "null", "-"];
    const { stderr } = await run(await ffmpegPath(), args);
    const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(stderr) ?? [];
    // Some builds give a single picture no rate.
    const picture = /Stream #0:\d.*: Video: (\w+).*?, (\d+)x(\d+)(?:.*?, ([\d.]+) fps)?/.exec(stderr);
    const sound = /Stream #0:\d.*: Audio: (\w+).*?, (\d+) Hz/.exec(stderr);
    return {
      video: picture
        ? { codec: picture[1]!, width: Number(picture[2]), height: Number(picture[3]), fps: Number(picture[4] ?? 0) }
        : undefined,
      audio: sound ? { codec: sound[1]!, sampleRate: Number(sound[2]) } : undefined,
      seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    };
  });
}

/** The colour of one pixel in the first picture of a media file; `x` and `y` are shares of its sides. */
export async function pixel(bytes: Buffer, ending: string, x: number, y: number): Promise<Rgb> {
  return withFile(bytes, ending, async (file) => {
    const crop = `crop=1:1:iw*${x}:ih*${y}:exact=1`;
    const { stdout } = await run(
      await ffmpegPath(),
      ["-v", "error", "-i", file, "-frames:v", "1", "-vf", `format=rgb24,${crop}`, "-f", "rawvideo", "-"],
      { encoding: "buffer" },
    );
    return [stdout[0] ?? 0, stdout[1] ?? 0, stdout[2] ?? 0];
  });
}

/** The colour of one pixel in every picture of some media files, one file after another. */
export async function pixels(files: readonly Buffer[], ending: string, x: number, y: number): Promise<Rgb[]> {
  const colours: Rgb[] = [];
  for (const bytes of files) {
    const crop = `crop=1:1:iw*${x}:ih*${y}:exact=1`;
    const raw = await withFile(bytes, ending, async (file) => {
      const args = ["-v", "error", "-i", file, "-vf", `format=rgb24,${crop}`, "-f", "rawvideo", "-"];
      return (await run(await ffmpegPath(), args, { encoding: "buffer" })).stdout;
    });
    for (let at = 0; at + 2 < raw.length; at += 3) colours.push([raw[at] ?? 0, raw[at + 1] ?? 0, raw[at + 2] ?? 0]);
  }
  return colours;
}

/** A JPEG of one colour, such as "0xff8000". */
export async function jpegOf(colour: string): Promise<Buffer> {
  const source = ["-f", "lavfi", "-i", `color=c=${colour}:s=64x64`];
  const args = ["-v", "error", ...source, "-frames:v", "1", "-q:v", "1", "-f", "mjpeg", "-"];
  return (await run(await ffmpegPath(), args, { encoding: "buffer" })).stdout;
}

export type Rgb = [red: number, green: number, blue: number];

/** Whether two colours are the same but for what encoding does to them. */
export function isNear(a: Rgb, b: Rgb, tolerance = 12): boolean {
  return a.every((channel, i) => Math.abs(channel - (b[i] ?? 0)) <= tolerance);
}

/** MPEG-TS: a sync byte at the head of each 188 bytes. */
export function isTransportStream(bytes: Buffer): boolean {
  if (bytes.length === 0 || bytes.length % 188 !== 0) return false;
  for (let at = 0; at < bytes.length; at += 188) if (bytes[at] !== 0x47) return false;
  return true;
}

async function withFile<T>(bytes: Buffer, ending: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tally-conformance-"));
  try {
    const file = join(folder, `media.${ending}`);
    await writeFile(file, bytes);
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
