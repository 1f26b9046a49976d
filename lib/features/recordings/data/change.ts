import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, recordingEvents, recordingIntents } from "@/lib/db/schema";
import type { RecordingEventType } from "../constants";
import { canMove, isTerminal, type AttemptState } from "../lifecycle";
import { joinDiagnosis, type Diagnosis } from "../service/diagnosis";
import type { StatusSource } from "../types";
import { databaseNowMs } from "./clock";
import { claimForeign } from "./foreign";
import { upsertFiles, type FileSighting } from "./files";
import { reopenUnmatched } from "./notices";
import type { AttemptRow } from "./rows";
import { refreshIntent } from "./summary";

export type NewEvent = {
  type: RecordingEventType;
  details?: Record<string, unknown>;
  /** When it happened at its origin; now unless given. */
  happenedAt?: Date;
  source?: StatusSource | "call";
};

/** What was learnt about an attempt, and what follows from it. */
export type Change = {
  /** Who told us. */
  source: StatusSource;
  /** The state it proves. Ignored where the attempt is already further (`canMove`). */
  to?: AttemptState;
  set?: Partial<Omit<AttemptRow, "id" | "state" | "isTerminal" | "failureCode" | "failureReason">>;
  /** Why it failed or is about to; joined with what is known already. */
  diagnosis?: Diagnosis;
  /** A code for why the status is believed, where the attempt itself does not say it. */
  reason?: string;
  events?: NewEvent[];
  files?: FileSighting[];
  /** Nothing is left to do, also where a last look into the bucket is missing. */
  isClosed?: boolean;
};

/** Two changes about one moment as one; the second one's fields win. */
export function merge(first: Change, second: Change): Change {
  return {
    ...first,
    ...second,
    set: { ...first.set, ...second.set },
    events: [...(first.events ?? []), ...(second.events ?? [])],
    files: [...(first.files ?? []), ...(second.files ?? [])],
  };
}

/**
 * Changes an attempt by a rule over its newest row, under its lock, and brings the summary of its recording up to date:
 * the only way an attempt is changed after it was planned. `judge` gets the database's time; null changes nothing.
 * Returns the row as it was written, or null where there is no such attempt.
 */
export async function changeAttempt(
  tx: Transaction,
  attemptId: string,
  judge: (attempt: AttemptRow, now: Date) => Change | null,
): Promise<AttemptRow | null> {
  const [found] = await tx
    .select({ attempt: attempts, nowMs: databaseNowMs })
    .from(attempts)
    .where(eq(attempts.id, attemptId))
    .for("update");
  if (!found) return null;
  const { attempt } = found;
  const now = new Date(found.nowMs);
  const change = judge(attempt, now);
  if (change === null) return attempt;

  const next = resultOf(attempt, change, now);
  await tx.update(attempts).set(next).where(eq(attempts.id, attemptId));
  const written = { ...attempt, ...next };
  await addEvents(tx, written, change, now);
  await upsertFiles(tx, written, change.files ?? [], now);
  if (written.sideState === "UNCERTAIN" && attempt.sideState !== "UNCERTAIN") await reopenUnmatched(tx, written);
  if (written.sid !== null && attempt.sid === null) await claimForeign(tx, written);
  await refreshIntent(tx, written, { source: change.source, reason: change.reason ?? null, now });
  return written;
}

/** The fields of an attempt after a change: states only move forward, times of a state are set when it is reached. */
export function resultOf(attempt: AttemptRow, change: Change, now: Date): Partial<AttemptRow> {
  const isMoving = change.to !== undefined && canMove(attempt.state, change.to);
  const state = isMoving && change.to !== undefined ? change.to : attempt.state;
  const diagnosis = joinDiagnosis(diagnosisOf(attempt), change.diagnosis ?? null);
  const isOver = state === "STOPPED" || isTerminal(state);
  const reached = {
    ...(state === "RUNNING" && attempt.confirmedAt === null ? { confirmedAt: now } : {}),
    ...(isOver && attempt.stoppedAt === null && attempt.sid !== null ? { stoppedAt: now } : {}),
    ...(isTerminal(state) ? { terminalAt: now, sideState: null, trouble: null } : {}),
  };
  const next: Partial<AttemptRow> = {
    ...change.set,
    state,
    failureCode: diagnosis?.code ?? null,
    failureReason: diagnosis?.reason ?? null,
    updatedAt: now,
    ...(isMoving ? reached : {}),
  };
  const isClosed = change.isClosed === true || (attempt.isTerminal && !isMoving) || isFinal({ ...attempt, ...next });
  // Reached by a notification, the engine looks into the bucket once more, for the names and sizes of the files.
  return {
    ...next,
    isTerminal: isClosed,
    ...(isClosed ? { nextStepAt: null } : isMoving && isTerminal(state) ? { nextStepAt: now } : {}),
  };
}

/** Whether the engine is done with an attempt: it has ended, and what is in the bucket was written down since. */
function isFinal({ state, listedAt, terminalAt }: AttemptRow): boolean {
  if (state !== "UPLOADED" && state !== "BACKED_UP") return isTerminal(state);
  return listedAt !== null && terminalAt !== null && listedAt >= terminalAt;
}

function diagnosisOf({ failureCode, failureReason }: AttemptRow): Diagnosis | null {
  return failureCode === null ? null : { code: failureCode, reason: failureReason };
}

async function addEvents(tx: Transaction, attempt: AttemptRow, change: Change, now: Date): Promise<void> {
  const events = change.events ?? [];
  if (events.length === 0) return;
  await tx.insert(recordingEvents).values(
    events.map((event) => ({
      projectId: attempt.projectId,
      intentId: attempt.intentId,
      attemptId: attempt.id,
      source: event.source ?? change.source,
      type: event.type,
      details: event.details ?? {},
      happenedAt: event.happenedAt ?? now,
    })),
  );
}

/** The intent of an attempt, for verbs that need both under one lock order: attempts first. */
export async function lockRecording(tx: Transaction, projectId: string, recordingId: string) {
  const rows = await tx
    .select()
    .from(attempts)
    .where(eq(attempts.intentId, recordingId))
    .orderBy(attempts.number)
    .for("update");
  const [intent] = await tx.select().from(recordingIntents).where(eq(recordingIntents.id, recordingId)).for("update");
  const attempt = rows.at(-1);
  return intent && attempt && intent.projectId === projectId ? { intent, attempt, earlier: rows.slice(0, -1) } : null;
}
