import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { cellConfigurations, liveJobs, secrets, storageProfiles, storageProfileVersions, users } from "@/lib/db/schema";
import type { AuthorizedInProject } from "../../../accounts/types";
import { toLiveJob } from "../../../live-jobs/data";
import { cellKeyOwner, readLiveVendor, type CellConfigurationRow, type CellRef } from "../../data/cells";
import type { ComparableCell } from "../../lifecycle";
import type { CellConfiguration, KeyDescription } from "../../types";
import { regionName, vendorName } from "./words";

/** A configuration for screens, and as it can be compared with Agora's answer. */
export type KnownConfiguration = { view: CellConfiguration; comparable: ComparableCell; row: CellConfigurationRow };

/** What is in force, and the configuration that its storage is of: the same one, or an earlier one. */
export type ConfigurationInForce = Omit<KnownConfiguration, "row"> & { storageRow: CellConfigurationRow | null };

/** What was asked for in one cell, the newest first. */
export async function getCellHistory({
  ctx,
  grant,
  cell,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"storage.read">;
  cell: CellRef;
}): Promise<CellConfiguration[]> {
  return (await loadConfigurations(ctx.db, grant.projectId, cell)).map(({ view }) => view);
}

/** Configurations of a project, or of one cell, the newest first; at most 1,000. */
export async function loadConfigurations(
  db: Database,
  projectId: string,
  cell?: CellRef,
): Promise<KnownConfiguration[]> {
  const rows = await db
    .select({ row: cellConfigurations, job: liveJobs, profile: storageProfiles, byName: users.name })
    .from(cellConfigurations)
    .innerJoin(liveJobs, eq(liveJobs.id, cellConfigurations.jobId))
    .leftJoin(storageProfileVersions, eq(storageProfileVersions.id, cellConfigurations.storageVersionId))
    .leftJoin(storageProfiles, eq(storageProfiles.id, storageProfileVersions.profileId))
    .leftJoin(users, eq(users.id, cellConfigurations.createdBy))
    .where(
      and(
        eq(cellConfigurations.projectId, projectId),
        cell && eq(cellConfigurations.entryPoint, cell.entryPoint),
        cell && eq(cellConfigurations.flsArea, cell.flsArea),
      ),
    )
    .orderBy(desc(cellConfigurations.createdAt))
    .limit(1000);
  const keys = await describeKeys(
    db,
    rows.map(({ row }) => row.id),
  );
  const versions = new Map(rows.map(({ row }) => [row.id, row.version]));
  return rows.map(({ row, job, profile, byName }) => {
    const key = (name: string) => keys.get(`${row.id} ${name}`);
    const describe = (name: string): KeyDescription => ({
      lastFour: key(name)?.lastFour ?? "",
      setAt: (key(name)?.createdAt ?? row.createdAt).toISOString(),
    });
    const vendor = row.vendor === null ? null : readLiveVendor(row.vendor);
    return {
      row,
      comparable: {
        isHlsEnabled: row.isHlsEnabled,
        isMp4Enabled: row.isMp4Enabled,
        storage: vendor && {
          vendor,
          storageRegion: row.storageRegion,
          bucket: row.bucket,
          accessKeyFingerprint: key("accessKey")?.fingerprint ?? null,
          secretKeyFingerprint: key("secretKey")?.fingerprint ?? null,
        },
      },
      view: {
        configurationId: row.id,
        version: row.version,
        isHlsEnabled: row.isHlsEnabled,
        isMp4Enabled: row.isMp4Enabled,
        storage: vendor && {
          vendor,
          vendorName: vendorName(vendor, null),
          storageRegion: row.storageRegion,
          regionName: regionName(vendor, row.storageRegion),
          bucket: row.bucket,
          accessKeyLastFour: describe("accessKey").lastFour || null,
          accessKey: describe("accessKey"),
          secretKey: describe("secretKey"),
        },
        profile: profile && { profileId: profile.id, name: profile.name },
        restoredFromVersion: row.restoredFromId === null ? null : (versions.get(row.restoredFromId) ?? null),
        createdBy: byName ?? "The system",
        createdAt: row.createdAt.toISOString(),
        job: toLiveJob(job),
      },
    };
  });
}

/**
 * What is in force as far as we set it: the newest that Agora took, with the storage of an earlier one where it left the
 * storage as it was. Null: nothing of ours was taken.
 */
export function inForce(newestFirst: readonly KnownConfiguration[]): ConfigurationInForce | null {
  const taken = newestFirst.filter(({ view }) => view.job.state === "done");
  const [last] = taken;
  if (!last) return null;
  const source = taken.find(({ view }) => view.storage !== null);
  if (!source) return { ...last, storageRow: null };
  const { storage, profile } = source.view;
  return {
    comparable: { ...last.comparable, storage: source.comparable.storage },
    view: { ...last.view, storage, profile },
    storageRow: source.row,
  };
}

async function describeKeys(db: Database, ownerIds: string[]) {
  if (ownerIds.length === 0) return new Map<string, never>();
  const rows = await db
    .select({
      ownerId: secrets.ownerId,
      name: secrets.name,
      lastFour: secrets.lastFour,
      fingerprint: secrets.fingerprint,
      createdAt: secrets.createdAt,
    })
    .from(secrets)
    .where(and(eq(secrets.ownerTable, cellKeyOwner), inArray(secrets.ownerId, ownerIds), secrets.isCurrent));
  return new Map(rows.map((row) => [`${row.ownerId} ${row.name}`, row]));
}
