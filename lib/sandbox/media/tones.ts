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

/** A tone and when it sounds, in seconds from the beginning of the run; without times, all the while. */
export type Voice = { readonly uid: number; readonly sounds?: readonly (readonly [from: number, to: number])[] };

/**
 * The tones of some people, mixed, as the AAC frames `run` of a recording (ADTS).
 *
 * The waves go on from slice to slice: frame n always begins at sample n * 1024 of the recording.
 * @throws FfmpegError
 */
export async function renderTones(
  voices: readonly Voice[],
  run: FrameRun,
  audioProfile: AudioProfile,
  options: Pick<FfmpegOptions, "signal" | "ffmpeg">,
): Promise<Uint8Array> {
  const { kbps, channels } = profiles[audioProfile];
  const frames = run.count + warmUpFrames + primingFrames;
  const filters = mixedTones(voices, (run.first - warmUpFrames) * samplesPerAudioFrame, frames * samplesPerAudioFrame);
  const args = [
    ["-filter_complex", `${filters}[out]`, "-map", "[out]"],
    ["-c:a", "aac", "-b:a", `${kbps}k`, "-ar", `${sampleRate}`, "-ac", `${channels}`, "-f", "adts", "pipe:1"],
  ];
  const { stdout } = await runFfmpeg(args.flat(), options);
  return keepFrames(stdout, warmUpFrames + primingFrames, run.count);
}

function mixedTones(voices: readonly Voice[], firstSample: number, samples: number): string {
  // Every tone has a whole number of hertz, so it has the same phase at the same place of every second.
  const from = ((firstSample % sampleRate) + sampleRate) % sampleRate;
  const cut = `atrim=start_sample=${from}:end_sample=${from + samples},asetpts=N/SR/TB`;
  const seconds = Math.ceil((from + samples) / sampleRate);
  if (voices.length === 0) return `anullsrc=r=${sampleRate}:cl=mono,${cut}`;
  const begin = from / sampleRate + (warmUpFrames * samplesPerAudioFrame) / sampleRate;
  const tones = voices.map(
    ({ uid, sounds }, i) =>
      `sine=frequency=${personToneHz(uid)}:r=${sampleRate}:d=${seconds}${silenced(sounds, begin)}[t${i}]`,
  );
  const inputs = voices.map((_, i) => `[t${i}]`).join("");
  // amix divides by the number of its inputs; the volume gives it back.
  const mix = `${inputs}amix=inputs=${voices.length},volume=${Math.min(voices.length, loudTones)},${cut}`;
  return [...tones, mix].join(";");
}

/** Silence outside the times; `begin` is when the run begins in the tone's own time. */
function silenced(sounds: Voice["sounds"], begin: number): string {
  if (sounds === undefined) return "";
  const spans = sounds.map(([from, to]) => `between(t,${(begin + from).toFixed(3)},${(begin + to).toFixed(3)})`);
  return `,volume=volume=0:enable='not(${spans.join("+")})'`;
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
