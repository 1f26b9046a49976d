import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { TallyError } from "../../errors";
import type { Database, Transaction } from "../../db/client";
import { isHeldBy, leaseEnd, prolonged } from "../../db/lease";
import { agoraCalls, liveJobs } from "../../db/schema";
import { liveJobKinds, terminalLiveJobStates, type LiveJobKind, type LiveJobState } from "./constants";
import type { LiveJob } from "./types";

type Reader = Database | Transaction;
export type LiveJobRow = typeof liveJobs.$inferSelect;

/** How long an engine owns a job without a sign of life. */
export const liveLeaseMs = 10_000;

const inLease = leaseEnd(liveLeaseMs);

/**
 * Makes `owner` the only one who works on up to `limit` jobs whose time has come, longest waiting first, and returns them.
 * A lease that ran out is taken over. Of several jobs for one target only the oldest is taken.
 */
export async function claimDueJobs(db: Database, owner: string, limit: number): Promise<LiveJobRow[]> {
  const older = alias(liveJobs, "older");
  const isFirst = sql`not exists (select 1 from ${liveJobs} as ${sql.identifier("older")} where
    ${older.projectId} = ${liveJobs.projectId} and ${older.kind} = ${liveJobs.kind} and
    ${older.targetKey} = ${liveJobs.targetKey} and not ${older.isTerminal} and
    (${older.createdAt}, ${older.id}) < (${liveJobs.createdAt}, ${liveJobs.id}))`;
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ id: liveJobs.id })
      .from(liveJobs)
      .where(
        and(
          eq(liveJobs.isTerminal, false),
          sql`${liveJobs.nextStepAt} <= statement_timestamp()`,
          sql`(${liveJobs.leaseOwner} is null or ${liveJobs.leaseExpiresAt} <= statement_timestamp())`,
          isFirst,
        ),
      )
      .orderBy(liveJobs.nextStepAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    const claimed: LiveJobRow[] = [];
    for (const { id } of due) {
      const [row] = await tx
        .update(liveJobs)
        .set({ leaseOwner: owner, leaseExpiresAt: inLease, nextStepAt: inLease })
        .where(eq(liveJobs.id, id))
        .returning();
      if (row) claimed.push(row);
    }
    return claimed;
  });
}

/** Prolongs a lease that is still held. False: it is lost, nothing may be sent any more. */
export async function renewJobLease(db: Database, jobId: string, owner: string): Promise<boolean> {
  const rows = await db
    .update(liveJobs)
    .set(prolonged(liveJobs, liveLeaseMs))
    .where(isHeldBy(liveJobs, jobId, owner))
    .returning({ id: liveJobs.id });
  return rows.length > 0;
}

/** Locks a job whose lease is still held; null when another engine has it. */
export async function lockHeldJob(tx: Transaction, jobId: string, owner: string): Promise<LiveJobRow | null> {
  const [row] = await tx
    .select()
    .from(liveJobs)
    .where(isHeldBy(liveJobs, jobId, owner))
    .for("update");
  return row ?? null;
}

/** What a step led to. What is left out stays as it was. */
export type LiveJobChange = {
  state: LiveJobState;
  /** When to look again; without it, at once. */
  afterMs?: number;
  details?: Record<string, unknown>;
  code?: string | null;
  reason?: string | null;
  requestId?: string | null;
  /** Whether this step failed: it then counts for the backoff. */
  isFailure?: boolean;
};

/**
 * Writes down what a step led to and gives the lease back, if it is still held. A wake that came meanwhile is kept: the job
 * is due at once then.
 */
export async function concludeStep(
  tx: Reader,
  jobId: string,
  owner: string,
  { state, afterMs = 0, details, code, reason, requestId, isFailure = false }: LiveJobChange,
): Promise<void> {
  const isTerminal = terminalLiveJobStates.includes(state);
  const later = sql`clock_timestamp() + ${afterMs} * interval '1 millisecond'`;
  await tx
    .update(liveJobs)
    .set({
      state,
      isTerminal,
      leaseOwner: null,
      leaseExpiresAt: null,
      nextStepAt: isTerminal
        ? null
        : sql`case when ${liveJobs.nextStepAt} < ${liveJobs.leaseExpiresAt} then clock_timestamp() else ${later} end`,
      failuresInRow: isFailure ? sql`${liveJobs.failuresInRow} + 1` : 0,
      updatedAt: sql`clock_timestamp()`,
      ...(state === "accepted" ? { acceptedAt: sql`coalesce(${liveJobs.acceptedAt}, clock_timestamp())` } : {}),
      ...(isTerminal ? { finishedAt: sql`clock_timestamp()` } : {}),
      ...(details === undefined ? {} : { details }),
      ...(code === undefined ? {} : { outcomeCode: code }),
      ...(reason === undefined ? {} : { outcomeReason: reason }),
      ...(requestId === undefined ? {} : { requestId }),
    })
    .where(and(eq(liveJobs.id, jobId), eq(liveJobs.leaseOwner, owner)));
}

/** Marks a locked job as being sent, in the transaction that also writes its call down. */
export async function markSending(tx: Transaction, jobId: string, details: Record<string, unknown>): Promise<void> {
  await tx
    .update(liveJobs)
    .set({
      state: "sending",
      sentCount: sql`${liveJobs.sentCount} + 1`,
      sentAt: sql`clock_timestamp()`,
      updatedAt: sql`clock_timestamp()`,
      details,
    })
    .where(eq(liveJobs.id, jobId));
}

/** Completes the calls of a job whose engine ended before their answer: nobody will hear it any more. */
export async function closeLostCalls(tx: Transaction, jobId: string): Promise<void> {
  await tx
    .update(agoraCalls)
    .set({
      finishedAt: sql`clock_timestamp()`,
      outcome: "unknown",
      reason: "The engine that sent this ended before the answer came.",
    })
    .where(and(eq(agoraCalls.liveJobId, jobId), isNull(agoraCalls.finishedAt)));
}

/**
 * Ends a job that was not sent, or certainly not carried out, in the state `failed` with the code `calledOff`. An engine that
 * is about to send it finds its lease gone and does not. For kinds whose handler has no `finish`. False: it is too late.
 */
export async function callOffJob(
  tx: Transaction,
  { projectId, kind, targetKey, jobId }: { projectId: string; kind: LiveJobKind; targetKey: string; jobId: string },
): Promise<boolean> {
  const now = sql`clock_timestamp()`;
  const rows = await tx
    .update(liveJobs)
    .set({
      state: "failed",
      isTerminal: true,
      outcomeCode: "calledOff",
      leaseOwner: null,
      leaseExpiresAt: null,
      nextStepAt: null,
      finishedAt: now,
      updatedAt: now,
    })
    .where(
      and(
        eq(liveJobs.id, jobId),
        eq(liveJobs.projectId, projectId),
        eq(liveJobs.kind, kind),
        eq(liveJobs.targetKey, targetKey),
        eq(liveJobs.state, "requested"),
      ),
    )
    .returning({ id: liveJobs.id });
  return rows.length > 0;
}

/** One job of a project; null when there is none. */
export async function findLiveJob(db: Reader, projectId: string, jobId: string): Promise<LiveJobRow | null> {
  const [row] = await db
    .select()
    .from(liveJobs)
    .where(and(eq(liveJobs.projectId, projectId), eq(liveJobs.id, jobId)));
  return row ?? null;
}

/** @throws TallyError INTERNAL for a kind that no code writes */
export function readLiveJobKind(stored: string): LiveJobKind {
  const kind = liveJobKinds.find((known) => known === stored);
  if (kind === undefined)
    throw new TallyError("INTERNAL", "A change of live streaming is of a kind that does not exist.");
  return kind;
}

/** A row as screens may see it. */
export function toLiveJob(row: LiveJobRow): LiveJob {
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    jobId: row.id,
    kind: readLiveJobKind(row.kind),
    targetKey: row.targetKey,
    state: row.state,
    isTerminal: row.isTerminal,
    code: row.outcomeCode,
    reason: row.outcomeReason,
    requestId: row.requestId,
    sentCount: row.sentCount,
    details: row.details,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    sentAt: iso(row.sentAt),
    acceptedAt: iso(row.acceptedAt),
    finishedAt: iso(row.finishedAt),
  };
}
