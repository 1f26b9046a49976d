import type { RecordingFile } from "@/lib/features/recordings/types";

/** Where the browser asks for a file of a recording: our own route, which checks and signs each time. */
export function mediaUrl(recordingId: string, name: string): string {
  return `/api/recordings/${encodeURIComponent(recordingId)}/media/${encodeURIComponent(name)}`;
}

export type PlayableFile = RecordingFile & { kind: "hls" | "mp4" };

export function isPlayable(file: RecordingFile): file is PlayableFile {
  return file.kind === "hls" || file.kind === "mp4";
}

/** What the player shows unless somebody chooses: the playlist, which holds the whole recording; MP4s are split. */
export function firstToPlay(files: readonly RecordingFile[]): PlayableFile | null {
  const playable = files.filter(isPlayable);
  return playable.find((file) => file.kind === "hls") ?? playable[0] ?? null;
}
