/** Whose files they are, and of which run. */
export type RecordingName = {
  readonly sid: string;
  readonly channelName: string;
  /** Which failover continues the recording: 0, 1 or 2; absent before the first one. */
  readonly failover?: number;
};

/** `<sid>_<channel>.m3u8` (contract §4.2). */
export function indexFileName(recording: RecordingName): string {
  return `${stem(recording)}.m3u8`;
}

/** `<sid>_<channel>_<utc>.ts`, with the UTC time at which the slice begins (contract §4.2). */
export function sliceFileName(recording: RecordingName, startMs: number): string {
  return `${stem(recording)}_${utc17(startMs)}.ts`;
}

/** `<sid>_<channel>_<index>.mp4`; the first file has index 0 (contract §4.2). */
export function mp4FileName(recording: RecordingName, index: number): string {
  return `${stem(recording)}_${index}.mp4`;
}

/**
 * A moment as Agora writes it in names and tags: `yyyyMMddHHmmssSSS`, UTC (contract §4.2).
 * @throws RangeError for a moment a date cannot hold.
 */
export function utc17(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/\D/g, "");
}

function stem({ sid, channelName, failover }: RecordingName): string {
  return `${failover === undefined ? "" : `bak${failover}_`}${sid}_${channelName}`;
}
