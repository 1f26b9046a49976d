import { type FrameRun, sampleRate, samplesPerAudioFrame } from "./frame-grid";
import { personToneHz } from "./person";
import { type FfmpegOptions, runFfmpeg } from "./run-ffmpeg";

/** Bit rate and channels by Agora's `audioProfile` (contract §2.3). */
const profiles = {
  0: { kbps: 48, channels: 1 },
  1: { kbps: 128, channels: 1 },
  2: { kbps: 192, channels: 2 },
} as const;

/** Agora's `audioProfile`. */
export type AudioProfile = keyof typeof profiles;

/** The encoder looks back: frames before the first one wanted, so that it joins the frame of the slice before. */
const warmUpFrames = 2;

/** What the encoder puts before the first sample it was given. */
const primingFrames = 1;

/** More people than this at once are made quieter, so that the sum never clips. Each alone peaks at an eighth. */
const loudTones = 6;

/**
 * The tones of some people, mixed, as the AAC frames `run` of a recording (ADTS).
 *
 * The waves go on from slice to slice: frame n always begins at sample n * 1024 of the recording.
 * @throws FfmpegError
 */
export async function renderTones(
  uids: readonly number[],
  run: FrameRun,
  audioProfile: AudioProfile,
  options: Pick<FfmpegOptions, "signal" | "ffmpeg">,
): Promise<Uint8Array> {
  const { kbps, channels } = profiles[audioProfile];
  const frames = run.count + warmUpFrames + primingFrames;
  const filters = mixedTones(uids, (run.first - warmUpFrames) * samplesPerAudioFrame, frames * samplesPerAudioFrame);
  const args = [
    ["-filter_complex", `${filters}[out]`, "-map", "[out]"],
    ["-c:a", "aac", "-b:a", `${kbps}k`, "-ar", `${sampleRate}`, "-ac", `${channels}`, "-f", "adts", "pipe:1"],
  ];
  const { stdout } = await runFfmpeg(args.flat(), options);
  return keepFrames(stdout, warmUpFrames + primingFrames, run.count);
}

function mixedTones(uids: readonly number[], firstSample: number, samples: number): string {
  // Every tone has a whole number of hertz, so it has the same phase at the same place of every second.
  const from = ((firstSample % sampleRate) + sampleRate) % sampleRate;
  const cut = `atrim=start_sample=${from}:end_sample=${from + samples},asetpts=N/SR/TB`;
  const seconds = Math.ceil((from + samples) / sampleRate);
  if (uids.length === 0) return `anullsrc=r=${sampleRate}:cl=mono,${cut}`;
  const tones = uids.map((uid, i) => `sine=frequency=${personToneHz(uid)}:r=${sampleRate}:d=${seconds}[t${i}]`);
  const inputs = uids.map((_, i) => `[t${i}]`).join("");
  // amix divides by the number of its inputs; the volume gives it back.
  const mix = `${inputs}amix=inputs=${uids.length},volume=${Math.min(uids.length, loudTones)},${cut}`;
  return [...tones, mix].join(";");
}

/** Cuts whole frames out of an ADTS stream; each frame's header holds its length in 13 bits. */
function keepFrames(adts: Uint8Array, skip: number, keep: number): Uint8Array {
  let begin = 0;
  let at = 0;
  for (let frame = 0; frame < skip + keep; frame++) {
    if (frame === skip) begin = at;
    const [, , , high = 0, middle = 0, low = 0] = adts.subarray(at, at + 6);
    const length = ((high & 0x03) << 11) | (middle << 3) | (low >> 5);
    if (length === 0 || at + length > adts.length) throw new Error(`The AAC encoder made only ${frame} frames`);
    at += length;
  }
  return adts.subarray(begin, at);
}
