import type { RecordingFile } from "@/lib/features/recordings/types";

/** Where the browser asks for a file of a recording: our own route, which checks and signs each time. */
export function mediaUrl(recordingId: string, name: string): string {
  return `/api/recordings/${encodeURIComponent(recordingId)}/media/${encodeURIComponent(name)}`;
}

export type PlayableFile = RecordingFile & { kind: "hls" | "dash" | "mp4" | "audio" };

export function isPlayable(file: RecordingFile): file is PlayableFile {
  return file.kind === "hls" || file.kind === "dash" || file.kind === "mp4" || file.kind === "audio";
}

/**
 * The first server's files before those of servers that went on; sound and picture together before the picture, that
 * before the sound; a playlist, which is whole, before split files.
 */
function rank({ kind, trackType, continuation }: PlayableFile): number {
  const track = trackType === "audio" ? 2 : trackType === "video" ? 1 : 0;
  return (continuation ?? -1) * 100 + track * 10 + (kind === "hls" || kind === "dash" ? 0 : kind === "mp4" ? 1 : 2);
}

/** What the player shows unless somebody chooses: sound and picture of the whole recording, or of the first person. */
export function firstToPlay(files: readonly RecordingFile[]): PlayableFile | null {
  return files.filter(isPlayable).toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Whether other servers went on with what this playlist begins: then they are played as one. */
export function isContinued(files: readonly RecordingFile[], { kind, name, continuation }: PlayableFile): boolean {
  return kind === "hls" && continuation === null && files.some((file) => file.name === `bak0_${name}`);
}

/** Where the seams of such a playlist are, in seconds, as the media route writes them. */
export function seamsOf(playlist: string): number[] {
  return [...playlist.matchAll(/^#EXT-X-TALLY-SEAM:([0-9.]+)$/gm)].map(([, seconds]) => Number(seconds));
}

/** The same person's sound to a picture without one: it is played along (individual mode). */
export function soundOf(files: readonly RecordingFile[], picture: PlayableFile): PlayableFile | null {
  if (picture.trackType !== "video" || picture.uid === null) return null;
  const isSound = (file: PlayableFile) =>
    file.trackType === "audio" &&
    file.kind === "hls" &&
    file.uid === picture.uid &&
    file.continuation === picture.continuation;
  return files.filter(isPlayable).find(isSound) ?? null;
}

/** How much later the picture begins than the sound, in seconds; 0 where it is not known. */
export function soundLead(picture: PlayableFile, sound: PlayableFile): number {
  if (picture.startedAt === null || sound.startedAt === null) return 0;
  return (Date.parse(picture.startedAt) - Date.parse(sound.startedAt)) / 1000;
}
