import "server-only";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { and, eq } from "drizzle-orm";
import type { Context } from "../../../context";
import { attempts, recordingIntents } from "../../../db/schema";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { isPlaylist } from "./file-names";
import { stitchPlaylists } from "./stitch";
import { openBucket, type ReadableBucket, type UnreadableReason } from "../../storage/service/objects";

/** What the media route answers with: the playlist's own text, or where the browser reads the object itself. */
export type Media = { kind: "playlist"; text: string; contentType: string } | { kind: "redirect"; url: string };

const contentTypes: Readonly<Record<string, string>> = {
  m3u8: "application/vnd.apple.mpegurl",
  mpd: "application/dash+xml",
  ts: "video/mp2t",
  mp4: "video/mp4",
  webm: "video/webm",
  jpg: "image/jpeg",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  aac: "audio/aac",
};

/** A recording moves at most three times (contract §1.5). */
const continuations = ["bak0_", "bak1_", "bak2_"];

/** Names that Agora gives to a recording's files (contract §4.2): no slash, no dot at the start. */
const fileName = /^[^/\\\0.][^/\\\0]{0,1000}$/;

const unreadable: Record<UnreadableReason, string> = {
  noReadKey:
    "This storage profile has no read-only key, so its files cannot be played here. Add one to the profile to play them.",
  notS3: "Files of this storage provider cannot be played here yet: it has no S3 interface.",
};

/**
 * Finds one file of a recording in the customer's bucket. Only names below the prefixes of this recording's own attempts
 * can be asked for, so no other object of the bucket is reachable through it.
 *
 * A playlist is returned as text: its lines are bare names (contract §4.5), which resolve to this very route, so each
 * slice is signed afresh when it is asked for and playing past the end of a signature works.
 * @throws TallyError NOT_FOUND; UNAVAILABLE or UPSTREAM with a sentence when the bucket cannot be read
 */
export async function openMedia({
  ctx,
  grant,
  recordingId,
  name,
  isDownload,
  isWhole = false,
}: {
  ctx: Pick<Context, "db" | "box">;
  grant: AuthorizedInProject<"recording.read">;
  recordingId: string;
  name: string;
  isDownload: boolean;
  /** With what other servers went on with after a failover, as one playlist. */
  isWhole?: boolean;
}): Promise<Media> {
  const missing = new TallyError("NOT_FOUND", "This recording has no such file.");
  if (!fileName.test(name)) throw missing;
  const rows = await ctx.db
    .select({ sid: attempts.sid, filePrefix: attempts.filePrefix, storageVersionId: recordingIntents.storageVersionId })
    .from(attempts)
    .innerJoin(recordingIntents, eq(recordingIntents.id, attempts.intentId))
    .where(and(eq(recordingIntents.id, recordingId), eq(recordingIntents.projectId, grant.projectId)));
  // Every name of a task carries its sid, which tells the attempts of a recording apart (contract §4.2).
  const attempt = rows.find(({ sid }) => sid !== null && name.replace(/^bak\d+_/, "").startsWith(`${sid}_`));
  if (!attempt) throw missing;

  const bucket = await openBucket(ctx, attempt.storageVersionId);
  if (typeof bucket === "string") throw new TallyError("UNAVAILABLE", unreadable[bucket]);
  const key = [...attempt.filePrefix, name].join("/");
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const contentType = contentTypes[extension];
  if (contentType !== undefined && isPlaylist(name) && !isDownload) {
    const text = await readPlaylist(bucket, key);
    if (text === null) throw missing;
    if (isWhole && extension === "m3u8" && !name.startsWith("bak")) {
      const more = await Promise.all(
        continuations.map((prefix) => readPlaylist(bucket, [...attempt.filePrefix, prefix + name].join("/"))),
      );
      const parts = [text, ...more.filter((one) => one !== null)];
      return { kind: "playlist", text: withCommas(stitchPlaylists(parts)), contentType };
    }
    return { kind: "playlist", text: extension === "m3u8" ? withCommas(text) : text, contentType };
  }
  return { kind: "redirect", url: await bucket.sign(key, { contentType, fileName: isDownload ? name : undefined }) };
}

/** What the bucket answers is no failure of ours: it is told in words that say where to look. */
async function readPlaylist(bucket: ReadableBucket, key: string): Promise<string | null> {
  try {
    return await bucket.readText(key);
  } catch (error) {
    if (error instanceof TallyError) throw error;
    const isRefusal = error instanceof S3ServiceException && [401, 403].includes(error.$metadata.httpStatusCode ?? 0);
    const sentence = isRefusal
      ? "The bucket refuses the read-only key of this storage profile: it may not read, or it was revoked."
      : "The bucket could not be read. Try again in a moment; the recording itself is not affected.";
    throw new TallyError("UPSTREAM", sentence, { cause: error, retryable: !isRefusal });
  }
}

/** Agora leaves out the comma after a slice's length, which the format demands and some players insist on (contract §4.5). */
function withCommas(playlist: string): string {
  return playlist.replace(/^(#EXTINF:[0-9.]+)[ \t]*$/gm, "$1,");
}
