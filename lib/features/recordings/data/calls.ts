import { and, desc, eq, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { AgoraRequest } from "@/lib/agora/request";
import type { Receipt } from "@/lib/agora/answer";
import { AgoraError } from "@/lib/agora/errors";
import { storableText } from "@/lib/db/audit-chain";
import type { Database, Transaction } from "@/lib/db/client";
import { agoraCalls } from "@/lib/db/schema";

/** What a call is made for. */
export type CallOwner = { projectId: string } & ({ attemptId: string } | { liveJobId: string } | { foreignId: string });

/**
 * Writes down a call that can create or change something at Agora, secrets replaced, in the transaction that must be
 * committed before it is sent (invariant I1). Returns the id under which its outcome is written.
 */
export async function openCall(tx: Transaction, owner: CallOwner, request: AgoraRequest): Promise<string> {
  const id = ulid();
  const { operation, ...rest } = request.redacted();
  await tx.insert(agoraCalls).values({ id, ...owner, operation, request: rest });
  return id;
}

/** What came of a call: an answer with success, or the error that the client made of it. */
export type CallOutcome = { receipt: Receipt } | { error: unknown };

/** Completes the record of a call. */
export async function closeCall(db: Database | Transaction, callId: string, outcome: CallOutcome): Promise<void> {
  await db
    .update(agoraCalls)
    .set({ finishedAt: sql`clock_timestamp()`, ...storable(fieldsOf(outcome)) })
    .where(eq(agoraCalls.id, callId));
}

/** The newest call of an attempt that Agora refused, as far as it is shown. */
export async function selectLastRefusal(db: Database, attemptId: string) {
  const { operation, outcome, httpStatus, code, reason, requestId } = agoraCalls;
  const [row] = await db
    .select({ operation, outcome, httpStatus, code, reason, requestId })
    .from(agoraCalls)
    .where(and(eq(agoraCalls.attemptId, attemptId), eq(outcome, "refused")))
    .orderBy(desc(agoraCalls.sentAt))
    .limit(1);
  return row ?? null;
}

/**
 * Text as PostgreSQL can hold it. An answer is foreign: a NUL in it must not undo the transaction that writes down the
 * sid it brought.
 */
function storable<Fields extends Partial<typeof agoraCalls.$inferInsert>>(fields: Fields): Fields {
  const json = JSON.stringify(fields, (_, value: unknown) => (typeof value === "string" ? storableText(value) : value));
  return JSON.parse(json) as Fields; // Plain JSON went in, so the same shape comes out.
}

function fieldsOf(outcome: CallOutcome): Partial<typeof agoraCalls.$inferInsert> {
  if ("receipt" in outcome) {
    const { httpStatus, code, reason, requestId, body } = outcome.receipt;
    return { outcome: "ok", httpStatus, code: code === null ? null : String(code), reason, requestId, response: body };
  }
  const { error } = outcome;
  if (!(error instanceof AgoraError)) return { outcome: "refused", reason: "It was not sent." };
  return {
    outcome: error.effect === "unknown" ? "unknown" : "refused",
    httpStatus: error.httpStatus,
    code: error.code === null ? null : String(error.code),
    reason: error.message,
    requestId: error.requestId,
    response: { evidence: error.evidence },
  };
}
