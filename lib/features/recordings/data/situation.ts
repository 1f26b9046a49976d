import { and, eq, exists, gt, isNotNull, isNull, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/client";
import { attempts, recordingFiles, recordingIntents, secrets } from "@/lib/db/schema";
import { keyOwner } from "../../storage/data";
import { storedStart, type StoredStart } from "../schema";
import { databaseNowMs } from "./clock";
import type { AttemptRow, IntentRow } from "./rows";

/** Everything about an attempt that its next step depends on, read in one statement. */
export type Reading = {
  attempt: AttemptRow;
  intent: IntentRow;
  config: StoredStart;
  /** Whether another attempt took its place. */
  isSuperseded: boolean;
  now: Date;
  /** The storage profile has a key for reading. */
  canList: boolean;
  hasSeenFile: boolean;
  /** Agora named a file that was not seen in the bucket yet. */
  hasUnseenFile: boolean;
};

export async function readSituation(db: Database, attemptId: string): Promise<Reading | null> {
  const readKey = db
    .select({ id: secrets.id })
    .from(secrets)
    .where(
      and(
        eq(secrets.ownerTable, keyOwner),
        eq(secrets.ownerId, recordingIntents.storageVersionId),
        eq(secrets.name, "readAccessKey"),
        secrets.isCurrent,
      ),
    );
  const fileWhere = (isSeen: SQL) =>
    db
      .select({ id: recordingFiles.id })
      .from(recordingFiles)
      .where(and(eq(recordingFiles.attemptId, attempts.id), isSeen));
  const others = alias(attempts, "others");
  const newer = db
    .select({ id: others.id })
    .from(others)
    .where(and(eq(others.intentId, attempts.intentId), gt(others.number, attempts.number)));
  const [row] = await db
    .select({
      attempt: attempts,
      intent: recordingIntents,
      isSuperseded: exists(newer),
      nowMs: databaseNowMs,
      canList: exists(readKey),
      hasSeenFile: exists(fileWhere(isNotNull(recordingFiles.seenInBucketAt))),
      hasUnseenFile: exists(fileWhere(isNull(recordingFiles.seenInBucketAt))),
    })
    .from(attempts)
    .innerJoin(recordingIntents, eq(recordingIntents.id, attempts.intentId))
    .where(eq(attempts.id, attemptId));
  if (!row) return null;
  return {
    attempt: row.attempt,
    intent: row.intent,
    config: storedStart.parse(row.intent.config),
    isSuperseded: Boolean(row.isSuperseded),
    now: new Date(row.nowMs),
    canList: Boolean(row.canList),
    hasSeenFile: Boolean(row.hasSeenFile),
    hasUnseenFile: Boolean(row.hasUnseenFile),
  };
}
