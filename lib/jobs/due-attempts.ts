import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Database } from "../db/client";
import { attempts } from "../db/schema";

/** Attempts whose time has come, longest waiting first. One whose engine died is among them when its lease has ended. */
export async function findDueAttempts(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.isTerminal, false), lte(attempts.nextStepAt, sql`statement_timestamp()`)))
    .orderBy(asc(attempts.nextStepAt))
    .limit(limit);
  return rows.map((row) => row.id);
}
