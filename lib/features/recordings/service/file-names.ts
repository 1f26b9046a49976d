import type { RecordingFile } from "../types";

export type TrackType = "audio" | "video" | "audio_and_video";

/** A file name of Agora's taken apart (contract §4.2). */
export type FileName = {
  sid: string;
  /** Which continuation after a failover: 0, 1, 2; null for the first server's files. */
  continuation: number | null;
  kind: RecordingFile["kind"];
  /** Start of the slice or time of the still, UTC; null where the name carries none. */
  startedAt: Date | null;
  /** Whose file, and of what of theirs; null for a file of everybody (individual mode). */
  person: { uid: string; trackType: TrackType } | null;
};

const extensions: Readonly<Record<string, RecordingFile["kind"]>> = {
  m3u8: "hls",
  mpd: "dash",
  mp4: "mp4",
  ts: "slice",
  webm: "slice",
  jpg: "snapshot",
  mp3: "audio",
  m4a: "audio",
  aac: "audio",
};

/** Reads a file name or object key; null where it does not follow Agora's naming. */
export function readFileName(key: string): FileName | null {
  const name = lastPart(key);
  const match = /^(?:bak(\d)_)?([0-9a-f]{32})_/.exec(name);
  if (!match?.[2]) return null;
  const stamp = /_(\d{17})\.[a-z0-9]+$/.exec(name)?.[1];
  return {
    sid: match[2],
    continuation: match[1] === undefined ? null : Number(match[1]),
    kind: kindOf(name),
    startedAt: stamp === undefined ? null : readStamp(stamp),
    person: readPerson(name),
  };
}

export function kindOf(name: string): RecordingFile["kind"] {
  return extensions[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? "other";
}

/** Whether a file lists slices: an HLS playlist or a DASH manifest. */
export function isPlaylist(name: string): boolean {
  return ["hls", "dash"].includes(kindOf(name));
}

/** `…__uid_s_<uid>__uid_e_<audio|video|av>…` (contract §4.2; the name of the merged playlist is not documented). */
function readPerson(name: string): FileName["person"] {
  const [, uid, word] = /__uid_s_(\d+)__uid_e_(audio|video|av)(?=[_.])/.exec(name) ?? [];
  if (uid === undefined) return null;
  return { uid, trackType: word === "audio" || word === "video" ? word : "audio_and_video" };
}

/** The folder of an attempt in its bucket, with its closing slash. */
export function folderOf(filePrefix: readonly string[]): string {
  return filePrefix.map((part) => `${part}/`).join("");
}

/** The object key of a file. Agora's pages name files with and without their folder. */
export function objectKeyOf(filePrefix: readonly string[], name: string): string {
  const folder = folderOf(filePrefix);
  return name.startsWith(folder) ? name : folder + name;
}

export function lastPart(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** `yyyyMMddHHmmssSSS`, UTC (contract §4.2). */
function readStamp(stamp: string): Date | null {
  const [, year, month, day, hour, minute, second, milli] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})$/.exec(stamp) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}
