import { rename, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Container, Span } from "../state/slices";
import { ownedFrames, sampleRate, samplesPerAudioFrame } from "./frame-grid";
import { fontFolder } from "./person-picture";
import { runFfmpeg } from "./run-ffmpeg";
import { encodedSize } from "./scene";
import { renderTones, type Voice } from "./tones";
import { videoOf } from "./video-graph";

/** What to render and where. */
export type SliceOrder = {
  /** What is shown and heard, in order of time; the first begins with the slice. All of one size and frame rate. */
  readonly spans: readonly Span[];
  /** UTC at the beginning of the slice, in milliseconds. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Where the slice begins in its recording: the sum of `durationMs` of all slices before it, in seconds. */
  readonly positionSeconds: number;
  /** Default MPEG-TS with H.264 and AAC; WebM holds VP8 and Opus. */
  readonly container?: Container;
  /** Written whole or not at all. */
  readonly outFile: string;
  readonly signal?: AbortSignal;
  /** The binary, when not the one that was found. */
  readonly ffmpeg?: string;
};

/** A slice that was written. Sizes are 0 without video. */
export type RenderedSlice = {
  readonly bytes: number;
  /** What really plays: whole frames, so it differs from `durationMs` by less than one frame. */
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
};

/** Keeps the first time stamps of a recording from becoming negative. */
const baseSeconds = 10;

/** Seconds between key frames. */
const keyFrameSeconds = 2;

/** BT.601, said aloud: players guess BT.709 from 720 lines on when nothing is said, and show other colours. */
const colourTags = ["-colorspace", "-color_primaries", "-color_trc"].flatMap((option) => [option, "smpte170m"]);

/**
 * Renders one slice of a recording, beginning with a key frame.
 *
 * Time stamps go on from slice to slice, and each slice owns whole frames of the recording's endless rows of pictures
 * and of sound, so that slices joined play without a gap, an overlap or silence at the seams.
 * @throws FfmpegError when ffmpeg fails; the signal's reason when aborted; RangeError for a scene off the canvas.
 */
export async function renderSlice(order: SliceOrder): Promise<RenderedSlice> {
  const { positionSeconds, signal, ffmpeg, container = "ts" } = order;
  const scene = firstScene(order);
  const hasVideo = scene.streamTypes !== 0;
  const hasAudio = scene.streamTypes !== 1;
  const endSeconds = positionSeconds + order.durationMs / 1000;

  const pictures = ownedFrames(positionSeconds, endSeconds, scene.fps);
  // Sound begins with the first picture or just after it, and ends in the same way.
  const from = hasVideo ? pictures.first / scene.fps : positionSeconds;
  const to = hasVideo ? (pictures.first + pictures.count) / scene.fps : endSeconds;
  const audioFramesPerSecond = sampleRate / samplesPerAudioFrame;
  const sound = ownedFrames(from, to, audioFramesPerSecond);

  const outFile = resolve(order.outFile);
  const unfinished = `${outFile}.part`;
  const script = `${outFile}.graph`;
  try {
    const options = { signal, ffmpeg };
    const tones = hasAudio ? await renderTones(voicesOf(order), sound, scene.audioProfile, options) : null;
    const video = hasVideo ? await videoOf(order, pictures, tones === null ? 0 : 1) : null;
    const offset = seconds(sound.first / audioFramesPerSecond - from);
    const graph = video === null ? [] : await graphArgs(video.graph, script);
    const args = [
      tones === null ? [] : ["-itsoffset", offset, "-f", "aac", "-i", "pipe:0"],
      video === null ? [] : video.inputs.flat(),
      tones === null ? [] : ["-map", "0:a", ...audioCodec(container)],
      graph,
      video === null ? [] : ["-map", "[v]", "-frames:v", `${pictures.count}`],
      video === null ? [] : videoCodec(container, scene),
      container === "ts" ? tsFormat(from) : ["-f", "webm"],
      ["-y", unfinished],
    ];
    await runFfmpeg(args.flat(), { signal, ffmpeg, cwd: fontFolder, ...(tones === null ? {} : { input: tones }) });
    await rename(unfinished, outFile);
  } finally {
    await Promise.all([unfinished, script].map((path) => rm(path, { force: true })));
  }

  const { size } = await stat(outFile);
  return {
    bytes: size,
    durationSeconds: hasVideo ? pictures.count / scene.fps : sound.count / audioFramesPerSecond,
    ...(hasVideo ? encodedSize(scene) : { width: 0, height: 0 }),
  };
}

/** Renders what is shown at the beginning of the order as one JPEG. Throws as `renderSlice` does. */
export async function renderStill(
  order: Pick<SliceOrder, "spans" | "startMs" | "outFile" | "signal">,
): Promise<number> {
  const outFile = resolve(order.outFile);
  const unfinished = `${outFile}.part`;
  const whole = { ...order, durationMs: 1000, positionSeconds: 0 };
  const video = await videoOf(whole, { first: 0, count: 1 }, 0);
  const args = [
    video.inputs.flat(),
    ["-filter_complex", video.graph, "-map", "[v]", "-frames:v", "1"],
    ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "image2", "-update", "1", "-y", unfinished],
  ];
  try {
    await runFfmpeg(args.flat(), { signal: order.signal, cwd: fontFolder });
    await rename(unfinished, outFile);
  } finally {
    await rm(unfinished, { force: true });
  }
  return (await stat(outFile)).size;
}

/** An operating system takes no argument of 128 KiB or more; seventeen people coming in turn need a longer graph. */
const longestArgument = 100_000;

/** The graph as an argument, or in a file. */
async function graphArgs(graph: string, script: string): Promise<string[]> {
  if (graph.length < longestArgument) return ["-filter_complex", graph];
  await writeFile(script, graph);
  return ["-filter_complex_script", script];
}

/** Everybody who is heard at some time of the slice, and when. */
function voicesOf({ spans, startMs, durationMs }: SliceOrder): Voice[] {
  const ends = spans.map((_, i) => (spans[i + 1]?.fromMs ?? startMs + durationMs) - startMs);
  const sounds = new Map<number, [number, number][]>();
  spans.forEach(({ fromMs, scene }, i) => {
    for (const uid of scene.audioUids) {
      const times = sounds.get(uid) ?? [];
      const last = times.at(-1);
      const [from, to] = [(fromMs - startMs) / 1000, (ends[i] ?? 0) / 1000];
      if (last && last[1] === from) last[1] = to;
      else times.push([from, to]);
      sounds.set(uid, times);
    }
  });
  const whole = durationMs / 1000;
  return [...sounds].map(([uid, times]) => {
    const isAlways = times.length === 1 && times[0]?.[0] === 0 && times[0][1] === whole;
    return isAlways ? { uid } : { uid, sounds: times };
  });
}

function audioCodec(container: Container): string[] {
  return container === "ts" ? ["-c:a", "copy"] : ["-c:a", "libopus", "-b:a", "48k"];
}

function videoCodec(container: Container, { fps, bitrateKbps }: { fps: number; bitrateKbps: number }): string[] {
  const keyFrames = `${keyFrameSeconds * fps}`;
  if (container === "webm") {
    return [
      ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-threads", "1"],
      ["-b:v", `${bitrateKbps}k`, "-crf", "10", "-g", keyFrames, "-keyint_min", keyFrames],
      // Not every build passes on what the filters say of the colours, and players take VP8 for the older standard.
      [...colourTags, "-color_range", "tv"],
    ].flat();
  }
  return [
    ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1"],
    ["-crf", "18", "-maxrate", `${bitrateKbps}k`, "-bufsize", `${2 * bitrateKbps}k`],
    ["-g", keyFrames, "-keyint_min", keyFrames, "-sc_threshold", "0"],
    [...colourTags, "-color_range", "tv"],
  ].flat();
}

function tsFormat(from: number): string[] {
  return [
    ["-output_ts_offset", seconds(from + baseSeconds), "-muxdelay", "0", "-muxpreload", "0"],
    ["-mpegts_flags", "+initial_discontinuity", "-f", "mpegts"],
  ].flat();
}

/** @throws RangeError for a slice that shows nothing at its beginning. */
function firstScene({ spans }: Pick<SliceOrder, "spans">) {
  const [first] = spans;
  if (!first) throw new RangeError("A slice needs something to show");
  return first.scene;
}

/** A number of seconds without an exponent, which ffmpeg would not read. */
function seconds(value: number): string {
  return value.toFixed(6);
}
