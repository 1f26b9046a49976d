import type { StartResult } from "@/lib/agora/cloud-recording/results";
import { describeAcquire, describeStart } from "@/lib/agora/cloud-recording/requests";
import type { StartPlan } from "@/lib/agora/cloud-recording/input";
import type { RateSlot } from "@/lib/agora/rate-limit";
import type { Receipt } from "@/lib/agora/answer";
import { clearTrouble } from "@/lib/db/account-troubles";
import type { AgoraProject } from "@/lib/context";
import { closeCall } from "../../../data/calls";
import { changeAttempt } from "../../../data/change";
import { noteAcquireTrouble } from "../acquire-trouble";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";
import { judgeAcquired, judgeStartSent } from "../judge-sent";
import { judgeFailedAcquire, judgeFailedStart, judgeStart, judgeUnsentStart } from "../judge-start";
import { limits } from "../limits";
import { readStartPlan, toAcquireInput } from "../start-plan";
import { hold, troubleOf } from "../trouble";

/**
 * Acquire and start as one unit: both places under the rate limit are reserved before the first is used, and the start
 * leaves within two seconds of acquire's answer or not at all (reliability I7, contract §1.5).
 */
export async function startTask(step: StepInput): Promise<void> {
  const { ctx, reading, signal } = step;
  const { attempt } = reading;
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
    const acquired = await acquire(step, project, plan, permit.acquire);
    if (acquired === null) return;
    await sendStart(step, project, { ...plan, resourceId: acquired.resourceId }, { acquired, slot: permit.start });
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

/** An answered acquire whose outcome is written down together with the start that uses it. */
type Acquired = { resourceId: string; callId: string; receipt: Receipt; answeredAtMs: number };

/** Takes a resource id. Null when there is none to go on with; what that means is written down already. */
async function acquire(
  step: StepInput,
  project: AgoraProject,
  plan: StartPlan,
  slot: RateSlot,
): Promise<Acquired | null> {
  const { ctx } = step;
  const input = toAcquireInput(plan, step.reading.config);
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
    step.watch.knownForMs(resourceId);
    await clearTrouble(ctx.db, project.credentials, "accountInactive");
    return { resourceId, callId, receipt, answeredAtMs: ctx.clock.monotonicMs() };
  } catch (error) {
    const known = callErrorOf(error);
    await closeCall(ctx.db, callId, { error });
    await noteAcquireTrouble(step, project, known);
    await conclude(step, (row, now) => judgeFailedAcquire(row, known, now));
    return null;
  }
}

/** Sends a start that is written down; with `acquired` the first one of its resource id, otherwise a resend. */
async function sendStart(
  step: StepInput,
  project: AgoraProject,
  input: StartPlan & { resourceId: string },
  { acquired, slot }: { acquired?: Acquired; slot?: RateSlot } = {},
): Promise<void> {
  const { ctx, reading } = step;
  const request = describeStart(project.appId, input, ctx.clock.now().getTime());
  const callId = await writeAhead(
    step,
    (row, now) => judgeStartSent(row, input.resourceId, now),
    request,
    async (tx) => {
      if (!acquired) return;
      const { resourceId, receipt } = acquired;
      await closeCall(tx, acquired.callId, { receipt });
      await changeAttempt(tx, reading.attempt.id, (_, now) => judgeAcquired(resourceId, now));
    },
  );
  if (acquired && ctx.clock.monotonicMs() - acquired.answeredAtMs > limits.pair) {
    await closeCall(ctx.db, callId, { error: new Error("too late") });
    await conclude(step, judgeUnsentStart);
    return;
  }
  let result: StartResult;
  try {
    const sendWithinMs = acquired && limits.pairedStart - (ctx.clock.monotonicMs() - acquired.answeredAtMs);
    result = await project.client.cloudRecording.start(input, { slot, sendWithinMs });
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
