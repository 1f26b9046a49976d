import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";
import { isHeldBy, leaseEnd, prolonged } from "@/lib/db/lease";
import { attempts } from "@/lib/db/schema";

/** How long an engine owns an attempt without a sign of life (invariant I6). */
export const leaseMs = 10_000;

const inLease = leaseEnd(leaseMs);

/**
 * Makes `owner` the only one who works on an attempt. False: another engine does, or it is finished. A lease that ran
 * out is taken over. Until it is given up, `nextStepAt` is its end, so that a dead owner's attempt is found as due.
 */
export async function claimLease(db: Database, attemptId: string, owner: string): Promise<boolean> {
  const rows = await db
    .update(attempts)
    .set({ leaseOwner: owner, leaseExpiresAt: inLease, nextStepAt: inLease })
    .where(
      and(
        eq(attempts.id, attemptId),
        eq(attempts.isTerminal, false),
        or(isNull(attempts.leaseOwner), lte(attempts.leaseExpiresAt, sql`clock_timestamp()`)),
      ),
    )
    .returning({ id: attempts.id });
  return rows.length > 0;
}

/** Prolongs a lease that is still held. False: it is lost, nothing may be sent any more. */
export async function renewLease(db: Database, attemptId: string, owner: string): Promise<boolean> {
  const rows = await db
    .update(attempts)
    .set(prolonged(attempts, leaseMs))
    .where(isHeldBy(attempts, attemptId, owner))
    .returning({ id: attempts.id });
  return rows.length > 0;
}

/** Whether the lease is still held, asked under the attempt's lock before something irrevocable. */
export async function holdsLease(tx: Transaction, attemptId: string, owner: string): Promise<boolean> {
  const rows = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(isHeldBy(attempts, attemptId, owner))
    .for("update");
  return rows.length > 0;
}

/** Takes note of a wake that came since the lease began: the next `releaseLease` sees only newer ones. */
export async function consumeWake(db: Database, attemptId: string, owner: string): Promise<boolean> {
  const rows = await db
    .update(attempts)
    .set({ nextStepAt: sql`${attempts.leaseExpiresAt}` })
    .where(isHeldBy(attempts, attemptId, owner))
    .returning({ id: attempts.id });
  return rows.length > 0;
}

/**
 * Gives the lease back until `until` (null: for good), unless somebody woke the attempt meanwhile: then the lease is
 * kept and the answer is false.
 */
export async function releaseLease(
  db: Database,
  attemptId: string,
  owner: string,
  until: Date | null,
): Promise<boolean> {
  const rows = await db
    .update(attempts)
    .set({ leaseOwner: null, leaseExpiresAt: null, nextStepAt: until })
    .where(
      and(
        eq(attempts.id, attemptId),
        eq(attempts.leaseOwner, owner),
        or(eq(attempts.isTerminal, true), sql`${attempts.nextStepAt} >= ${attempts.leaseExpiresAt}`),
      ),
    )
    .returning({ id: attempts.id });
  return rows.length > 0;
}

/** Gives the lease back at once and leaves the attempt due: an engine that stops, or a step that failed. */
export async function abandonLease(db: Database, attemptId: string, owner: string, retryMs: number): Promise<void> {
  await db
    .update(attempts)
    .set({
      leaseOwner: null,
      leaseExpiresAt: null,
      nextStepAt: sql`clock_timestamp() + ${retryMs} * interval '1 millisecond'`,
    })
    .where(and(eq(attempts.id, attemptId), eq(attempts.leaseOwner, owner), eq(attempts.isTerminal, false)));
}
