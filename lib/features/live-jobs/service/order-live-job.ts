import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import type { Transaction } from "@/lib/db/client";
import { liveJobs } from "@/lib/db/schema";
import { liveJobChannel } from "@/lib/jobs/queue";
import type { LiveJobKind } from "../constants";

/**
 * Writes down a change of live streaming that is wanted; an engine takes it as soon as the transaction commits. The caller
 * writes the audit row in the same transaction. With an id made by the browser a double click is one job.
 *
 * @param job.targetKey what it changes, such as `live/cn`: jobs of one kind and target never overlap
 * @param job.input what the handler's schema reads; no secrets
 * @returns the job's id, and whether it is new
 */
export async function orderLiveJob(
  tx: Transaction,
  ctx: Pick<Context, "actor">,
  job: { id?: string; projectId: string; kind: LiveJobKind; targetKey: string; input: Record<string, unknown> },
): Promise<{ jobId: string; isNew: boolean }> {
  const id = job.id ?? ulid();
  const { projectId, kind, targetKey, input } = job;
  const rows = await tx
    .insert(liveJobs)
    .values({
      id,
      projectId,
      kind,
      targetKey,
      input,
      state: "requested",
      nextStepAt: sql`clock_timestamp()`,
      createdBy: actorId(ctx.actor),
    })
    .onConflictDoNothing()
    .returning({ id: liveJobs.id });
  await tx.execute(sql`select pg_notify(${liveJobChannel}, ${id})`);
  return { jobId: id, isNew: rows.length > 0 };
}

/** Has an engine look at an open job now, for instance because a notification came that may be about it. */
export async function wakeLiveJob(tx: Transaction, jobId: string): Promise<void> {
  await tx
    .update(liveJobs)
    .set({ nextStepAt: sql`least(${liveJobs.nextStepAt}, statement_timestamp())` })
    .where(and(eq(liveJobs.id, jobId), eq(liveJobs.isTerminal, false)));
  await tx.execute(sql`select pg_notify(${liveJobChannel}, ${jobId})`);
}
