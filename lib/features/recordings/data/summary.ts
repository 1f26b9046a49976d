import { and, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, recordingIntents } from "@/lib/db/schema";
import { isFinished, statusOf, type RecordingStatus } from "../lifecycle";
import type { StatusSource } from "../types";
import type { AttemptRow, IntentRow } from "./rows";

/** The PostgreSQL channel on which changed recordings are told: `{"projectId", "recordingId"}`, nothing else. */
export const changedChannel = "recording_changed";

/**
 * Brings the summary of a recording up to its newest attempt, in the transaction that changed the attempt, and tells
 * whoever listens. `statusAt` moves only with the status or its reason.
 */
export async function refreshIntent(
  tx: Transaction,
  attempt: AttemptRow,
  { source, reason, now }: { source: StatusSource; reason: string | null; now: Date },
): Promise<void> {
  await announce(tx, attempt.projectId, attempt.intentId);
  const [newer] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.intentId, attempt.intentId), gt(attempts.number, attempt.number)))
    .limit(1);
  if (newer) return;
  const [intent] = await tx.select().from(recordingIntents).where(eq(recordingIntents.id, attempt.intentId));
  if (!intent) return;
  const status = statusOf({ ...attempt, isControlExpired: isControlExpired(attempt, intent, now) });
  const statusReason = reasonFor(attempt, status, reason) ?? keptReason(intent, status);
  const isNews = status !== intent.status || statusReason !== intent.statusReason;
  await tx
    .update(recordingIntents)
    .set({
      status,
      statusReason,
      ...(isNews ? { statusSource: source, statusAt: now } : {}),
      startedAt: attempt.startedAt,
      stoppedAt: attempt.stoppedAt,
      finishedAt: isFinished(status) ? (attempt.terminalAt ?? now) : null,
      updatedAt: now,
    })
    .where(eq(recordingIntents.id, intent.id));
}

/** Tells that a recording changed; PostgreSQL delivers it at commit, once per transaction. */
export async function announce(tx: Transaction, projectId: string, recordingId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${changedChannel}, ${JSON.stringify({ projectId, recordingId })})`);
}

/** What the operator should read beside the status: a code of `reasonCodes`, or Agora's own words for a refusal. */
function reasonFor(attempt: AttemptRow, status: RecordingStatus, given: string | null): string | null {
  if (given !== null) return given;
  const diagnosis = attempt.failureCode === "refused" ? attempt.failureReason : attempt.failureCode;
  if (status === "failed" || status === "lost") return diagnosis;
  if (isFinished(status)) return null;
  return attempt.trouble ?? (status === "stopping" || status === "uploading" ? diagnosis : null);
}

/** Why a finished recording is believed to be what it is stays said when a later event adds nothing. */
function keptReason(intent: IntentRow, status: RecordingStatus): string | null {
  return status === intent.status && isFinished(status) ? intent.statusReason : null;
}

function isControlExpired(attempt: AttemptRow, intent: IntentRow, now: Date): boolean {
  const hours = intent.config["controlHours"];
  if (attempt.startedAt === null || typeof hours !== "number") return false;
  return now.getTime() >= attempt.startedAt.getTime() + hours * 3_600_000;
}
