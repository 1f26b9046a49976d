import type { StartResult } from "@/lib/agora/cloud-recording/results";
import { describeAcquire, describeStart } from "@/lib/agora/cloud-recording/requests";
import type { StartPlan } from "@/lib/agora/cloud-recording/input";
import type { RateSlot } from "@/lib/agora/rate-limit";
import type { AgoraProject } from "@/lib/context";
import { closeCall } from "../../../data/calls";
import { changeAttempt } from "../../../data/change";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";
import { judgeFailedAcquire, judgeFailedStart, judgeStart, unused } from "../judge-start";
import { limits } from "../limits";
import { readStartPlan, toAcquireInput } from "../start-plan";
import { hold, troubleOf } from "../trouble";

/**
 * Acquire and start as one unit: both places under the rate limit are reserved before the first is used, and the start
 * leaves within two seconds of acquire's answer or not at all (reliability I7, contract §1.5).
 */
export async function startTask(step: StepInput): Promise<void> {
  const { ctx, reading, signal } = step;
  const { attempt, config } = reading;
  let project: AgoraProject;
  let plan: StartPlan;
  try {
    project = await ctx.agora(attempt.projectId);
    plan = await readStartPlan(ctx, reading);
  } catch (error) {
    await conclude(step, (row, now) => judgeFailedAcquire(row, callErrorOf(error), now));
    return;
  }
  const permit = await project.client.reserveStart({ signal });
  try {
    const resourceId = await acquire(step, project, plan, config.controlHours, permit.acquire);
    if (resourceId === null) return;
    await sendStart(step, project, { ...plan, resourceId }, permit.start);
  } finally {
    await Promise.all([permit.acquire.release(), permit.start.release()]);
  }
}

/** Sends the start of an attempt again, with the resource id and uid it had (invariant I3). */
export async function resendStart(step: StepInput): Promise<void> {
  const { ctx, reading } = step;
  const { resourceId } = reading.attempt;
  if (resourceId === null) return;
  let project: AgoraProject;
  let plan: StartPlan;
  try {
    project = await ctx.agora(reading.attempt.projectId);
    plan = await readStartPlan(ctx, reading);
  } catch (error) {
    const trouble = troubleOf(callErrorOf(error)) ?? { code: "startUnanswered", retryDelaysMs: [30_000] };
    await conclude(step, (row, now) => hold(row, "resendStart", trouble, now));
    return;
  }
  await sendStart(step, project, { ...plan, resourceId });
}

/** Takes a resource id. Null when there is none to go on with; what that means is written down already. */
async function acquire(
  step: StepInput,
  project: AgoraProject,
  plan: StartPlan,
  controlHours: number,
  slot: RateSlot,
): Promise<string | null> {
  const { ctx, reading, owner } = step;
  const input = toAcquireInput(plan, controlHours);
  let callId: string;
  try {
    const request = describeAcquire(project.appId, input, ctx.clock.now().getTime());
    callId = await writeAhead(step, () => ({ source: "engine", to: "ACQUIRING", set: { trouble: null } }), request);
  } catch (error) {
    await conclude(step, (row, now) => judgeFailedAcquire(row, callErrorOf(error), now));
    return null;
  }
  try {
    const { resourceId, receipt } = await project.client.cloudRecording.acquire(input, { slot });
    const answeredAt = ctx.clock.monotonicMs();
    await ctx.db.transaction(async (tx) => {
      await closeCall(tx, callId, { receipt });
      await changeAttempt(tx, reading.attempt.id, (row, now) =>
        row.leaseOwner === owner ? { source: "engine", to: "ACQUIRED", set: { resourceId, acquiredAt: now } } : null,
      );
    });
    step.watch.knownForMs(resourceId);
    if (ctx.clock.monotonicMs() - answeredAt < limits.pair && !step.signal.aborted) return resourceId;
    await conclude(step, () => ({ source: "engine", to: "PLANNED", set: unused }));
    return null;
  } catch (error) {
    const known = callErrorOf(error);
    await closeCall(ctx.db, callId, { error });
    await conclude(step, (row, now) => judgeFailedAcquire(row, known, now));
    return null;
  }
}

async function sendStart(
  step: StepInput,
  project: AgoraProject,
  input: StartPlan & { resourceId: string },
  slot?: RateSlot,
): Promise<void> {
  const { ctx, reading } = step;
  const request = describeStart(project.appId, input, ctx.clock.now().getTime());
  const callId = await writeAhead(
    step,
    (row, now) => {
      // A notification may have brought the sid since this step was decided.
      if (row.resourceId !== input.resourceId || (row.state !== "ACQUIRED" && row.state !== "STARTING")) return null;
      return {
        source: "engine",
        to: "STARTING",
        set: {
          startFirstSentAt: row.startFirstSentAt ?? now,
          startLastSentAt: now,
          startSentCount: row.startSentCount + 1,
        },
        events: [{ type: "attempt.startSent", details: { try: row.startSentCount + 1 } }],
      };
    },
    request,
  );
  let result: StartResult;
  try {
    result = await project.client.cloudRecording.start(input, { slot });
  } catch (error) {
    const known = callErrorOf(error);
    await closeCall(ctx.db, callId, { error });
    await conclude(step, (row, now) => judgeFailedStart(row, known, now));
    return;
  }
  await ctx.db.transaction(async (tx) => {
    await closeCall(tx, callId, { receipt: result.receipt });
    // Also without the lease: a sid that is known must never be forgotten.
    await changeAttempt(tx, reading.attempt.id, (row, now) => judgeStart(row, result, now));
  });
}
