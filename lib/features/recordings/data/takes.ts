import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Database, Transaction } from "@/lib/db/client";
import { storableText } from "@/lib/db/audit-chain";
import { layoutTakes, users } from "@/lib/db/schema";
import type { CompositeLayout } from "../schema";
import type { AttemptRow } from "./rows";

export type TakeRow = typeof layoutTakes.$inferSelect;

/** Which layout of which attempt. */
export type TakeKey = { attemptId: string; revision: number };

/** What is known of a layout after it was sent. */
export type TakeOutcome = Pick<TakeRow, "outcome" | "reason">;

/** How many layouts of a recording are shown: the newest. */
const mostTakes = 200;

/** Writes down that a layout is wanted, in the transaction that makes its revision. */
export async function insertTake(
  tx: Transaction,
  take: { attempt: AttemptRow; revision: number; kind: TakeRow["kind"]; layout: CompositeLayout; requestedBy: string },
): Promise<void> {
  const { attempt, revision, kind, layout, requestedBy } = take;
  await tx.insert(layoutTakes).values({
    id: ulid(),
    projectId: attempt.projectId,
    intentId: attempt.intentId,
    attemptId: attempt.id,
    revision,
    kind,
    layout,
    requestedBy,
    requestedAt: sql`clock_timestamp()`,
    outcome: "wanted",
  });
}

/** Before it leaves, in the transaction that writes the call down. */
export async function markTakeSent(tx: Transaction, key: TakeKey): Promise<void> {
  await tx
    .update(layoutTakes)
    .set({
      outcome: "sent",
      reason: null,
      sentAt: sql`clock_timestamp()`,
      sentCount: sql`${layoutTakes.sentCount} + 1`,
    })
    .where(isTake(key));
}

/** What came of it, when it was learnt. */
export async function settleTake(
  db: Database | Transaction,
  key: TakeKey,
  { outcome, reason }: TakeOutcome,
): Promise<void> {
  await db
    .update(layoutTakes)
    .set({ outcome, reason: reason === null ? null : storableText(reason), settledAt: sql`clock_timestamp()` })
    .where(isTake(key));
}

/** Older ones that are still open matter no more: Agora has a newer layout as a whole. */
export async function replaceOlderTakes(tx: Transaction, { attemptId, revision }: TakeKey): Promise<void> {
  await tx
    .update(layoutTakes)
    .set({ outcome: "replaced", settledAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(layoutTakes.attemptId, attemptId),
        lt(layoutTakes.revision, revision),
        inArray(layoutTakes.outcome, ["wanted", "sent", "waiting", "unknown"]),
      ),
    );
}

/** The layouts that were ordered for a recording, the newest first, with who ordered them. */
export async function selectTakes(
  db: Database | Transaction,
  attemptId: string,
): Promise<{ take: TakeRow; requestedByName: string | null }[]> {
  return db
    .select({ take: layoutTakes, requestedByName: users.name })
    .from(layoutTakes)
    .leftJoin(users, eq(users.id, layoutTakes.requestedBy))
    .where(eq(layoutTakes.attemptId, attemptId))
    .orderBy(desc(layoutTakes.revision))
    .limit(mostTakes);
}

function isTake({ attemptId, revision }: TakeKey) {
  return and(eq(layoutTakes.attemptId, attemptId), eq(layoutTakes.revision, revision));
}
