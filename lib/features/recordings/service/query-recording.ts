import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { changeAttempt, lockRecording } from "../data/change";
import type { AttemptRow } from "../data/rows";
import type { AttemptState } from "../lifecycle";
import type { QueryRecordingInput } from "../schema";
import type { RecordingOutcome } from "../types";
import { waitForOutcome } from "./wait-for-outcome";

/** States in which Agora can be asked; after a stop the bucket is looked at instead (contract §2.13). */
const queried: readonly AttemptState[] = ["STARTED", "CONFIRMED", "RUNNING"];

/**
 * Has the engine look how a recording is now: at Agora while it runs, in the bucket after its stop. Waits at most two
 * seconds; `done` means that what is answered is fresh. A read for Agora, and no change: no audit row.
 * @throws TallyError NOT_FOUND
 */
export async function queryRecording({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: QueryRecordingInput;
  grant: AuthorizedInProject<"recording.query">;
}): Promise<RecordingOutcome> {
  const { recordingId } = input;
  const requestedAt = await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, grant.projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { attempt } = found;
    if (!isQueried(attempt)) return null;
    const row = await changeAttempt(tx, attempt.id, (_, now) => ({
      source: "operator",
      set: { checkRequestedAt: now },
      events: [{ type: "recording.checkRequested" }],
    }));
    await ctx.queue.wake(attempt.id, { tx });
    return row?.checkRequestedAt ?? null;
  });
  return waitForOutcome(ctx, recordingId, ({ attempt }) => {
    if (requestedAt === null || !isQueried(attempt)) return "done";
    const lookedAt = attempt.state === "STOPPED" ? attempt.listedAt : attempt.checkedAt;
    return lookedAt !== null && lookedAt >= requestedAt ? "done" : null;
  });
}

function isQueried({ state }: AttemptRow): boolean {
  return queried.includes(state) || state === "STOPPED";
}
