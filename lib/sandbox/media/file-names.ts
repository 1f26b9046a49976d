import type { Container } from "../state/slices";

/** Whose files they are, and of which run. */
export type RecordingName = {
  readonly sid: string;
  /** The channel, or the label of a web page recording as `webName` writes it. */
  readonly channelName: string;
  /** Which failover continues the recording: 0, 1 or 2; absent before the first one. */
  readonly failover?: number | null;
  /** Whose, in individual mode, and `audio`, `video` or a name of ours for both: no page has it (contract Appendix B 6). */
  readonly person?: { readonly uid: string; readonly medium: string };
};

/** `<sid>_<channel>.m3u8`, or `<sid>_<channel>__uid_s_<uid>__uid_e_<medium>.m3u8` for one person (contract §4.2). */
export function indexFileName(recording: RecordingName, extension: "m3u8" | "mpd" = "m3u8"): string {
  return `${stem(recording)}.${extension}`;
}

/** The index's name, then the UTC time at which the slice begins, `.ts` or `.webm` (contract §4.2). */
export function sliceFileName(recording: RecordingName, startMs: number, container: Container = "ts"): string {
  return `${stem(recording)}_${utc17(startMs)}.${container}`;
}

/** `…_<utc>.jpg`, with the UTC time of the picture (contract §4.2). */
export function snapshotFileName(recording: RecordingName, atMs: number): string {
  return `${stem(recording)}_${utc17(atMs)}.jpg`;
}

/** `<sid>_<channel>_<index>.mp4`, or another format; the first file has index 0 (contract §4.2). */
export function mp4FileName(recording: RecordingName, index: number, extension = "mp4"): string {
  return `${stem(recording)}_${index}.${extension}`;
}

/**
 * A moment as Agora writes it in names and tags: `yyyyMMddHHmmssSSS`, UTC (contract §4.2).
 * @throws RangeError for a moment a date cannot hold.
 */
export function utc17(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/\D/g, "");
}

/** The label of a web page recording in file names: special characters become `-` (contract §4.2). */
export function webName(label: string): string {
  return label.replaceAll(/[!@#$%^&*()+_.=[\]{}~|,;:?<>]/g, "-");
}

function stem({ sid, channelName, failover, person }: RecordingName): string {
  const again = failover === undefined || failover === null ? "" : `bak${failover}_`;
  return `${again}${sid}_${channelName}${person ? `__uid_s_${person.uid}__uid_e_${person.medium}` : ""}`;
}
