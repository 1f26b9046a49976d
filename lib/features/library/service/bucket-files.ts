import "server-only";
import { parseFileName } from "@/lib/agora/live-streaming/file-names";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findCurrentVersion } from "../../storage/data";
import { openBucket, type ReadableBucket, type StoredObject } from "../../storage/service/objects";
import type { BucketFile } from "../types";

/**
 * Recordings of a stream in the bucket of a storage profile, by the names that Agora gives them (FLS contract §4). No name
 * tells when a recording ended: that is when its newest object was written.
 * @throws TallyError NOT_FOUND; UNAVAILABLE or UPSTREAM where the bucket cannot be read
 */
export async function listBucketFiles({
  ctx,
  grant,
  input,
}: {
  ctx: Pick<Context, "db" | "box">;
  grant: AuthorizedInProject<"library.read">;
  input: { profileId: string; entryPoint: string; streamName: string };
}): Promise<BucketFile[]> {
  const bucket = await openProfileBucket(ctx, grant, input.profileId);
  const prefix = `${input.entryPoint}/${input.streamName}/`;
  const { objects } = await bucket.list(prefix).catch((cause: unknown) => {
    throw new TallyError("UPSTREAM", "The bucket could not be listed with the read-only key of this profile.", {
      cause,
      retryable: true,
    });
  });
  return recordingsOf(objects);
}

/** Groups objects by recording: its slices share the beginning of its playlist's name. */
export function recordingsOf(objects: readonly StoredObject[]): BucketFile[] {
  const files: BucketFile[] = [];
  for (const { key, sizeBytes, modifiedAt } of objects) {
    const name = parseFileName(key);
    if (name === null || name.fileKind === "snapshot" || name.recordingKind !== "custom") continue;
    if (name.fileKind === "mp4") {
      // The date in an MP4's name is when it was made.
      const endMs = (name.createdAt ?? modifiedAt).getTime();
      files.push({ key, kind: "mp4", startMs: name.startedAt.getTime(), endMs, sizeBytes });
      continue;
    }
    const stem = key.slice(0, -".m3u8".length);
    const own = objects.filter((object) => object.key.startsWith(`${stem}_`) && object.key.endsWith(".ts"));
    const endMs = Math.max(modifiedAt.getTime(), ...own.map((object) => object.modifiedAt.getTime()));
    const size = own.reduce((sum, object) => sum + object.sizeBytes, sizeBytes);
    files.push({ key, kind: "hls", startMs: name.startedAt.getTime(), endMs, sizeBytes: size });
  }
  // A recording that is there as a playlist and as MP4 is shown once: as what begins to play at once.
  const playlists = files.filter(({ kind }) => kind === "hls");
  const only = files.filter(
    (file) => file.kind === "hls" || !playlists.some(({ startMs }) => startMs === file.startMs),
  );
  return only.filter(({ startMs, endMs }) => endMs > startMs).toSorted((a, b) => a.startMs - b.startMs);
}

/** @throws TallyError NOT_FOUND or UNAVAILABLE with a sentence */
export async function openProfileBucket(
  ctx: Pick<Context, "db" | "box">,
  grant: AuthorizedInProject<"library.read">,
  profileId: string,
): Promise<ReadableBucket> {
  const version = await findCurrentVersion(ctx.db, grant.projectId, profileId);
  if (!version) throw new TallyError("NOT_FOUND", "This storage profile no longer exists.");
  const bucket = await openBucket(ctx, version.id);
  if (typeof bucket !== "string") return bucket;
  const sentence =
    bucket === "noReadKey"
      ? "This storage profile has no read-only key, so its files cannot be listed or played here."
      : "Files of this storage provider cannot be played here yet: it has no S3 interface.";
  throw new TallyError("UNAVAILABLE", sentence);
}

const objectKey = /^(?:[^/\\\0]{1,200}\/){2}[^/\\\0]{1,300}\.(m3u8|ts|mp4|jpg)$/;
const contentTypes: Readonly<Record<string, string>> = { ts: "video/mp2t", mp4: "video/mp4", jpg: "image/jpeg" };

/**
 * One file of a live stream in a customer's bucket: a playlist as text, everything else by a signed redirect. Only keys of
 * the form that Agora gives to live streams can be asked for.
 */
export async function openBucketFile({
  ctx,
  grant,
  profileId,
  key,
}: {
  ctx: Pick<Context, "db" | "box">;
  grant: AuthorizedInProject<"library.read">;
  profileId: string;
  key: string;
}): Promise<{ kind: "playlist"; text: string } | { kind: "redirect"; url: string }> {
  const missing = new TallyError("NOT_FOUND", "The bucket has no such file of a live stream.");
  const extension = objectKey.exec(key)?.[1];
  if (extension === undefined || key.split("/").some((part) => /^\.+$/.test(part))) throw missing;
  const bucket = await openProfileBucket(ctx, grant, profileId);
  if (extension !== "m3u8")
    return { kind: "redirect", url: await bucket.sign(key, { contentType: contentTypes[extension] }) };
  const text = await bucket.readText(key).catch((cause: unknown) => {
    if (cause instanceof TallyError) throw cause;
    throw new TallyError("UPSTREAM", "The bucket refuses the read-only key of this storage profile.", { cause });
  });
  if (text === null) throw missing;
  return { kind: "playlist", text };
}
