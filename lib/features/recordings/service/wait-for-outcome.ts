import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { selectLastRefusal } from "../data/calls";
import { selectNewestAttempt } from "../data/read";
import type { AttemptRow, IntentRow } from "../data/rows";
import type { RecordingOutcome } from "../types";
import { readStatus } from "./present";

/** Longest time an action waits for the engine: it runs once per browser at a time. */
const waitMs = 2_000;
const lookEveryMs = 40;

export type Progress = RecordingOutcome["progress"];

/**
 * Waits until the engine has got somewhere with what was asked for, at most two seconds, and says how far it is.
 * `progressOf` judges the newest rows; null means that waiting longer may still help.
 */
export async function waitForOutcome(
  ctx: Pick<Context, "db" | "clock">,
  recordingId: string,
  progressOf: (rows: { intent: IntentRow; attempt: AttemptRow }) => Progress | null,
): Promise<RecordingOutcome> {
  const deadline = ctx.clock.monotonicMs() + waitMs;
  for (;;) {
    const rows = await selectNewestAttempt(ctx.db, recordingId);
    if (!rows) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const progress = progressOf(rows);
    const { status, statusReason } = rows.intent;
    if (progress !== null) {
      const refusal = progress === "refused" ? await selectLastRefusal(ctx.db, rows.attempt.id) : null;
      return { recordingId, status: readStatus(status), statusReason, progress, ...(refusal && { refusal }) };
    }
    if (ctx.clock.monotonicMs() >= deadline) {
      return { recordingId, status: readStatus(status), statusReason, progress: "going" };
    }
    await pause(lookEveryMs);
  }
}
