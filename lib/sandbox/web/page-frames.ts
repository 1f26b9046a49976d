import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The name of the frame of an instant, in sandbox milliseconds. */
export function frameName(atMs: number): string {
  return `${atMs}.jpg`;
}

/** The instants of frames among the names in a folder, oldest first. Other files are passed over. */
export function frameTimes(names: readonly string[]): number[] {
  return names
    .filter((name) => /^\d+\.jpg$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((a, b) => a - b);
}

/** The instants of the frames in a folder, oldest first; none when there is no such folder. */
export async function listFrames(framesDir: string): Promise<number[]> {
  try {
    return frameTimes(await readdir(framesDir));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Writes a frame whole or not at all. */
export async function writeFrame(framesDir: string, atMs: number, jpeg: Uint8Array): Promise<void> {
  const file = join(framesDir, frameName(atMs));
  const unfinished = `${file}.part`;
  try {
    await mkdir(framesDir, { recursive: true });
    await writeFile(unfinished, jpeg);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * Removes the frames that no stretch from `fromMs` on shows: all before it but the newest, which is shown until the next.
 */
export async function dropFramesBefore(framesDir: string, fromMs: number): Promise<void> {
  const old = (await listFrames(framesDir)).filter((atMs) => atMs <= fromMs);
  for (const atMs of old.slice(0, -1)) await rm(join(framesDir, frameName(atMs)), { force: true });
}
