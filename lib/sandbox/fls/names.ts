import { utc17 } from "../media/file-names";

/** Whose recording a file belongs to (FLS contract §4 "File name grammar"). */
export type RecordedFrom = {
  readonly entryPoint: string;
  readonly stream: string;
  /** 32 lower-case hexadecimal digits: one push. */
  readonly pushId: string;
  /** When the recording began. */
  readonly startMs: number;
};

/** Where Agora keeps a kind of file: a folder of its own for what it stores itself, none in a customer's bucket. */
const folders = { standard: "record/", custom: "" } as const;
const stillFolders = { standard: "snapshot/", custom: "" } as const;

export type RecordingKind = keyof typeof folders;

/** `record/{entry point}/{stream}/` and the like, with the slash at the end. */
export function folderOf(
  kind: RecordingKind,
  { entryPoint, stream }: Pick<RecordedFrom, "entryPoint" | "stream">,
): string {
  return `${folders[kind]}${entryPoint}/${stream}/`;
}

/** The same for stills. */
export function stillFolderOf(
  kind: RecordingKind,
  { entryPoint, stream }: Pick<RecordedFrom, "entryPoint" | "stream">,
): string {
  return `${stillFolders[kind]}${entryPoint}/${stream}/`;
}

/** `{sessionid}_{sessiondate}`, without a folder. */
export function baseName({ pushId, startMs }: RecordedFrom): string {
  return `${pushId}_${utc17(startMs)}`;
}

/** The playlist of a recording. */
export function playlistPath(kind: RecordingKind, from: RecordedFrom): string {
  return `${folderOf(kind, from)}${baseName(from)}.m3u8`;
}

/** One slice; Agora does not document how it names them (FLS contract §4). */
export function slicePath(kind: RecordingKind, from: RecordedFrom, number: number): string {
  return `${folderOf(kind, from)}${baseName(from)}_${number}.ts`;
}

/** An MP4; `sliceid` counts from 0, `filedate` is when the file was made. */
export function mp4Path(kind: RecordingKind, from: RecordedFrom, number: number, fileMs: number): string {
  return `${folderOf(kind, from)}${baseName(from)}_${number}_${utc17(fileMs)}.mp4`;
}

/** A still, with the second it was taken. */
export function stillPath(kind: RecordingKind, from: RecordedFrom, fileMs: number): string {
  return `${stillFolderOf(kind, from)}${baseName(from)}_${utc17(fileMs).slice(0, 14)}.jpg`;
}
