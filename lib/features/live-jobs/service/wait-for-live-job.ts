import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { findLiveJob, toLiveJob } from "../data";
import type { LiveJob } from "../types";

/** Longest time an action waits for the engine: it runs once per browser at a time. */
const waitMs = 2_000;
const lookEveryMs = 40;

/**
 * Waits until the engine has got somewhere with a job, at most two seconds, and says how far it is.
 * @param isEnough by default: it has ended, or Agora's answer is missing
 * @throws TallyError NOT_FOUND
 */
export async function waitForLiveJob(
  ctx: Pick<Context, "db" | "clock">,
  projectId: string,
  jobId: string,
  isEnough: (job: LiveJob) => boolean = (job) => job.isTerminal || job.state === "unknown",
): Promise<LiveJob> {
  const deadline = ctx.clock.monotonicMs() + waitMs;
  for (;;) {
    const row = await findLiveJob(ctx.db, projectId, jobId);
    if (!row) throw new TallyError("NOT_FOUND", "There is no such change.");
    const job = toLiveJob(row);
    if (isEnough(job) || ctx.clock.monotonicMs() >= deadline) return job;
    await pause(lookEveryMs);
  }
}
