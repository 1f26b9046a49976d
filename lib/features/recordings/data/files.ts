import { sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Transaction } from "@/lib/db/client";
import { recordingFiles } from "@/lib/db/schema";
import { kindOf, objectKeyOf } from "../service/file-names";
import type { AttemptRow, FileRow } from "./rows";

/** A file that somebody told us about. */
export type FileSighting = {
  /** As Agora names it, with or without the prefix, or as the bucket does. */
  name: string;
  source: FileRow["source"];
  trackType?: string | null;
  uid?: string | null;
  isPlayable?: boolean | null;
  sliceStartedAt?: Date | null;
  sizeBytes?: number | null;
};

/** Rows for one statement: PostgreSQL takes 65535 parameters. */
const batchSize = 2000;

/** Writes down files, each once; later sightings complete what earlier ones left open. */
export async function upsertFiles(
  tx: Transaction,
  attempt: Pick<AttemptRow, "id" | "projectId" | "intentId" | "filePrefix">,
  sightings: readonly FileSighting[],
  now: Date,
): Promise<void> {
  const byKey = new Map(sightings.map((file) => [objectKeyOf(attempt.filePrefix, file.name), file]));
  const rows = [...byKey].map(([objectKey, file]) => ({
    id: ulid(),
    projectId: attempt.projectId,
    intentId: attempt.intentId,
    attemptId: attempt.id,
    objectKey,
    kind: kindOf(objectKey),
    trackType: file.trackType ?? null,
    uid: file.uid ?? null,
    isPlayable: file.isPlayable ?? null,
    sliceStartedAt: file.sliceStartedAt ?? null,
    sizeBytes: file.sizeBytes ?? null,
    source: file.source,
    seenInBucketAt: file.source === "listing" ? now : null,
  }));
  for (let start = 0; start < rows.length; start += batchSize) {
    await tx
      .insert(recordingFiles)
      .values(rows.slice(start, start + batchSize))
      .onConflictDoUpdate({
        target: [recordingFiles.attemptId, recordingFiles.objectKey],
        set: {
          trackType: newer("track_type"),
          uid: newer("uid"),
          isPlayable: newer("is_playable"),
          sliceStartedAt: newer("slice_started_at"),
          sizeBytes: newer("size_bytes"),
          seenInBucketAt: newer("seen_in_bucket_at"),
        },
      });
  }
}

function newer(column: string) {
  return sql`coalesce(excluded.${sql.identifier(column)}, ${recordingFiles}.${sql.identifier(column)})`;
}
