import "server-only";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { storageChecks, users } from "@/lib/db/schema";
import type { SecretBox } from "@/lib/db/secrets";

export type CheckRow = typeof storageChecks.$inferSelect & { byName: string | null };

type Keys = { accessKey: { reveal(): string }; secretKey: { reveal(): string } };

/** Tells whether a check was made with exactly these keys. */
export function keysFingerprint(box: SecretBox, { accessKey, secretKey }: Keys): string {
  return box.fingerprint(`${accessKey.reveal()}\n${secretKey.reveal()}`);
}

export async function findCheck(db: Database, projectId: string, checkId: string): Promise<CheckRow | null> {
  const [row] = await select(db).where(and(eq(storageChecks.projectId, projectId), eq(storageChecks.id, checkId)));
  return row ? { ...row.check, byName: row.byName } : null;
}

/** The newest check of exactly this storage, finished or under way; null when it never was checked. */
export async function findNewestCheck(
  db: Database,
  projectId: string,
  storage: { vendor: string; storageRegion: number | null; bucket: string; keysFingerprint: string },
): Promise<CheckRow | null> {
  const [row] = await select(db)
    .where(
      and(
        eq(storageChecks.projectId, projectId),
        eq(storageChecks.keysFingerprint, storage.keysFingerprint),
        eq(storageChecks.vendor, storage.vendor),
        eq(storageChecks.bucket, storage.bucket),
        sql`${storageChecks.storageRegion} is not distinct from ${storage.storageRegion}`,
        ne(storageChecks.outcome, "lost"),
      ),
    )
    .orderBy(desc(storageChecks.checkedAt))
    .limit(1);
  return row ? { ...row.check, byName: row.byName } : null;
}

function select(db: Database) {
  return db
    .select({ check: storageChecks, byName: users.name })
    .from(storageChecks)
    .leftJoin(users, eq(users.id, storageChecks.checkedBy))
    .$dynamic();
}
