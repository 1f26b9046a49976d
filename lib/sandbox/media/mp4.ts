import { copyFile, link, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runFfmpeg } from "./run-ffmpeg";

/** A slice on disk and how long it plays. */
export type SliceFile = { readonly path: string; readonly durationSeconds: number };

/** Which slices become one MP4 and where it goes. */
export type Mp4Order = {
  /** In order, of one picture size. */
  readonly slices: readonly SliceFile[];
  /** Written whole or not at all. Its folder also takes short-lived links to the slices. */
  readonly outFile: string;
  readonly signal?: AbortSignal;
  /** The binary, when not the one that was found. */
  readonly ffmpeg?: string;
};

/**
 * Packs slices as one MP4 without encoding anything again; it can be played before it has been loaded whole.
 * @throws FfmpegError when ffmpeg fails; Error when there is no slice; the signal's reason when aborted.
 */
export async function makeMp4(order: Mp4Order): Promise<{ bytes: number }> {
  const { slices, signal, ffmpeg } = order;
  if (slices.length === 0) throw new Error("An MP4 needs at least one slice");
  const outFile = resolve(order.outFile);
  // Always the same folder, so that one left behind by a killed process is found and emptied.
  const folder = `${outFile}.parts`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  try {
    // A channel name may hold characters that have a meaning in an address (# ? : %). ffmpeg therefore sees only names
    // of our own, in a folder it is started in.
    await Promise.all(slices.map((slice, i) => linkOrCopy(resolve(slice.path), join(folder, `${i}.ts`))));
    await writeFile(join(folder, "list.m3u8"), localPlaylist(slices));
    const args = [
      ["-allowed_extensions", "ALL", "-i", "list.m3u8", "-map", "0:v?", "-map", "0:a?", "-c", "copy"],
      ["-bsf:a", "aac_adtstoasc", "-movflags", "+faststart", "-f", "mp4", "-y", "out.mp4"],
    ];
    await runFfmpeg(args.flat(), { signal, ffmpeg, cwd: folder });
    await rename(join(folder, "out.mp4"), outFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { bytes: (await stat(outFile)).size };
}

function localPlaylist(slices: readonly SliceFile[]): string {
  const target = Math.max(...slices.map((slice) => Math.ceil(slice.durationSeconds)));
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    `#EXT-X-TARGETDURATION:${target}`,
    ...slices.flatMap((slice, i) => [`#EXTINF:${slice.durationSeconds.toFixed(6)},`, `${i}.ts`]),
    "#EXT-X-ENDLIST",
    "",
  ].join("\n");
}

/** Links cost nothing; a file system without them gets a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}
