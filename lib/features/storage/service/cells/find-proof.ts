import "server-only";
import { S3ServiceException } from "@aws-sdk/client-s3";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import type { CellRef } from "../../data/cells";
import type { CellBucketProof } from "../../types";
import { openBucket, type ReadableBucket, type StoredObject } from "../objects";
import { inForce, loadConfigurations, type KnownConfiguration } from "./history";
import { doubtOf } from "./proof-doubt";

type Request = { ctx: Pick<Context, "db" | "box">; grant: AuthorizedInProject<"storage.read">; cell: CellRef };

/** Files of a recording; slices and the object of a check prove nothing by themselves. */
const isRecording = /^[^/]+\/([^/]+)\/[^/]+\.(m3u8|mp4)$/;

/**
 * Looks into the cell's bucket for its newest recording, with the read-only key of the named profile that the cell uses.
 * Keys given to Agora are never used for reading.
 */
export async function findBucketProof({ ctx, grant, cell }: Request): Promise<CellBucketProof> {
  const opened = await openCellBucket({ ctx, grant, cell });
  if ("state" in opened) return opened;
  try {
    const newest = new NewestRecording();
    const { isComplete, count } = await opened.bucket.each(`${cell.entryPoint}/`, (object) => newest.take(object));
    const readOnly = isComplete ? null : count;
    if (newest.found === null) return { state: "empty", readOnly };
    const { key: fileName, modifiedAt, sizeBytes } = newest.found;
    const streamName = isRecording.exec(fileName)?.[1] ?? "";
    const doubt = doubtOf(opened.ours, { isChangedElsewhere: false, isInOtherAreas: opened.isShared }, modifiedAt);
    return { state: "found", fileName, streamName, seenAt: modifiedAt.toISOString(), sizeBytes, readOnly, doubt };
  } catch (error) {
    return { state: "failed", message: bucketWords(error) };
  }
}

/** The newest recording of what passes by. */
export class NewestRecording {
  found: StoredObject | null = null;

  take(object: StoredObject): void {
    if (!isRecording.test(object.key)) return;
    if (this.found === null || object.modifiedAt > this.found.modifiedAt) this.found = object;
  }
}

/** What the bucket's refusal means, for a screen. */
export function bucketWords(error: unknown): string {
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  if (status === 401 || status === 403) return "The bucket refuses the read-only key of the storage profile.";
  return "The bucket could not be read. Try again in a moment; recording is not affected.";
}

type OpenedBucket = {
  bucket: ReadableBucket;
  ours: readonly KnownConfiguration[];
  /** Whether another area of the entry point writes to a bucket of the same name. */
  isShared: boolean;
};

/** The cell's bucket, opened for reading, or why it cannot be. */
async function openCellBucket({
  ctx,
  grant,
  cell,
}: Request): Promise<OpenedBucket | Extract<CellBucketProof, { state: "noReadKey" | "notS3" | "notSet" }>> {
  const known = await loadConfigurations(ctx.db, grant.projectId);
  const ofPoint = known.filter(({ row }) => row.entryPoint === cell.entryPoint);
  const areas = Map.groupBy(ofPoint, ({ row }) => row.flsArea);
  const ours = areas.get(cell.flsArea) ?? [];
  const wanted = inForce(ours);
  if (wanted === null || wanted.storageRow === null) return { state: "notSet" };
  const { storageVersionId, bucket: name } = wanted.storageRow;
  if (storageVersionId === null) return { state: "noReadKey" };
  const bucket = await openBucket(ctx, storageVersionId);
  if (typeof bucket === "string") return { state: bucket };
  areas.delete(cell.flsArea);
  const isShared = [...areas.values()].some((area) => inForce(area)?.storageRow?.bucket === name);
  return { bucket, ours, isShared };
}

/** A file below the cell's entry point: the playlist's own text, or where the browser reads the object itself. */
export async function openCellFile({
  fileName,
  ...request
}: Request & { fileName: string }): Promise<{ kind: "playlist"; text: string } | { kind: "redirect"; url: string }> {
  const missing = new TallyError("NOT_FOUND", "There is no such file.");
  if (!fileName.startsWith(`${request.cell.entryPoint}/`) || /(^|\/)\.{1,2}(\/|$)/.test(fileName)) throw missing;
  const opened = await openCellBucket(request);
  if ("state" in opened) {
    throw new TallyError(
      "UNAVAILABLE",
      "Files of this entry point cannot be read from here: no read-only key is stored.",
    );
  }
  if (!fileName.endsWith(".m3u8")) {
    const contentType = contentTypes[fileName.slice(fileName.lastIndexOf(".") + 1)];
    return { kind: "redirect", url: await opened.bucket.sign(fileName, { contentType }) };
  }
  const text = await opened.bucket.readText(fileName).catch((error: unknown) => {
    throw new TallyError("UPSTREAM", bucketWords(error), { cause: error, retryable: true });
  });
  if (text === null) throw missing;
  return { kind: "playlist", text };
}

const contentTypes: Readonly<Record<string, string>> = { ts: "video/mp2t", mp4: "video/mp4", jpg: "image/jpeg" };
