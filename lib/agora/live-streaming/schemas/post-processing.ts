import { z } from "zod";
import { text } from "../../fields";
import type { RequestIssue } from "../../issues";
import { msOf, optionalTime, rfc3339, streamName } from "./common";

const reversed = "must be later than the start";

/** Body of operation 19 (FLS contract §2.6). */
export const cuttingRequest = z
  .object({ startTime: rfc3339, endTime: optionalTime, fileName: text }, "must be an object")
  .superRefine(({ startTime, endTime }, check) => {
    if (endTime !== undefined && msOf(endTime) <= msOf(startTime)) {
      check.addIssue({ code: "custom", path: ["endTime"], message: reversed });
    }
  });

/** Body of operation 20 (FLS contract §2.6). */
export const snapshotRequest = z.object({ time: optionalTime, fileName: text }, "must be an object");

/** Query of operation 21 (FLS contract §2.6): all three are required. */
export const previewListQuery = z
  .object({ start_time: rfc3339, end_time: rfc3339, stream_name: streamName })
  .superRefine(({ start_time, end_time }, check) => {
    if (msOf(end_time) <= msOf(start_time)) check.addIssue({ code: "custom", path: ["end_time"], message: reversed });
  });

/** What operations 19 and 20 refuse by the clock: a clip or a picture of the future. `nowMs` is the server's time. */
export function futureIssues(
  request: { startTime?: string; endTime?: string; time?: string },
  nowMs: number,
): RequestIssue[] {
  return (["startTime", "endTime", "time"] as const).flatMap((path) => {
    const time = request[path];
    return time !== undefined && time !== "" && msOf(time) > nowMs
      ? [{ path, message: "must not be in the future" }]
      : [];
  });
}

/** The extension that a file's name has by example: `.m3u8` for a clip, `.jpg` for a snapshot (FLS contract §4). */
export const extensions = { clip: ".m3u8", snapshot: ".jpg" } as const;

/**
 * What a careful caller keeps to although no page says that it is enforced: the name ends with its extension and holds
 * nothing that would lead into another folder or need encoding in an address.
 */
export function fileNameIssues(kind: keyof typeof extensions, fileName: string): RequestIssue[] {
  const path = "fileName";
  const extension = extensions[kind];
  if (!fileName.endsWith(extension)) return [{ path, message: `must end with ${extension}` }];
  const stem = fileName.slice(0, -extension.length);
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(stem)) {
    const message = `must be 1 to 200 letters, digits, dots, hyphens or underscores before ${extension}`;
    return [{ path, message }];
  }
  return [];
}

export type WireCutting = z.input<typeof cuttingRequest>;
export type WireSnapshot = z.input<typeof snapshotRequest>;
export type WirePreviewListQuery = z.input<typeof previewListQuery>;
