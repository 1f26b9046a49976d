import type { StoredObject } from "../../../storage/service/objects";
import { lastPart, readFileName } from "../file-names";
import { limits } from "./limits";

/** The text of a playlist in the bucket, by its object key. */
export type Playlist = { key: string; text: string };

export type UploadProof =
  | { isComplete: true; playlistCount: number; sliceCount: number; stillCount: number }
  | { isComplete: false; why: "noPlaylist" | "notEnded" | "sliceMissing" | "mp4Missing" | "notSettled" };

/** The file names a playlist lists, in order: lines of an HLS one, base addresses of a DASH manifest. */
export function slicesOf(text: string): string[] {
  if (isManifest(text)) return [...text.matchAll(/<BaseURL>([^<]+)<\/BaseURL>/g)].map(([, name = ""]) => decoded(name));
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Whether a playlist is closed: nothing will be added to it (contract §4.5). */
export function isEnded(text: string): boolean {
  if (isManifest(text)) return /<MPD[^>]*\btype="static"/.test(text);
  return /^#EXT-X-ENDLIST\s*$/m.test(text);
}

/**
 * Whether everything a recording made lies in the bucket: a playlist is closed, and every slice that any of them lists
 * is there. After a failover the first server's playlist stays open, so the newest continuation decides (contract §4.2).
 */
export function proveUpload(
  objects: readonly Pick<StoredObject, "key">[],
  playlists: readonly Playlist[],
  { withMp4 }: { withMp4: boolean },
): UploadProof {
  if (playlists.length === 0) return { isComplete: false, why: "noPlaylist" };
  const continuationOf = ({ key }: Playlist) => readFileName(key)?.continuation ?? -1;
  const newest = Math.max(...playlists.map(continuationOf));
  const areEnded = playlists.filter((list) => continuationOf(list) === newest).every(({ text }) => isEnded(text));
  if (!areEnded) return { isComplete: false, why: "notEnded" };
  const present = new Set(objects.map(({ key }) => lastPart(key)));
  const slices = playlists.flatMap(({ text }) => slicesOf(text));
  if (slices.some((slice) => !present.has(lastPart(slice)))) return { isComplete: false, why: "sliceMissing" };
  if (withMp4 && ![...present].some((name) => readFileName(name)?.kind === "mp4")) {
    return { isComplete: false, why: "mp4Missing" };
  }
  const stillCount = [...present].filter((name) => readFileName(name)?.kind === "snapshot").length;
  return { isComplete: true, playlistCount: playlists.length, sliceCount: slices.length, stillCount };
}

/**
 * Whether the stills of a recording without a playlist lie in the bucket. Nothing says how many there should be, so they
 * count once nothing can be on its way any more.
 */
export function proveStills(objects: readonly Pick<StoredObject, "key">[], stoppedForMs: number): UploadProof {
  const stillCount = objects.filter(({ key }) => readFileName(key)?.kind === "snapshot").length;
  if (stillCount === 0 || stoppedForMs < limits.stillsSettled) return { isComplete: false, why: "notSettled" };
  return { isComplete: true, playlistCount: 0, sliceCount: 0, stillCount };
}

function isManifest(text: string): boolean {
  return /<MPD[\s>]/.test(text.slice(0, 500));
}

/** A file's name as it stands in a manifest, where it is an address. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("&amp;", "&"));
  } catch {
    return name; // Not encoded at all.
  }
}
