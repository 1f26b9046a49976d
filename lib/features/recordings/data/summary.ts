import { desc, eq } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, recordingIntents } from "@/lib/db/schema";
import { isFinished, statusOf, type RecordingStatus } from "../lifecycle";
import type { StatusSource } from "../types";
import type { AttemptRow, IntentRow } from "./rows";

/**
 * Brings the summary of a recording up to its attempts, in the transaction that changed the attempt.
 * `statusAt` moves only with the status or its reason.
 */
export async function refreshIntent(
  tx: Transaction,
  attempt: AttemptRow,
  { source, reason, now }: { source: StatusSource; reason: string | null; now: Date },
): Promise<void> {
  const all = await tx
    .select()
    .from(attempts)
    .where(eq(attempts.intentId, attempt.intentId))
    .orderBy(desc(attempts.number));
  const shown = tellingOf(all) ?? attempt;
  const [intent] = await tx.select().from(recordingIntents).where(eq(recordingIntents.id, attempt.intentId));
  if (!intent) return;
  const status = statusOf({ ...shown, isControlExpired: isControlExpired(shown, intent, now) });
  const statusReason = reasonFor(shown, status, shown.id === attempt.id ? reason : null) ?? keptReason(intent, status);
  const isNews = status !== intent.status || statusReason !== intent.statusReason;
  await tx
    .update(recordingIntents)
    .set({
      status,
      statusReason,
      ...(isNews ? { statusSource: source, statusAt: now } : {}),
      startedAt: all.findLast(({ startedAt }) => startedAt !== null)?.startedAt ?? null,
      stoppedAt: shown.stoppedAt,
      finishedAt: isFinished(status) ? (shown.terminalAt ?? now) : null,
      updatedAt: now,
    })
    .where(eq(recordingIntents.id, intent.id));
}

/**
 * The attempt that says how a recording is: the newest one, unless that one ended without anything and an earlier one
 * has recorded. Given newest first.
 */
export function tellingOf(all: readonly AttemptRow[]): AttemptRow | null {
  const [newest] = all;
  const isEmpty = ({ state, sid }: AttemptRow) => state === "NO_DATA" || (state === "FAILED" && sid === null);
  return all.find((one) => !isEmpty(one)) ?? newest ?? null;
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
