import { describeUpdate } from "@/lib/agora/cloud-recording/requests";
import type { UpdateInput } from "@/lib/agora/cloud-recording/input";
import { closeCall } from "../../../data/calls";
import { changeAttempt } from "../../../data/change";
import { storedUpdate } from "../../../schema";
import { judgeFailedUpdate, judgeUpdate } from "../judge-update";
import { readPushAddress, taskOf } from "../start-plan";
import { toAgoraSubscription } from "../to-plan";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";

/**
 * Sends what is wanted besides the layout, always all of it, because each update replaces the one before (contract
 * §2.11). The lease sees to it that there is never more than one on its way.
 */
export async function updateRecording(step: StepInput): Promise<void> {
  const { ctx, reading } = step;
  const { attempt } = reading;
  const revision = attempt.desiredUpdateRevision;
  let callId: string | null = null;
  try {
    const input = await readUpdate(step);
    if (input === null) return;
    const project = await ctx.agora(attempt.projectId);
    callId = await writeAhead(
      step,
      (row, now) =>
        row.state === "RUNNING" ? { source: "engine", set: { updateSentAt: now, sentUpdateRevision: revision } } : null,
      describeUpdate(project.appId, input, ctx.clock.now().getTime()),
    );
    const { receipt } = await project.client.cloudRecording.update(input);
    await closeCall(ctx.db, callId, { receipt });
    await ctx.db.transaction((tx) => changeAttempt(tx, attempt.id, (row) => judgeUpdate(row, revision)));
  } catch (error) {
    if (callId !== null) await closeCall(ctx.db, callId, { error });
    const known = callErrorOf(error);
    await conclude(step, (row, now) => judgeFailedUpdate(row, revision, known, now));
  }
}

async function readUpdate({ ctx, reading: { attempt, config } }: StepInput): Promise<UpdateInput | null> {
  const task = taskOf(attempt, config.mode);
  if (task === null) return null;
  const wanted = storedUpdate.parse(attempt.desiredUpdate);
  if (wanted.kind === "streams") {
    const media = config.mode === "web" ? "both" : (config.media ?? "both");
    return { ...task, subscription: toAgoraSubscription(wanted.subscription, media) };
  }
  const pushTo = wanted.pushTo ? await readPushAddress(ctx, attempt.id) : null;
  return { ...task, isOnHold: wanted.isOnHold, ...(pushTo === null ? {} : { pushTo }) };
}
