import { runFfmpeg } from "./run-ffmpeg";

/** A file and where it lies in time. */
export type PlacedFile = { readonly path: string; readonly startMs: number; readonly durationSeconds: number };

/** Silence shorter than this between two files is a seam, not a gap. */
const seamMs = 100;

/** The sound of several people, as one file. */
export type MixOrder = {
  /** Each person's files in order of time. */
  readonly people: readonly (readonly PlacedFile[])[];
  readonly format: "mp3" | "m4a" | "aac";
  readonly sampleRate: number;
  readonly bitsPerSecond: number;
  readonly channels: number;
  readonly outFile: string;
  readonly signal: AbortSignal;
};

/**
 * Mixes what people said, each at the time they said it.
 * @throws FfmpegError; Error when there is nothing to mix
 */
export async function mixAudio(order: MixOrder): Promise<void> {
  const { people, format, sampleRate, bitsPerSecond, channels, outFile, signal } = order;
  const files = people.flat();
  if (files.length === 0) throw new Error("There is no sound to mix");
  const beginMs = Math.min(...files.map(({ startMs }) => startMs));
  const rows: string[] = [];
  let input = 0;
  for (const [i, person] of people.entries()) {
    if (person.length === 0) continue;
    const { chain, used } = rowOf(person, beginMs, input, `r${i}`);
    rows.push(chain);
    input += used;
  }
  const labels = rows.map((row) => row.slice(row.lastIndexOf("[")));
  const mix = `${labels.join("")}amix=inputs=${rows.length}:duration=longest,volume=${rows.length}[out]`;
  const codec = format === "mp3" ? "libmp3lame" : "aac";
  const container = { mp3: "mp3", m4a: "ipod", aac: "adts" }[format];
  const args = [
    files.flatMap(({ path }) => ["-i", path]),
    ["-filter_complex", [...rows, mix].join(";"), "-map", "[out]"],
    ["-c:a", codec, "-ar", `${sampleRate}`, "-ac", `${channels}`, "-b:a", `${bitsPerSecond}`],
    ["-f", container, "-y", outFile],
  ];
  await runFfmpeg(args.flat(), { signal });
}

/** One person's pictures and sound. */
export type PersonOrder = {
  readonly audio: readonly PlacedFile[];
  readonly video: readonly PlacedFile[];
  readonly outFile: string;
  readonly signal: AbortSignal;
};

/**
 * Packs what one person sent as an MP4 that plays before it is loaded whole.
 * @throws FfmpegError; Error when the person sent nothing
 */
export async function packPerson({ audio, video, outFile, signal }: PersonOrder): Promise<void> {
  const files = [...video, ...audio];
  if (files.length === 0) throw new Error("There is nothing to pack");
  const beginMs = Math.min(...files.map(({ startMs }) => startMs));
  const chains: string[] = [];
  const maps: string[] = [];
  if (video.length > 0) {
    const parts = video.map(
      (_, i) =>
        `[${i}:v]setpts=PTS-STARTPTS,format=yuv420p,scale=640:640:force_original_aspect_ratio=decrease,pad=640:640:-1:-1[v${i}]`,
    );
    chains.push(...parts, `${video.map((_, i) => `[v${i}]`).join("")}concat=n=${video.length}:v=1:a=0[video]`);
    maps.push("-map", "[video]", "-c:v", "libx264", "-preset", "ultrafast", "-r", "15");
  }
  if (audio.length > 0) {
    chains.push(rowOf(audio, beginMs, video.length, "sound").chain);
    maps.push("-map", "[sound]", "-c:a", "aac");
  }
  const args = [
    files.flatMap(({ path }) => ["-i", path]),
    ["-filter_complex", chains.join(";"), ...maps, "-movflags", "+faststart", "-f", "mp4", "-y", outFile],
  ];
  await runFfmpeg(args.flat(), { signal });
}

/** One person's files one after another, with silence where they sent nothing; ends in a label of that name. */
function rowOf(
  files: readonly PlacedFile[],
  beginMs: number,
  firstInput: number,
  label: string,
): { chain: string; used: number } {
  const chains: string[] = [];
  const parts: string[] = [];
  let atMs = beginMs;
  for (const [i, { startMs, durationSeconds }] of files.entries()) {
    const gapMs = startMs - atMs;
    if (gapMs > seamMs) {
      chains.push(`anullsrc=r=48000:cl=mono,atrim=duration=${(gapMs / 1000).toFixed(3)}[${label}g${i}]`);
      parts.push(`[${label}g${i}]`);
    }
    const trim = `atrim=duration=${durationSeconds.toFixed(6)}`;
    chains.push(
      `[${firstInput + i}:a]asetpts=PTS-STARTPTS,${trim},aformat=sample_rates=48000:channel_layouts=mono[${label}f${i}]`,
    );
    parts.push(`[${label}f${i}]`);
    atMs = startMs + durationSeconds * 1000;
  }
  chains.push(`${parts.join("")}concat=n=${parts.length}:v=0:a=1[${label}]`);
  return { chain: chains.join(";"), used: files.length };
}
