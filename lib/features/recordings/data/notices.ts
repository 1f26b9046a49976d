import { and, arrayContains, desc, eq, gte, inArray, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, notifications } from "@/lib/db/schema";
import type { AttemptRow } from "./rows";

export async function findAttemptBySid(tx: Transaction, projectId: string, sid: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.projectId, projectId), eq(attempts.sid, sid)))
    .orderBy(desc(attempts.createdAt))
    .limit(1);
  return row?.id ?? null;
}

/** The attempt that sent a start for this channel and uid and does not know its sid. */
export async function findAttemptWithLostSid(
  tx: Transaction,
  projectId: string,
  channelName: string,
  recorderUid: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.projectId, projectId),
        eq(attempts.channelName, channelName),
        or(eq(attempts.recorderUid, recorderUid), arrayContains(attempts.uidAliases, [recorderUid])),
        eq(attempts.state, "STARTING"),
        isNull(attempts.sid),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/** How many different sequence numbers of a recording have come: fewer than the highest plus one means holes. */
export async function countSequences(tx: Transaction, projectId: string, sid: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(distinct ${notifications.sequence})::int` })
    .from(notifications)
    .where(and(eq(notifications.projectId, projectId), eq(notifications.sid, sid)));
  return row?.count ?? 0;
}

/**
 * Has the notifications applied again that came for an attempt while nobody could tell that they were its own: the
 * moment its start is in doubt, they may name the lost sid.
 */
export async function reopenUnmatched(tx: Transaction, attempt: AttemptRow): Promise<void> {
  await tx
    .update(notifications)
    .set({ appliedAt: null, outcome: null })
    .where(
      and(
        eq(notifications.projectId, attempt.projectId),
        eq(notifications.channelName, attempt.channelName),
        inArray(notifications.uid, [attempt.recorderUid, ...attempt.uidAliases]),
        eq(notifications.outcome, "unmatched"),
        gte(notifications.receivedAt, attempt.startFirstSentAt ?? attempt.createdAt),
      ),
    );
}
