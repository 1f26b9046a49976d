import type { StopResult } from "@/lib/agora/cloud-recording/results";
import { describeStop } from "@/lib/agora/cloud-recording/requests";
import { closeCall } from "../../../data/calls";
import { changeAttempt } from "../../../data/change";
import { judgeStopSent } from "../judge-sent";
import { judgeFailedStop, judgeStop } from "../judge-stop";
import type { StopCause } from "../situation";
import { taskOf } from "../start-plan";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";

/** Stops the task, or repeats a stop whose answer is missing. `notConfirmed`: it answers, but never began to record. */
export async function stopTask(step: StepInput, why: StopCause): Promise<void> {
  const { ctx, reading } = step;
  const task = taskOf(reading.attempt, reading.config.mode);
  if (task === null) return;
  const project = await ctx.agora(reading.attempt.projectId).catch(callErrorOf);
  if (!("client" in project)) {
    await conclude(step, (row, now) => judgeFailedStop(row, project, now, { wasSent: false }));
    return;
  }
  const callId = await writeAhead(step, (row, now) => judgeStopSent(row, why, now), describeStop(project.appId, task));
  let result: StopResult;
  try {
    result = await project.client.cloudRecording.stop(task);
  } catch (error) {
    const known = callErrorOf(error);
    await closeCall(ctx.db, callId, { error });
    await conclude(step, (row, now) => judgeFailedStop(row, known, now, { wasSent: true }));
    return;
  }
  await ctx.db.transaction(async (tx) => {
    await closeCall(tx, callId, { receipt: result.receipt });
    await changeAttempt(tx, reading.attempt.id, (row, now) => judgeStop(row, result, now, reading.canList));
  });
}
