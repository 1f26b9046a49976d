import { and, count, eq, inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { attempts } from "@/lib/db/schema";

/** How many tasks of an App ID run, as far as this process knows. */
export type LiveCount = (appId: string) => Promise<number>;

const refreshMs = 10_000;

/** Counts at most every ten seconds: the pace of queries need not follow every start. */
export function createLiveCount(db: Database, clock: { monotonicMs(): number }): LiveCount {
  const known = new Map<string, { at: number; value: Promise<number> }>();
  return (appId) => {
    const now = clock.monotonicMs();
    const last = known.get(appId);
    if (last && now - last.at < refreshMs) return last.value;
    const value = countLive(db, appId);
    known.set(appId, { at: now, value });
    // The next to ask tries again.
    value.catch(() => known.delete(appId));
    return value;
  };
}

async function countLive(db: Database, appId: string): Promise<number> {
  const runs = inArray(attempts.state, ["STARTED", "CONFIRMED", "RUNNING"]);
  const [row] = await db
    .select({ value: count() })
    .from(attempts)
    .where(and(eq(attempts.appId, appId), eq(attempts.isTerminal, false), runs));
  return row?.value ?? 0;
}
