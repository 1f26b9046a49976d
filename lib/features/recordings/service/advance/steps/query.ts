import { changeAttempt } from "../../../data/change";
import { judgeFailedQuery, judgeQuery } from "../judge-query";
import { taskOf } from "../start-plan";
import { callErrorOf, conclude, type StepInput } from "../step";

/** Asks Agora how the task is. Never while or after a stop (contract §2.13): the lease keeps the two apart. */
export async function queryTask(step: StepInput, priority: "confirm" | "monitor"): Promise<void> {
  const { ctx, reading, signal } = step;
  const task = taskOf(reading.attempt, reading.config.mode);
  if (task === null) return;
  try {
    const { client } = await ctx.agora(reading.attempt.projectId);
    const result = await client.cloudRecording.query(task, { priority, signal });
    await ctx.db.transaction((tx) =>
      changeAttempt(tx, reading.attempt.id, (row, now) => (row.sid === task.sid ? judgeQuery(row, result, now) : null)),
    );
  } catch (error) {
    if (signal.aborted) throw error;
    const known = callErrorOf(error);
    await conclude(step, (row, now) => judgeFailedQuery(row, known, now));
  }
}
