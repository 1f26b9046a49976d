import "server-only";
import { AgoraError, AgoraInvalidRequest } from "@/lib/agora/errors";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { closeCall, openCall } from "../../recordings/data/calls";
import { liveJobGiveUpMs } from "../constants";
import {
  closeLostCalls,
  concludeStep,
  liveLeaseMs,
  lockHeldJob,
  markSending,
  renewJobLease,
  type LiveJobChange,
  type LiveJobRow,
} from "../data";
import type { AnyLiveHandler, LiveStep, PreparedChange } from "./handler";

/** After a fault of ours or of the database the job is looked at again. */
const faultRetryMs = 2_000;
/** Pauses after failures in a row: of a change that was not carried out, and of a reading. */
const pausesMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

class LeaseLost extends Error {}

/**
 * Takes a claimed job one step on: sends it if it was certainly not carried out, else has its handler read back. Writes the
 * outcome into the row, with when to look again, and gives the lease back.
 */
export async function advanceLiveJob(
  ctx: Context,
  job: LiveJobRow,
  worker: { owner: string; signal: AbortSignal; handler: AnyLiveHandler },
): Promise<void> {
  const { owner } = worker;
  const lost = new AbortController();
  const renewal = setInterval(() => {
    renewJobLease(ctx.db, job.id, owner).then(
      (isHeld) => isHeld || lost.abort(new LeaseLost()),
      () => undefined, // The lease runs out by itself.
    );
  }, liveLeaseMs / 3);
  const signal = AbortSignal.any([lost.signal, worker.signal]);
  try {
    const change = await step(ctx, job, { ...worker, signal });
    if (change) await conclude(ctx, job, worker, change);
  } catch (error) {
    if (error instanceof LeaseLost || lost.signal.aborted) return;
    const state = job.state === "sending" ? "unknown" : job.state;
    const isStopping = worker.signal.aborted;
    await concludeStep(ctx.db, job.id, owner, { state, afterMs: isStopping ? 0 : faultRetryMs }).catch(() => undefined);
    if (!isStopping) throw error;
  } finally {
    clearInterval(renewal);
  }
}

type Worker = { owner: string; signal: AbortSignal; handler: AnyLiveHandler };

/** The change that a step led to; null when it was written down already. */
async function step(ctx: Context, job: LiveJobRow, worker: Worker): Promise<LiveJobChange | null> {
  if (job.state === "sending") {
    await ctx.db.transaction((tx) => closeLostCalls(tx, job.id));
    const reason = "The engine that sent this ended before Agora's answer came.";
    return { state: "unknown", code: "engineEnded", reason };
  }
  let project: LiveStep<unknown>["project"];
  try {
    project = await ctx.agora(job.projectId);
  } catch (error) {
    return tryAgainLater(ctx, job, error);
  }
  const { signal, handler } = worker;
  const live = project.client.liveStreaming;
  const input: LiveStep<unknown> = { ctx, job, input: job.input, project, live, signal };
  return job.state === "requested" ? sendChange(ctx, job, worker, input) : readBack(ctx, job, handler, input);
}

async function sendChange(ctx: Context, job: LiveJobRow, worker: Worker, input: LiveStep<unknown>) {
  let prepared: PreparedChange;
  try {
    prepared = await worker.handler.prepare(input);
  } catch (error) {
    return tryAgainLater(ctx, job, error);
  }
  if (worker.signal.aborted) throw new LeaseLost();
  const callId = await ctx.db.transaction(async (tx) => {
    if (!(await lockHeldJob(tx, job.id, worker.owner))) throw new LeaseLost();
    await markSending(tx, job.id, prepared.details ?? job.details);
    return openCall(tx, { projectId: job.projectId, liveJobId: job.id }, prepared.request);
  });
  try {
    const { receipt } = await prepared.send();
    await ctx.db.transaction(async (tx) => {
      await closeCall(tx, callId, { receipt });
      await concludeStep(tx, job.id, worker.owner, {
        state: "accepted",
        code: null,
        reason: null,
        requestId: receipt.requestId,
      });
    });
    return null;
  } catch (error) {
    await closeCall(ctx.db, callId, { error });
    // It was written down and is on its way for all we know: a fault of ours counts as no answer.
    if (!(error instanceof AgoraError)) {
      return { state: "unknown" as const, code: "fault", reason: "The outcome could not be read.", isFailure: true };
    }
    const { message: reason, requestId } = error;
    if (error.effect !== "none") return { state: "unknown" as const, code: "noAnswer", reason, requestId };
    return { ...tryAgainLater(ctx, job, error), requestId };
  }
}

async function readBack(ctx: Context, job: LiveJobRow, handler: AnyLiveHandler, input: LiveStep<unknown>) {
  const isTooOld = (since: Date) => ctx.clock.now().getTime() - since.getTime() > liveJobGiveUpMs.readBack;
  try {
    const verdict = await handler.confirm(input);
    const { details, code = job.outcomeCode, reason = job.outcomeReason } = verdict;
    if (verdict.is === "done")
      return { state: "done" as const, details, code: verdict.code ?? null, reason: verdict.reason ?? null };
    if (verdict.is === "failed") return { state: "failed" as const, details, code, reason };
    if (verdict.is === "notCarriedOut") return { state: "requested" as const, details, code, reason };
    return { state: job.state, details, code, reason, afterMs: verdict.afterMs };
  } catch (error) {
    if (!(error instanceof AgoraError || error instanceof TallyError)) throw error;
    if (input.signal.aborted) throw error;
    const { message: reason } = error;
    if (isTooOld(job.sentAt ?? job.createdAt)) return { state: "failed" as const, code: "notReadable", reason };
    return { state: job.state, code: "notReadable", reason, afterMs: pauseAfter(job), isFailure: true };
  }
}

/** A change that was not carried out: is it refused for good, or worth another try? */
function tryAgainLater(ctx: Context, job: LiveJobRow, error: unknown): LiveJobChange {
  if (!(error instanceof AgoraError || error instanceof TallyError)) throw error;
  const { message: reason } = error;
  const isFinal =
    error instanceof AgoraError
      ? error instanceof AgoraInvalidRequest || !error.isRetryable
      : error.code === "INVALID" || error.code === "NOT_FOUND";
  const code = error instanceof AgoraError ? codeOf(error) : "refused";
  if (isFinal) return { state: "refused", code, reason };
  if (ctx.clock.now().getTime() - job.createdAt.getTime() > liveJobGiveUpMs.requested) {
    return { state: "failed", code: "gaveUp", reason };
  }
  return { state: "requested", code, reason, afterMs: pauseAfter(job), isFailure: true };
}

/** The documented status, which screens have words for; the same for every operation (FLS contract §1.5). */
function codeOf({ httpStatus }: AgoraError): string {
  return httpStatus === null ? "unreachable" : `http${httpStatus}`;
}

function pauseAfter({ failuresInRow }: LiveJobRow): number {
  return pausesMs[Math.min(failuresInRow, pausesMs.length - 1)] ?? 30_000;
}

async function conclude(ctx: Context, job: LiveJobRow, worker: Worker, change: LiveJobChange): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const held = await lockHeldJob(tx, job.id, worker.owner);
    if (!held) return;
    await concludeStep(tx, job.id, worker.owner, change);
    const { state } = change;
    if (state === "done" || state === "refused" || state === "failed") await worker.handler.finish?.(tx, held, state);
  });
}
