import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Database } from "../db/client";
import { attempts, recordingIntents } from "../db/schema";

export type DueAttempt = {
  id: string;
  intentId: string;
  /** A task that is wanted to end: it must not wait behind what only looks. */
  isUrgent: boolean;
};

/** Attempts whose time has come, longest waiting first. One whose engine died is among them when its lease has ended. */
export async function findDueAttempts(db: Database, limit: number): Promise<DueAttempt[]> {
  const isRunning = inArray(attempts.state, ["STARTED", "CONFIRMED", "RUNNING", "STOPPING"]);
  return db
    .select({
      id: attempts.id,
      intentId: attempts.intentId,
      isUrgent: sql<boolean>`${and(isRunning, eq(recordingIntents.desired, "stopped"))}`,
    })
    .from(attempts)
    .innerJoin(recordingIntents, eq(recordingIntents.id, attempts.intentId))
    .where(and(eq(attempts.isTerminal, false), lte(attempts.nextStepAt, sql`statement_timestamp()`)))
    .orderBy(asc(attempts.nextStepAt))
    .limit(limit);
}
