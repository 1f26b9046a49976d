import { describeUpdateLayout } from "@/lib/agora/cloud-recording/requests";
import { closeCall } from "../../../data/calls";
import { changeAttempt } from "../../../data/change";
import { markTakeSent, replaceOlderTakes, settleTake } from "../../../data/takes";
import { compositeLayout } from "../../../schema";
import { failedTake, judgeFailedLayout, judgeLayout } from "../judge-layout";
import { taskOf } from "../start-plan";
import { toAgoraLayout } from "../to-plan";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";

/** Sends the newest wanted layout as a whole. The lease sees to it that there is never more than one on its way. */
export async function updateLayout(step: StepInput): Promise<void> {
  const { ctx, reading } = step;
  const { attempt } = reading;
  const found = taskOf(attempt, "composite");
  if (found === null) return;
  const task = { ...found, mode: "composite" as const };
  const revision = attempt.desiredLayoutRevision;
  const layout = toAgoraLayout(compositeLayout.parse(attempt.desiredLayout));
  const take = { attemptId: attempt.id, revision };
  const fail = async (error: unknown) => {
    const known = callErrorOf(error);
    await settleTake(ctx.db, take, failedTake(known));
    await conclude(step, (row, now) => judgeFailedLayout(row, revision, known, now));
  };
  let callId: string | null = null;
  try {
    const project = await ctx.agora(attempt.projectId);
    const request = describeUpdateLayout(project.appId, { ...task, layout });
    callId = await writeAhead(
      step,
      (row, now) => (row.state === "RUNNING" ? { source: "engine", set: { layoutSentAt: now } } : null),
      request,
      (tx) => markTakeSent(tx, take),
    );
    const { receipt } = await project.client.cloudRecording.updateLayout({ ...task, layout });
    await closeCall(ctx.db, callId, { receipt });
    await ctx.db.transaction(async (tx) => {
      await changeAttempt(tx, attempt.id, (row) => judgeLayout(row, revision));
      await settleTake(tx, take, { outcome: "acknowledged", reason: null });
      await replaceOlderTakes(tx, take);
    });
  } catch (error) {
    if (callId !== null) await closeCall(ctx.db, callId, { error });
    await fail(error);
  }
}
