import "server-only";
import { parseFileName } from "@/lib/agora/live-streaming/file-names";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findCurrentVersion } from "../../storage/data";
import { openBucket, type ReadableBucket, type StoredObject } from "../../storage/service/objects";
import type { BucketFile, BucketListing } from "../types";

/**
 * Recordings of a stream in the bucket of a storage profile, by the names that Agora gives them (FLS contract §4). No name
 * tells when a recording ended: that is when its newest object was written. Keys begin with a random session, so of a bucket
 * that holds more than is read any recording may be missing.
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
}): Promise<BucketListing> {
  const bucket = await openProfileBucket(ctx, grant, input.profileId);
  const prefix = `${input.entryPoint}/${input.streamName}/`;
  const recordings = new BucketRecordings();
  const { isComplete, count } = await bucket
    .each(prefix, (object) => recordings.take(object))
    .catch((cause: unknown) => {
      throw new TallyError("UPSTREAM", "The bucket could not be listed with the read-only key of this profile.", {
        cause,
        retryable: true,
      });
    });
  return { files: recordings.files, isComplete, objectCount: count };
}

/** Slices of a playlist share the beginning of its name. */
const slice = /^(.+_\d{17})_[^/]*\.ts$/;

/** Recordings, put together object by object: of slices only their number of bytes and the newest are kept. */
export class BucketRecordings {
  readonly #playlists = new Map<string, BucketFile>();
  readonly #mp4s: BucketFile[] = [];
  readonly #slices = new Map<string, { endMs: number; sizeBytes: number }>();

  take({ key, sizeBytes, modifiedAt }: StoredObject): void {
    const stem = slice.exec(key)?.[1];
    if (stem !== undefined) {
      const known = this.#slices.get(stem) ?? { endMs: 0, sizeBytes: 0 };
      const endMs = Math.max(known.endMs, modifiedAt.getTime());
      this.#slices.set(stem, { endMs, sizeBytes: known.sizeBytes + sizeBytes });
      return;
    }
    const name = parseFileName(key);
    if (name === null || name.fileKind === "snapshot" || name.recordingKind !== "custom") return;
    const startMs = name.startedAt.getTime();
    // The date in an MP4's name is when it was made.
    const endMs = (name.createdAt ?? modifiedAt).getTime();
    if (name.fileKind === "mp4") this.#mp4s.push({ key, kind: "mp4", startMs, endMs, sizeBytes });
    else this.#playlists.set(key.slice(0, -".m3u8".length), { key, kind: "hls", startMs, endMs, sizeBytes });
  }

  /** In order of their beginnings. One that is there as a playlist and as MP4 comes once: as what begins to play at once. */
  get files(): BucketFile[] {
    const playlists = [...this.#playlists].map(([stem, file]) => {
      const own = this.#slices.get(stem);
      if (own === undefined) return file;
      return { ...file, endMs: Math.max(file.endMs, own.endMs), sizeBytes: file.sizeBytes + own.sizeBytes };
    });
    const begun = new Set(playlists.map(({ startMs }) => startMs));
    return [...playlists, ...this.#mp4s.filter(({ startMs }) => !begun.has(startMs))]
      .filter(({ startMs, endMs }) => endMs > startMs)
      .toSorted((a, b) => a.startMs - b.startMs);
  }
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
