import "server-only";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { TallyError } from "../../errors";
import type { Database, Transaction } from "../../db/client";
import { recordingIntents, secrets, storageProfiles, storageProfileVersions } from "../../db/schema";
import { storageVendors, type StorageVendor } from "./constants";
import type { KeyDescription, StorageProfile } from "./types";

type Reader = Database | Transaction;

/** The table whose rows own the keys of a profile. */
export const keyOwner = "storage_profile_versions";

export type StorageVersionRow = typeof storageProfileVersions.$inferSelect;

const isCurrentVersion = and(
  eq(storageProfileVersions.profileId, storageProfiles.id),
  eq(storageProfileVersions.version, storageProfiles.currentVersion),
);

/** The current version of a live profile of this project; null when there is none. */
export async function findCurrentVersion(
  db: Reader,
  projectId: string,
  profileId: string,
): Promise<StorageVersionRow | null> {
  const [row] = await db
    .select({ version: storageProfileVersions })
    .from(storageProfiles)
    .innerJoin(storageProfileVersions, isCurrentVersion)
    .where(
      and(
        eq(storageProfiles.projectId, projectId),
        eq(storageProfiles.id, profileId),
        isNull(storageProfiles.archivedAt),
      ),
    );
  return row?.version ?? null;
}

/** @throws TallyError INTERNAL for a vendor that no input schema lets through: the row was written by something else. */
export function readVendor(stored: string): StorageVendor {
  const vendor = storageVendors.find((known) => known === stored);
  if (vendor === undefined) throw new TallyError("INTERNAL", "A storage profile names a provider that does not exist.");
  return vendor;
}

/** All live profiles of a project by name, as screens may see them: keys by their last four characters only. */
export async function listProfiles(db: Reader, projectId: string): Promise<StorageProfile[]> {
  const rows = await db
    .select({ profile: storageProfiles, version: storageProfileVersions })
    .from(storageProfiles)
    .innerJoin(storageProfileVersions, isCurrentVersion)
    .where(and(eq(storageProfiles.projectId, projectId), isNull(storageProfiles.archivedAt)))
    .orderBy(asc(storageProfiles.name));
  if (rows.length === 0) return [];

  const [keys, uses] = await Promise.all([
    describeKeys(
      db,
      rows.map((row) => row.version.id),
    ),
    countRecordings(db, projectId),
  ]);
  return rows.map(({ profile, version }) => {
    const key = (name: string) => keys.get(`${version.id} ${name}`) ?? null;
    const missing: KeyDescription = { lastFour: "", setAt: version.createdAt.toISOString() };
    return {
      profileId: profile.id,
      projectId,
      name: profile.name,
      version: version.version,
      vendor: readVendor(version.vendor),
      storageRegion: version.storageRegion,
      bucket: version.bucket,
      endpoint: version.endpoint,
      accessKey: key("accessKey") ?? missing,
      secretKey: key("secretKey") ?? missing,
      readKey: key("readAccessKey"),
      recordingCount: uses.get(profile.id) ?? 0,
      updatedAt: profile.updatedAt.toISOString(),
    };
  });
}

async function describeKeys(db: Reader, versionIds: string[]): Promise<Map<string, KeyDescription>> {
  const rows = await db
    .select({ ownerId: secrets.ownerId, name: secrets.name, lastFour: secrets.lastFour, createdAt: secrets.createdAt })
    .from(secrets)
    .where(and(eq(secrets.ownerTable, keyOwner), inArray(secrets.ownerId, versionIds), secrets.isCurrent));
  return new Map(
    rows.map((row) => [`${row.ownerId} ${row.name}`, { lastFour: row.lastFour, setAt: row.createdAt.toISOString() }]),
  );
}

async function countRecordings(db: Reader, projectId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ profileId: storageProfileVersions.profileId, count: sql<number>`count(*)::int` })
    .from(recordingIntents)
    .innerJoin(storageProfileVersions, eq(storageProfileVersions.id, recordingIntents.storageVersionId))
    .where(eq(recordingIntents.projectId, projectId))
    .groupBy(storageProfileVersions.profileId);
  return new Map(rows.map((row) => [row.profileId, row.count]));
}
