import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { presetRegions, type PresetName } from "@/lib/layout-editor/presets";
import { toFraction } from "@/lib/layout-editor/units";
import type { RgbFrame } from "./cells";
import { sampleRate } from "./frame-grid";
import type { Rgb, SourceAspect } from "./person";
import { runFfmpeg } from "./run-ffmpeg";
import type { PeopleScene, SceneRegion } from "./scene";

/** Reads media files back, and makes scenes, for tests only. */

const run = promisify(execFile);

/** A folder outside the repository: a slice's `.ts` in the tree would be taken for TypeScript. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "tally-media-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A small scene with everybody's camera and microphone on. */
export function sceneOf(regions: readonly SceneRegion[], changes: Partial<PeopleScene> = {}): PeopleScene {
  return {
    width: 320,
    height: 180,
    fps: 15,
    bitrateKbps: 1000,
    audioProfile: 0,
    kind: "people",
    backgroundColour: "#204060",
    backgroundImage: null,
    streamTypes: 2,
    regions,
    audioUids: regions.flatMap((region) => region.uid ?? []),
    ...changes,
  };
}

/** One person's region, the whole canvas unless told otherwise. */
export function regionOf(uid: number | null, changes: Partial<SceneRegion> = {}): SceneRegion {
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  return { uid, ...whole, alpha: 1, fit: "cover", picture: { kind: "live" }, sourceAspect: "16:9", ...changes };
}

/** The regions of a preset as a scene takes them. */
export function presetScene(
  preset: PresetName,
  uids: readonly number[],
  maxResolutionUid: number,
  aspectOf: (uid: number) => SourceAspect = () => "16:9",
): SceneRegion[] {
  const placed = presetRegions(preset, uids.map(String), { maxResolutionUid: String(maxResolutionUid) });
  return placed.map((region) => {
    const uid = region.uid === null ? null : Number(region.uid);
    const [x, y, width, height] = [region.x, region.y, region.w, region.h].map(toFraction);
    return regionOf(uid, { x, y, width, height, fit: region.fit, sourceAspect: aspectOf(uid ?? 0) });
  });
}

type Facts = Record<string, unknown>;

const answer = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));

/** What ffprobe says, by section. */
async function probe(file: string, ...args: string[]): Promise<Record<string, Facts[]>> {
  const { stdout } = await run(await ffprobe(), ["-v", "error", ...args, "-of", "json", file], { maxBuffer: 1 << 26 });
  return answer.parse(JSON.parse(stdout));
}

/** The streams of a file by kind. */
export async function probeStreams(file: string): Promise<{ video: Facts | undefined; audio: Facts | undefined }> {
  const { streams = [] } = await probe(file, "-show_entries", "stream", "-count_packets");
  const ofKind = (kind: string) => streams.find((stream) => stream.codec_type === kind);
  return { video: ofKind("video"), audio: ofKind("audio") };
}

/** Begin and length in seconds of every packet of a stream. */
export async function probePackets(file: string, stream: "v" | "a"): Promise<{ at: number; length: number }[]> {
  const entries = "packet=pts_time,duration_time";
  const { packets = [] } = await probe(file, "-select_streams", stream, "-show_entries", entries);
  return packets.map((packet) => ({ at: Number(packet.pts_time), length: Number(packet.duration_time) }));
}

/** Every picture of a file, decoded; no ffmpeg may fill a leap in time with copies. */
export async function decodeFrames(file: string, size: { width: number; height: number }): Promise<RgbFrame[]> {
  const { stdout } = await runFfmpeg([
    ...input(file),
    "-an",
    "-vsync",
    "0",
    "-pix_fmt",
    "rgb24",
    "-f",
    "rawvideo",
    "pipe:1",
  ]);
  const bytes = size.width * size.height * 3;
  return Array.from({ length: stdout.length / bytes }, (_, i) => ({
    data: stdout.subarray(i * bytes, (i + 1) * bytes),
    ...size,
  }));
}

/** The sound of a file as mono samples from -1 to 1. */
export async function decodeSound(file: string): Promise<Float32Array> {
  const args = [...input(file), "-vn", "-ac", "1", "-ar", `${sampleRate}`, "-f", "s16le", "pipe:1"];
  const { stdout } = await runFfmpeg(args);
  return Float32Array.from({ length: stdout.length / 2 }, (_, i) => stdout.readInt16LE(i * 2) / 32_768);
}

/** How strong a frequency is in some sound: the amplitude of its wave (Goertzel). */
export function toneStrength(sound: Float32Array, hz: number): number {
  const turn = (2 * Math.PI * hz) / sampleRate;
  let [re, im] = [0, 0];
  sound.forEach((value, i) => {
    re += value * Math.cos(turn * i);
    im += value * Math.sin(turn * i);
  });
  return (2 * Math.hypot(re, im)) / sound.length;
}

/** The colour of one pixel. */
export function pixel(frame: RgbFrame, x: number, y: number): Rgb {
  const at = (Math.floor(y) * frame.width + Math.floor(x)) * 3;
  const [r = 0, g = 0, b = 0] = frame.data.subarray(at, at + 3);
  return { r, g, b };
}

/** The colour in the middle of a region. */
export function centre(frame: RgbFrame, region: SceneRegion): Rgb {
  const { x, y, width, height } = region;
  return pixel(frame, (x + width / 2) * frame.width, (y + height / 2) * frame.height);
}

/** The largest difference of two colours in one channel. */
export function colourDistance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a.r - b.r), Math.abs(a.g - b.g), Math.abs(a.b - b.b));
}

function input(file: string): string[] {
  return file.endsWith(".m3u8") ? ["-allowed_extensions", "ALL", "-i", file] : ["-i", file];
}

/** The one on PATH, else that of a package; the builds of `@ffprobe-installer` crash on MPEG-TS. */
let foundFfprobe: Promise<string> | undefined;

function ffprobe(): Promise<string> {
  foundFfprobe ??= run("ffprobe", ["-version"]).then(
    () => "ffprobe",
    () => z.object({ path: z.string() }).parse(createRequire(import.meta.url)("ffprobe-static")).path,
  );
  return foundFfprobe;
}
