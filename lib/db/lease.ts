import { and, eq, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** A table whose rows are worked on by one engine at a time, and are due at `nextStepAt`. */
type LeasedTable = Record<"id" | "leaseOwner" | "leaseExpiresAt" | "nextStepAt", AnyPgColumn>;

/** When a lease ends that begins now. One time for every column of a statement: `clock_timestamp()` would give two. */
export function leaseEnd(leaseMs: number): SQL {
  return sql`statement_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}

/** What to set to prolong a lease. An earlier `nextStepAt` is somebody's wake, which must not be overwritten. */
export function prolonged({ leaseExpiresAt, nextStepAt }: LeasedTable, leaseMs: number) {
  const end = leaseEnd(leaseMs);
  return {
    leaseExpiresAt: end,
    nextStepAt: sql`case when ${nextStepAt} < ${leaseExpiresAt} then ${nextStepAt} else ${end} end`,
  };
}

/** Whether `owner` still has the lease of a row. */
export function isHeldBy({ id, leaseOwner, leaseExpiresAt }: LeasedTable, rowId: string, owner: string) {
  return and(eq(id, rowId), eq(leaseOwner, owner), sql`${leaseExpiresAt} > clock_timestamp()`);
}
