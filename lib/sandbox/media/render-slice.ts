import { rename, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type FrameRun, ownedFrames, sampleRate, samplesPerAudioFrame } from "./frame-grid";
import { fontFolder } from "./person-picture";
import { runFfmpeg } from "./run-ffmpeg";
import { composeScene, encodedSize, type Scene } from "./scene";
import { renderTones } from "./tones";

/** What to render and where. */
export type SliceOrder = {
  readonly scene: Scene;
  /** UTC at the beginning of the slice, in milliseconds. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Where the slice begins in its recording: the sum of `durationMs` of all slices before it, in seconds. */
  readonly positionSeconds: number;
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
 * Renders one slice of a composite recording as MPEG-TS: H.264 and AAC, beginning with a key frame.
 *
 * Time stamps go on from slice to slice, and each slice owns whole frames of the recording's endless rows of pictures
 * and of sound, so that slices joined play without a gap, an overlap or silence at the seams.
 * @throws FfmpegError when ffmpeg fails; the signal's reason when aborted; RangeError for a scene off the canvas.
 */
export async function renderSlice(order: SliceOrder): Promise<RenderedSlice> {
  const { scene, positionSeconds, signal, ffmpeg } = order;
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
  try {
    const tones = hasAudio ? await renderTones(scene.audioUids, sound, scene.audioProfile, { signal, ffmpeg }) : null;
    const offset = seconds(sound.first / audioFramesPerSecond - from);
    const args = [
      tones === null ? [] : ["-itsoffset", offset, "-f", "aac", "-i", "pipe:0", "-map", "0:a", "-c:a", "copy"],
      hasVideo ? videoArgs(order, pictures, from) : [],
      ["-output_ts_offset", seconds(from + baseSeconds), "-muxdelay", "0", "-muxpreload", "0"],
      ["-mpegts_flags", "+initial_discontinuity", "-f", "mpegts", "-y", unfinished],
    ];
    await runFfmpeg(args.flat(), { signal, ffmpeg, cwd: fontFolder, ...(tones === null ? {} : { input: tones }) });
    await rename(unfinished, outFile);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }

  const { size } = await stat(outFile);
  return {
    bytes: size,
    durationSeconds: hasVideo ? pictures.count / scene.fps : sound.count / audioFramesPerSecond,
    ...(hasVideo ? encodedSize(scene) : { width: 0, height: 0 }),
  };
}

function videoArgs(order: SliceOrder, pictures: FrameRun, from: number): string[] {
  const { scene } = order;
  const utcSeconds = order.startMs / 1000 + (from - order.positionSeconds);
  const utcSecond = Math.floor(utcSeconds);
  const into = utcSeconds - utcSecond;
  const composed = composeScene(scene, utcSecond, Math.ceil(into + pictures.count / scene.fps) + 1);
  // One composed frame a second becomes the wanted rate; a second shows from its first frame on, never before.
  const paced = `[scene]settb=1/90000,setpts=PTS-${seconds(into)}/TB,fps=fps=${scene.fps}:start_time=0:round=up[v]`;
  const keyFrameDistance = `${keyFrameSeconds * scene.fps}`;
  return [
    ["-filter_complex", `${composed};${paced}`, "-map", "[v]", "-frames:v", `${pictures.count}`],
    ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1"],
    ["-crf", "18", "-maxrate", `${scene.bitrateKbps}k`, "-bufsize", `${2 * scene.bitrateKbps}k`],
    ["-g", keyFrameDistance, "-keyint_min", keyFrameDistance, "-sc_threshold", "0"],
    [...colourTags, "-color_range", "tv"],
  ].flat();
}

/** A number of seconds without an exponent, which ffmpeg would not read. */
function seconds(value: number): string {
  return value.toFixed(6);
}
