import type { Context } from "@/lib/context";
import { abandonLease, claimLease, consumeWake, leaseMs, releaseLease, renewLease } from "../../data/leases";
import type { LiveCount } from "../../data/live-count";
import { readSituation } from "../../data/situation";
import { decide } from "./decide";
import type { Step } from "./situation";
import type { IdWatch } from "./id-watch";
import { LeaseLost, StepOvertaken, type StepInput } from "./step";
import { cancel, close, endTask, loseControl, markUncertain, replan, tellUnreachable } from "./steps/settle";
import { checkKick, kickRecorder } from "./steps/kick";
import { listBucket } from "./steps/list-bucket";
import { queryTask } from "./steps/query";
import { resendStart, startTask } from "./steps/start";
import { stopTask } from "./steps/stop";
import { updateRecording } from "./steps/update";
import { vanish } from "./steps/vanish";
import { updateLayout } from "./steps/update-layout";

/** One engine process, as far as an attempt is concerned. */
export type Worker = {
  /** Names the lease; another for every run of a process. */
  owner: string;
  watch: IdWatch;
  liveCount: LiveCount;
  /** Aborted when the engine stops. */
  signal: AbortSignal;
};

/** A step that changes nothing would be decided upon for ever: more than this in one go is a fault, to be seen. */
const mostSteps = 100;

/** After a fault (the database is away, a programming error) the attempt is looked at again. */
const faultRetryMs = 2_000;

/**
 * Takes an attempt as far as it can go now and says when to look again, by writing it into its row. Returns at once
 * when another engine has the attempt. Safe to call at any time, any number of times, by any engine.
 */
export async function advanceAttempt(ctx: Context, attemptId: string, worker: Worker): Promise<void> {
  const { owner } = worker;
  if (!(await claimLease(ctx.db, attemptId, owner))) return;
  const lost = new AbortController();
  const renewal = setInterval(() => {
    renewLease(ctx.db, attemptId, owner).then(
      (isHeld) => isHeld || lost.abort(new LeaseLost()),
      // A database that cannot be reached cannot be written ahead to either; the lease runs out by itself.
      () => undefined,
    );
  }, leaseMs / 3);
  const signal = AbortSignal.any([lost.signal, worker.signal]);
  try {
    await work(ctx, attemptId, { ...worker, signal });
  } catch (error) {
    if (error instanceof LeaseLost || lost.signal.aborted) return;
    if (worker.signal.aborted) {
      await abandonLease(ctx.db, attemptId, owner, 0);
      return;
    }
    await abandonLease(ctx.db, attemptId, owner, faultRetryMs).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function work(ctx: Context, attemptId: string, worker: Worker): Promise<void> {
  const { owner, watch, liveCount, signal } = worker;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    signal.throwIfAborted();
    if (!(await consumeWake(ctx.db, attemptId, owner))) {
      // Not held any more, or finished by a notification meanwhile.
      await releaseLease(ctx.db, attemptId, owner, null);
      return;
    }
    const reading = await readSituation(ctx.db, attemptId);
    if (reading === null) return;
    const { attempt, intent, config, isSuperseded, now, canList, hasSeenFile, hasUnseenFile } = reading;
    const step = decide({
      attempt,
      desired: intent.desired,
      controlHours: config.controlHours,
      pageHours: config.mode === "web" ? config.page.maxHours : null,
      isSuperseded,
      now,
      liveCount: await liveCount(attempt.appId),
      resourceIdWatchedMs: watch.knownForMs(attempt.resourceId),
      canList,
      hasSeenFile,
      hasUnseenFile,
    });
    if (step.kind === "wait") {
      if (await releaseLease(ctx.db, attemptId, owner, step.until)) return;
      continue;
    }
    await take(step, { ctx, owner, watch, signal, reading });
  }
  throw new Error(`The attempt ${attemptId} took ${mostSteps} steps without coming to rest.`);
}

/** Carries a step out. What it led to is in the attempt's row, from which the next step is decided. */
async function take(step: Exclude<Step, { kind: "wait" }>, input: StepInput): Promise<void> {
  try {
    await perform(step, input);
  } catch (error) {
    if (!(error instanceof StepOvertaken)) throw error;
  }
}

function perform(step: Exclude<Step, { kind: "wait" }>, input: StepInput): Promise<unknown> {
  switch (step.kind) {
    case "start":
      return startTask(input);
    case "resendStart":
      return resendStart(input);
    case "replan":
      return replan(input, step.why);
    case "markUncertain":
      return markUncertain(input);
    case "cancel":
      return cancel(input);
    case "query":
      return queryTask(input, step.priority);
    case "updateLayout":
      return updateLayout(input);
    case "update":
      return updateRecording(input);
    case "stop":
      return stopTask(input, step.why);
    case "vanish":
      return vanish(input);
    case "list":
      return listBucket(input);
    case "loseControl":
      return loseControl(input);
    case "kick":
      return kickRecorder(input);
    case "checkKick":
      return checkKick(input);
    case "tellUnreachable":
      return tellUnreachable(input);
    case "close":
      return close(input);
    case "end":
      return endTask(input, step.to, step.code);
  }
}
