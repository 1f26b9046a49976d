import type { RecordingFile } from "./results";

/**
 * What `position` of a recorded file means. Agora's page says "the time offset (in seconds) from startTime to the
 * playback position", which can be read in two ways (FLS contract §4):
 * - `lead`: the file's first picture was taken so many seconds after its start. Fits the page's example.
 * - `seek`: where in the file the asked time lies; the first picture is that of the start.
 */
export const positionReadings = ["lead", "seek"] as const;
export type PositionReading = (typeof positionReadings)[number];

/** Where in the file a moment lies, in seconds; negative before its first picture. Null for a file without a start. */
export function toMediaSeconds(file: RecordingFile, moment: Date, reading: PositionReading = "lead"): number | null {
  const firstMs = firstPictureMs(file, reading);
  return firstMs === null ? null : (moment.getTime() - firstMs) / 1000;
}

/** The moment that lies so many seconds into the file. What is cut is said in moments, never in seconds of a file. */
export function toMoment(file: RecordingFile, seconds: number, reading: PositionReading = "lead"): Date | null {
  const firstMs = firstPictureMs(file, reading);
  return firstMs === null ? null : new Date(firstMs + seconds * 1000);
}

function firstPictureMs({ startedAt, position }: RecordingFile, reading: PositionReading): number | null {
  if (startedAt === null) return null;
  return startedAt.getTime() + (reading === "lead" ? (position ?? 0) * 1000 : 0);
}
