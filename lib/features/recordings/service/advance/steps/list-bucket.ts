import { openBucket, type ReadableBucket } from "../../../../storage/service/objects";
import { folderOf, isPlaylist, readFileName } from "../../file-names";
import { judgeFailedListing, judgeListing, judgeUnreadable, type Listing } from "../judge-listing";
import { proveStills, proveUpload, type Playlist } from "../playlist";
import { conclude, type StepInput } from "../step";

/**
 * Looks into the bucket with the profile's own reading key, below this attempt's prefix. What is there is proof; that
 * something is missing is known only from a listing that succeeded and was complete.
 */
export async function listBucket(step: StepInput): Promise<void> {
  const { ctx, reading } = step;
  let listing: Listing | null;
  try {
    const bucket = await openBucket(ctx, reading.intent.storageVersionId);
    listing = typeof bucket === "string" ? null : await lookInto(bucket, step);
  } catch (error) {
    await conclude(step, (row, now) => judgeFailedListing(row, error, now));
    return;
  }
  await conclude(step, (row, now) =>
    listing === null ? judgeUnreadable(row, now) : judgeListing(row, listing, now, reading.hasSeenFile),
  );
}

/** A folder of its own, or the names of one sid, where a recording was started elsewhere. Its backups are not found so. */
function listedPrefix({ attempt, intent }: StepInput["reading"]): string {
  return folderOf(attempt.filePrefix) + (intent.origin === "adopted" ? (attempt.sid ?? "") : "");
}

async function lookInto(bucket: ReadableBucket, { reading }: StepInput): Promise<Listing> {
  const { attempt, config, now } = reading;
  const { objects, isComplete } = await bucket.list(listedPrefix(reading));
  const isOver = attempt.state === "STOPPED" || attempt.sideState === "VANISHED";
  if (!isOver || attempt.sid === null || !isComplete) return { objects, proof: null };
  const playlists: Playlist[] = [];
  for (const { key } of objects) {
    if (!isPlaylist(key) || readFileName(key)?.sid !== attempt.sid) continue;
    const text = await bucket.readText(key);
    if (text !== null) playlists.push({ key, text });
  }
  if (config.mode === "individual" && config.snapshots?.only) {
    return { objects, proof: proveStills(objects, now.getTime() - (attempt.stoppedAt?.getTime() ?? now.getTime())) };
  }
  const withMp4 = config.mode !== "individual" && config.withMp4;
  return { objects, proof: proveUpload(objects, playlists, { withMp4 }) };
}
