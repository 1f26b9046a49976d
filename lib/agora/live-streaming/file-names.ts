import type { RecordingKind } from "./input";

/** What the name of a recorded file says about it (FLS contract §4 "File name grammar"). */
export type RecordedFileName = {
  recordingKind: RecordingKind;
  fileKind: "playlist" | "mp4" | "snapshot";
  entryPoint: string;
  streamName: string;
  /** The push it comes from. */
  sessionId: string;
  /** When the recording began. */
  startedAt: Date;
  /** When an MP4 or a snapshot was made, a snapshot to the second. */
  createdAt: Date | null;
  /** Counts the MP4 files of one recording from 0. */
  sliceId: number | null;
};

const form =
  /^(?:(record|snapshot)\/)?([^/]+)\/([^/]+)\/([0-9a-f]+)_(\d{17})(?:(\.m3u8)|_(\d+)_(\d{17})\.mp4|_(\d{14})\.jpg)$/;

/** Reads the name of a file in a bucket or a notification; null for one that Agora does not form so, such as a clip's. */
export function parseFileName(fileName: string): RecordedFileName | null {
  const match = form.exec(fileName);
  if (!match) return null;
  const [, folder, entryPoint = "", streamName = "", sessionId = "", began, playlist, sliceId, mp4Made, stillMade] =
    match;
  if (folder !== undefined && (folder === "snapshot") !== (stillMade !== undefined)) return null;
  const startedAt = timeOf(began);
  const createdAt = timeOf(mp4Made ?? stillMade);
  if (startedAt === null || (createdAt === null && playlist === undefined)) return null;
  return {
    recordingKind: folder === undefined ? "custom" : "standard",
    fileKind: playlist !== undefined ? "playlist" : stillMade === undefined ? "mp4" : "snapshot",
    entryPoint,
    streamName,
    sessionId,
    startedAt,
    createdAt,
    sliceId: sliceId === undefined ? null : Number(sliceId),
  };
}

/** `yyyyMMddHHmmss` with or without milliseconds, in UTC. */
function timeOf(digits: string | undefined): Date | null {
  if (digits === undefined) return null;
  const date = new Date(
    digits.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})?$/, (_, ...parts: (string | undefined)[]) => {
      const [year, month, day, hour, minute, second, ms] = parts;
      return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms ?? "000"}Z`;
    }),
  );
  return Number.isNaN(date.getTime()) ? null : date;
}
