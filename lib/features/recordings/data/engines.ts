import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { processes } from "@/lib/db/schema";

/** Whether an engine gave a sign of life within the last minute, by the clock of the database, which wrote it down. */
export async function isEngineAlive(db: Database): Promise<boolean> {
  const found = await db
    .select({ id: processes.id })
    .from(processes)
    .where(and(eq(processes.kind, "engine"), gt(processes.heartbeatAt, sql`now() - interval '60 seconds'`)))
    .limit(1);
  return found.length > 0;
}
