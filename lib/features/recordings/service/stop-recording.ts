import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { recordingIntents } from "@/lib/db/schema";
import { isWriteRefused } from "@/lib/db/write-refusal";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { changeAttempt, lockRecording } from "../data/change";
import { isFinished } from "../lifecycle";
import type { StopRecordingInput } from "../schema";
import type { RecordingOutcome } from "../types";
import { readStatus } from "./present";
import { stopUnrecorded } from "./stop-unrecorded";
import { waitForOutcome, type Progress } from "./wait-for-outcome";

/**
 * Writes down that a recording shall end and lets the engine stop it; waits at most two seconds. Asking again, or for a
 * recording that has ended, changes nothing and answers how it is.
 * @throws TallyError NOT_FOUND, UNAVAILABLE where the database takes no writes and no task is known to be stopped
 */
export async function stopRecording({ ctx, input, grant }: StopArguments): Promise<RecordingOutcome> {
  const { recordingId } = input;
  try {
    await order({ ctx, input, grant });
  } catch (error) {
    if (!isWriteRefused(error)) throw error;
    return stopNow({ ctx, input, grant });
  }
  return waitForOutcome(ctx, recordingId, ({ intent }) => progressOf(intent.status));
}

type StopArguments = { ctx: Context; input: StopRecordingInput; grant: AuthorizedInProject<"recording.stop"> };

async function order({ ctx, input, grant }: StopArguments): Promise<void> {
  const { recordingId } = input;
  await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, grant.projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { intent, attempt, earlier } = found;
    if (isFinished(readStatus(intent.status))) return;
    if (intent.desired !== "stopped") {
      await tx
        .update(recordingIntents)
        .set({
          desired: "stopped",
          generation: intent.generation + 1,
          stopRequestedBy: actorId(ctx.actor),
          stopRequestedAt: sql`now()`,
        })
        .where(eq(recordingIntents.id, recordingId));
      await writeAudit(tx, {
        projectId: grant.projectId,
        actor: ctx.actor,
        action: "recording.stop",
        targetKind: "recording",
        targetId: recordingId,
        outcome: "done",
        before: { status: intent.status },
        requestId: ctx.requestId,
        clientAddress: ctx.clientAddress,
      });
    }
    // A person asks: what was held back is tried again now, such as after new credentials.
    const isHeld = ["any", "stop", "kick", "checkKick"].includes(attempt.heldStep ?? "");
    await changeAttempt(tx, attempt.id, () => ({
      source: "operator",
      ...(isHeld ? { set: { heldStep: null, heldUntil: null, stepTries: 0 } } : {}),
      ...(intent.desired === "stopped"
        ? {}
        : {
            reason: "stopRequested",
            events: [{ type: "recording.stopRequested", details: { by: actorId(ctx.actor) } }],
          }),
    }));
    for (const { id } of [...earlier, attempt]) await ctx.queue.wake(id, { tx });
  });
}

/** How often a wish that could not be written down is tried again. */
const retryMs = 3_000;

/**
 * The database takes no writes: the stop is sent at once, from memory, and the order with its audit row is written as
 * soon as it can be, by this process.
 */
async function stopNow(given: StopArguments): Promise<RecordingOutcome> {
  const { recordingId } = given.input;
  const count = await stopUnrecorded(given.ctx, recordingId);
  keepOrdering(given);
  if (count === 0) {
    throw new TallyError("UNAVAILABLE", "The database takes no writes. The stop is ordered as soon as it does again.");
  }
  return { recordingId, status: "stopping", statusReason: "stopRequested", progress: "done" };
}

function keepOrdering(given: StopArguments): void {
  const again = () =>
    void order(given).catch((error: unknown) => {
      // Also while the database is away altogether.
      if (!(error instanceof TallyError)) keepOrdering(given);
    });
  setTimeout(again, retryMs).unref();
}

/** What was asked for is reached once Agora took the stop; the upload goes on by itself. */
function progressOf(stored: string): Progress | null {
  const status = readStatus(stored);
  return status === "uploading" || isFinished(status) ? "done" : null;
}
