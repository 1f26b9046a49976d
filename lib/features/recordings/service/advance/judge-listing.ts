import type { StoredObject } from "../../../storage/service/objects";
import { merge, type Change, type NewEvent } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { readFileName } from "../file-names";
import { adopt } from "./judge-start";
import type { UploadProof } from "./playlist";
import { freed, hold } from "./trouble";

/** What the bucket holds below an attempt's prefix. */
export type Listing = { objects: readonly StoredObject[]; proof: UploadProof | null };

/**
 * What follows from a listing that succeeded. A file's name reveals a lost sid, because the last part of the prefix is
 * this attempt's own id (reliability M3); once the recording is over, complete playlists prove the upload.
 */
export function judgeListing(attempt: AttemptRow, listing: Listing, now: Date, hadSeenFile: boolean): Change {
  const { objects, proof } = listing;
  const events: NewEvent[] = [];
  const first = objects[0];
  if (first && !hadSeenFile) events.push({ type: "upload.firstFile", details: { key: first.key } });
  const change: Change = {
    source: "listing",
    set: { listedAt: now, ...freedListing(attempt) },
    files: objects.map(({ key, sizeBytes }) => ({
      name: key,
      source: "listing",
      sizeBytes,
      sliceStartedAt: readFileName(key)?.startedAt ?? null,
    })),
    events,
  };
  const sid = attempt.sid === null ? newestSid(objects) : null;
  if (sid !== null) return merge(change, { ...adopt(attempt, sid, "bucket", now), source: "listing" });
  if (!proof?.isComplete) return change;
  const { playlistCount, sliceCount, stillCount } = proof;
  return {
    ...change,
    to: "UPLOADED",
    reason: playlistCount === 0 ? "stillsByListing" : "uploadedByListing",
    events: [...events, { type: "upload.complete", details: { playlistCount, sliceCount, stillCount } }],
  };
}

/** A listing that failed proves nothing, least of all that a file is not there. */
export function judgeFailedListing(attempt: AttemptRow, error: unknown, now: Date): Change {
  const status = httpStatusOf(error);
  const isRefused = status !== null && status >= 400 && status < 500;
  const code = isRefused ? "bucketRefused" : "bucketUnreachable";
  const held = hold(
    attempt,
    "list",
    { code, retryDelaysMs: isRefused ? [60_000, 300_000] : [5_000, 15_000, 60_000] },
    now,
  );
  // While the task runs the bucket is only looked at in passing: Agora writes with a key of its own.
  return attempt.state === "STOPPED" || attempt.sideState === "UNCERTAIN"
    ? held
    : { ...held, set: { ...held.set, trouble: attempt.trouble } };
}

/** A key that cannot list stays so until it is replaced: looked at again after an hour. */
export function judgeUnreadable(attempt: AttemptRow, now: Date): Change {
  const heldUntil = new Date(now.getTime() + 3_600_000);
  return { source: "listing", set: { listedAt: now, heldStep: "list", heldUntil, trouble: attempt.trouble } };
}

/** The sid whose files are the newest: an earlier one belongs to a task that ended before a second start. */
function newestSid(objects: readonly StoredObject[]): string | null {
  const named = objects
    .map(({ key, modifiedAt }) => ({ sid: readFileName(key)?.sid ?? null, modifiedAt }))
    .filter(({ sid }) => sid !== null)
    .toSorted((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime());
  return named[0]?.sid ?? null;
}

function freedListing(attempt: AttemptRow): NonNullable<Change["set"]> {
  const isOwn = attempt.trouble === "bucketRefused" || attempt.trouble === "bucketUnreachable";
  const { trouble: _, ...freedHold } = freed(attempt, "list");
  return { ...freedHold, ...(isOwn ? { trouble: null } : {}) };
}

function httpStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("$metadata" in error)) return null;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
}
