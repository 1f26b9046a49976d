import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { recordingIntents } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { changeAttempt, lockRecording } from "../data/change";
import { isTerminal } from "../lifecycle";
import type { CloseRecordingInput } from "../schema/foreign";

/**
 * Gives a recording up by hand: nothing more is sent or looked for. What it may still be at Agora is not touched; its
 * notifications then list it among the foreign recordings.
 * @throws TallyError NOT_FOUND, CONFLICT where it is over already
 */
export async function closeRecording({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: CloseRecordingInput;
  grant: AuthorizedInProject<"recording.close">;
}): Promise<void> {
  const { recordingId, reason } = input;
  await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, grant.projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { intent, attempt, earlier } = found;
    const open = [...earlier, attempt].filter(({ state }) => !isTerminal(state));
    if (open.length === 0) throw new TallyError("CONFLICT", "This recording is over already.");
    const by = actorId(ctx.actor);
    await tx
      .update(recordingIntents)
      .set({
        desired: "stopped",
        generation: intent.generation + 1,
        stopRequestedBy: intent.stopRequestedBy ?? by,
        stopRequestedAt: intent.stopRequestedAt ?? sql`now()`,
      })
      .where(eq(recordingIntents.id, recordingId));
    for (const { id } of open) {
      await changeAttempt(tx, id, () => ({
        source: "operator",
        to: "FAILED",
        diagnosis: { code: "closedByHand", reason: null },
        isClosed: true,
        events: [{ type: "recording.closed", details: { by, reason } }],
      }));
    }
    await writeAudit(tx, {
      projectId: grant.projectId,
      actor: ctx.actor,
      action: "recording.close",
      targetKind: "recording",
      targetId: recordingId,
      outcome: "done",
      before: { status: intent.status },
      after: { reason },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
