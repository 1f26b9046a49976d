import "server-only";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { putSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { changeAttempt, lockRecording } from "../data/change";
import type { AttemptRow } from "../data/rows";
import { isLive } from "../lifecycle";
import {
  firstUpdate,
  storedStart,
  storedUpdate,
  type RecordingUpdate,
  type StoredStart,
  type StoredUpdate,
  type UpdateRecordingInput,
} from "../schema";
import type { RecordingOutcome } from "../types";
import { readStatus } from "./present";
import { hostOf, secretOwner, wantedPushName } from "./stored-config";
import { waitForOutcome } from "./wait-for-outcome";

/**
 * Wants other streams, a hold or another push address for a recording that runs, always as a whole. The engine sends it,
 * one at a time and always the newest (contract §2.11); waits at most two seconds. `refused`: Agora did not accept it,
 * what was in force stays.
 * @throws TallyError NOT_FOUND; INVALID for a change that this recording cannot take; CONFLICT when somebody else changed
 *   it since `revision`, or it has ended
 */
export async function updateRecording({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: UpdateRecordingInput;
  grant: AuthorizedInProject<"recording.update">;
}): Promise<RecordingOutcome> {
  const { projectId } = grant;
  const { recordingId } = input;
  const revision = input.revision + 1;
  await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { intent, attempt } = found;
    if (intent.origin === "adopted") {
      throw new TallyError(
        "CONFLICT",
        "This recording was started elsewhere, so what a change would undo is not known.",
      );
    }
    if (!isLive(readStatus(intent.status)) || intent.desired === "stopped") {
      throw new TallyError("CONFLICT", "This recording is no longer running, so it stays as it is.");
    }
    if (attempt.desiredUpdateRevision !== input.revision) {
      throw new TallyError("CONFLICT", "Somebody changed this recording meanwhile. Look at it and try again.");
    }
    const config = storedStart.parse(intent.config);
    const before = storedUpdate.safeParse(attempt.desiredUpdate).data ?? firstUpdate(config);
    const wanted = toStored(input.update, before, config);
    if (input.update.kind === "page" && input.update.pushTo !== undefined) {
      const address = { projectId, ownerTable: secretOwner, ownerId: attempt.id, name: wantedPushName };
      await putSecret(tx, ctx.box, { ...address, value: input.update.pushTo, actorId: actorId(ctx.actor) });
    }
    await changeAttempt(tx, attempt.id, () => ({
      source: "operator",
      set: { desiredUpdate: wanted, desiredUpdateRevision: revision, ...freedUpdate(attempt) },
      events: [{ type: "update.requested", details: { revision, ...summaryOf(before, wanted) } }],
    }));
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "recording.update",
      targetKind: "recording",
      targetId: recordingId,
      outcome: "done",
      before,
      after: wanted,
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    await ctx.queue.wake(attempt.id, { tx });
  });
  return waitForOutcome(ctx, recordingId, ({ attempt }) => {
    if (attempt.ackedUpdateRevision >= revision) return "done";
    return attempt.refusedUpdateRevision >= revision || attempt.isTerminal ? "refused" : null;
  });
}

/** What is stored of the change. A push address that is not given stays: the whole state is sent each time. */
function toStored(update: RecordingUpdate, before: StoredUpdate, config: StoredStart): StoredUpdate {
  const expected = config.mode === "web" ? "page" : "streams";
  if (update.kind !== expected) {
    throw new TallyError("INVALID", "This recording cannot be changed in this way: it is of another mode.");
  }
  if (update.kind === "streams") return update;
  const { isOnHold, pushTo } = update;
  const present = before.kind === "page" ? before.pushTo : undefined;
  if (pushTo !== undefined && present === undefined) {
    const sentence = "This recording was started without a push, which cannot be added while it runs.";
    throw new TallyError("INVALID", sentence, { fields: { pushTo: sentence } });
  }
  const push = pushTo === undefined ? present : { host: hostOf(pushTo) };
  return { kind: "page", isOnHold, ...(push && { pushTo: push }) };
}

/** A person asks again: what was held back is tried at once. */
function freedUpdate(attempt: AttemptRow): Partial<AttemptRow> {
  return attempt.heldStep === "update" ? { heldStep: null, heldUntil: null, stepTries: 0 } : {};
}

/** What the timeline tells of the change. */
function summaryOf(before: StoredUpdate, after: StoredUpdate): Record<string, unknown> {
  if (after.kind === "streams") return { streams: after.subscription };
  const wasOnHold = before.kind === "page" && before.isOnHold;
  return wasOnHold === after.isOnHold ? { pushHost: after.pushTo?.host } : { isOnHold: after.isOnHold };
}
