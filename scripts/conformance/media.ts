import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ffmpegPath } from "@/lib/sandbox/media/ffmpeg-binary";
import { isRecord, type Json } from "./json";

const run = promisify(execFile);

/** The video and the audio stream of a media file as ffprobe sees them, and its length. */
export type Probe = { video: Json | undefined; audio: Json | undefined; seconds: number };

export async function probe(bytes: Buffer, ending: string): Promise<Probe> {
  return withFile(bytes, ending, async (file) => {
    const { stdout } = await run(ffprobePath(), ["-v", "error", "-show_streams", "-show_format", "-of", "json", file]);
    const facts: unknown = JSON.parse(stdout);
    const streams = isRecord(facts) && Array.isArray(facts.streams) ? facts.streams.filter(isRecord) : [];
    const format = isRecord(facts) && isRecord(facts.format) ? facts.format : {};
    const ofKind = (kind: string) => streams.find(({ codec_type }) => codec_type === kind);
    return { video: ofKind("video"), audio: ofKind("audio"), seconds: Number(format.duration) };
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

function ffprobePath(): string {
  const installer: unknown = createRequire(import.meta.url)("@ffprobe-installer/ffprobe");
  return isRecord(installer) ? String(installer.path) : "ffprobe";
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
