import "server-only";
import { and, desc, eq } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";
import { cellConfigurations, liveJobs } from "@/lib/db/schema";
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

/** What was asked for in one cell, the newest first, each with the job that carries it out. */
export async function listCellConfigurations(db: Reader, projectId: string, cell: CellRef, limit = 50) {
  return db
    .select({ configuration: cellConfigurations, job: liveJobs })
    .from(cellConfigurations)
    .innerJoin(liveJobs, eq(liveJobs.id, cellConfigurations.jobId))
    .where(
      and(
        eq(cellConfigurations.projectId, projectId),
        eq(cellConfigurations.entryPoint, cell.entryPoint),
        eq(cellConfigurations.flsArea, cell.flsArea),
      ),
    )
    .orderBy(desc(cellConfigurations.version))
    .limit(limit);
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

/** @throws TallyError INTERNAL for a vendor that no input schema lets through */
export function readLiveVendor(stored: string): LiveVendor {
  const vendor = liveVendors.find((known) => known === stored);
  if (vendor === undefined) throw new TallyError("INTERNAL", "A configuration names a provider that does not exist.");
  return vendor;
}
