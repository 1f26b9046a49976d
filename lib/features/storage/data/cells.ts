import "server-only";
import { and, desc, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";
import { cellConfigurations, liveFiles, liveJobs } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import { liveVendors, type FlsArea, type LiveVendor } from "../constants";

type Reader = Database | Transaction;

/** The table whose rows own the keys of a cell's configuration. */
export const cellKeyOwner = "cell_configurations";

export type CellConfigurationRow = typeof cellConfigurations.$inferSelect;

/** An entry point in one area. */
export type CellRef = { entryPoint: string; flsArea: FlsArea };

/** The target of a job that sets a cell. */
export function cellKeyOf({ entryPoint, flsArea }: CellRef): string {
  return `${entryPoint}/${flsArea}`;
}

/** One configuration; null when there is none in this project. */
export async function findCellConfiguration(
  db: Reader,
  projectId: string,
  configurationId: string,
): Promise<CellConfigurationRow | null> {
  const [row] = await db
    .select()
    .from(cellConfigurations)
    .where(and(eq(cellConfigurations.projectId, projectId), eq(cellConfigurations.id, configurationId)));
  return row ?? null;
}

/**
 * The configuration that a configuration's storage is of: itself, or, where it left the storage as it was, the one that
 * Agora took last before it. Null: no storage of ours was in force then.
 */
export async function findStorageRow(db: Reader, row: CellConfigurationRow): Promise<CellConfigurationRow | null> {
  if (row.vendor !== null) return row;
  const [found] = await db
    .select({ row: cellConfigurations })
    .from(cellConfigurations)
    .innerJoin(liveJobs, eq(liveJobs.id, cellConfigurations.jobId))
    .where(
      and(
        eq(cellConfigurations.projectId, row.projectId),
        eq(cellConfigurations.entryPoint, row.entryPoint),
        eq(cellConfigurations.flsArea, row.flsArea),
        lt(cellConfigurations.version, row.version),
        isNotNull(cellConfigurations.vendor),
        eq(liveJobs.state, "done"),
      ),
    )
    .orderBy(desc(cellConfigurations.version))
    .limit(1);
  return found?.row ?? null;
}

/** @throws TallyError INTERNAL for a vendor that no input schema lets through */
export function readLiveVendor(stored: string): LiveVendor {
  const vendor = liveVendors.find((known) => known === stored);
  if (vendor === undefined) throw new TallyError("INTERNAL", "A configuration names a provider that does not exist.");
  return vendor;
}

export type LiveFileRow = typeof liveFiles.$inferSelect;

/** The file announced last for each entry point with custom recording. */
export async function newestFiles(db: Reader, projectId: string): Promise<Map<string, LiveFileRow>> {
  const rows = await db
    .selectDistinctOn([liveFiles.entryPoint])
    .from(liveFiles)
    .where(
      and(
        eq(liveFiles.projectId, projectId),
        eq(liveFiles.recordingKind, "custom"),
        eq(liveFiles.fileKind, "recording"),
      ),
    )
    .orderBy(liveFiles.entryPoint, desc(liveFiles.announcedAt));
  return new Map(rows.map((row) => [row.entryPoint, row]));
}

/** Notes a file that Agora announced; one that is known gets the newer time. */
export async function noteLiveFile(tx: Transaction, file: Omit<typeof liveFiles.$inferInsert, "id">): Promise<void> {
  await tx
    .insert(liveFiles)
    .values(file)
    .onConflictDoUpdate({
      target: [liveFiles.projectId, liveFiles.recordingKind, liveFiles.fileName],
      set: { announcedAt: sql`greatest(${liveFiles.announcedAt}, excluded.announced_at)` },
    });
}
