import "server-only";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { changeAttempt, lockRecording } from "../data/change";
import type { AttemptRow } from "../data/rows";
import { insertTake } from "../data/takes";
import { isLive } from "../lifecycle";
import type { UpdateRecordingLayoutInput } from "../schema";
import type { RecordingOutcome } from "../types";
import { readStatus } from "./present";
import { waitForOutcome } from "./wait-for-outcome";

/**
 * Wants another layout, as a whole, for a recording that runs. The engine sends it, one at a time and always the newest
 * (contract §2.12); waits at most two seconds. `refused`: Agora did not accept it, the picture is unchanged.
 * @throws TallyError NOT_FOUND; CONFLICT when somebody else changed the layout since `revision`, or it has ended
 */
export async function updateRecordingLayout({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: UpdateRecordingLayoutInput;
  grant: AuthorizedInProject<"recording.updateLayout">;
}): Promise<RecordingOutcome> {
  const { recordingId, layout } = input;
  const revision = input.revision + 1;
  await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, grant.projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { intent, attempt } = found;
    if (attempt.desiredLayout === null) {
      throw new TallyError("INVALID", "Only a composite recording has a layout.");
    }
    if (intent.origin === "adopted") {
      throw new TallyError(
        "CONFLICT",
        "This recording was started elsewhere, so what its picture is made of is not known.",
      );
    }
    if (!isLive(readStatus(intent.status)) || intent.desired === "stopped") {
      throw new TallyError("CONFLICT", "This recording is no longer running, so its layout stays as it is.");
    }
    if (attempt.desiredLayoutRevision !== input.revision) {
      throw new TallyError("CONFLICT", "Somebody changed this layout meanwhile. Look at it and try again.");
    }
    const isHeld = attempt.heldStep === "updateLayout";
    await changeAttempt(tx, attempt.id, () => ({
      source: "operator",
      set: {
        desiredLayout: layout,
        desiredLayoutRevision: revision,
        ...(isHeld ? { heldStep: null, heldUntil: null, stepTries: 0 } : {}),
      },
      events: [{ type: "layout.requested", details: { revision, preset: layout.preset } }],
    }));
    await insertTake(tx, { attempt, revision, kind: input.kind ?? "take", layout, requestedBy: actorId(ctx.actor) });
    await writeAudit(tx, {
      projectId: grant.projectId,
      actor: ctx.actor,
      action: "recording.updateLayout",
      targetKind: "recording",
      targetId: recordingId,
      outcome: "done",
      before: { layout: attempt.desiredLayout },
      after: { layout },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    await ctx.queue.wake(attempt.id, { tx });
  });
  return waitForOutcome(ctx, recordingId, ({ attempt }) => {
    if (attempt.ackedLayoutRevision >= revision) return "done";
    return isRefused(attempt) || attempt.isTerminal ? "refused" : null;
  });
}

/** The engine holds a layout that Agora refused for good; one it could not send only for seconds. */
function isRefused({ heldStep, heldUntil, updatedAt }: AttemptRow): boolean {
  const aDay = 24 * 3_600_000;
  return heldStep === "updateLayout" && heldUntil !== null && heldUntil.getTime() - updatedAt.getTime() > aDay;
}
