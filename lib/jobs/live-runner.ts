import type { Context } from "../context";
import { claimDueJobs, readLiveJobKind, type LiveJobRow } from "../features/live-jobs/data";
import { advanceLiveJob } from "../features/live-jobs/service/advance-live-job";
import type { Logger } from "../logger";
import { liveHandlers } from "./handlers/live-jobs";

/** Carries out changes of live streaming, several at a time; other engines do the same on the same rows. */
export type LiveRunner = {
  /** Looks for due jobs now. */
  run(): void;
  /** Resolves when no job is under way in this process. */
  settled(): Promise<void>;
};

/** Jobs that one process works on at a time: most of a step is waiting for Agora. */
const atOnce = 8;

export function createLiveRunner(options: {
  ctx: Context;
  owner: string;
  logger: Logger;
  signal: AbortSignal;
}): LiveRunner {
  const { ctx, owner, logger, signal } = options;
  const underWay = new Set<Promise<void>>();
  let search: Promise<void> | undefined;
  let isWantedAgain = false;
  let isFailing = false;

  async function advance(job: LiveJobRow): Promise<void> {
    try {
      await advanceLiveJob(ctx, job, { owner, signal, handler: liveHandlers[readLiveJobKind(job.kind)] });
    } catch (error) {
      logger.error({ err: error, liveJobId: job.id }, "a change of live streaming could not be carried on");
    }
  }

  async function claim(): Promise<void> {
    do {
      isWantedAgain = false;
      const free = atOnce - underWay.size;
      if (free === 0) break; // Whoever ends looks again.
      try {
        for (const job of await claimDueJobs(ctx.db, owner, free)) {
          const work = advance(job).finally(() => {
            underWay.delete(work);
            run();
          });
          underWay.add(work);
        }
        isFailing = false;
      } catch (error) {
        // The rows are still there; the next sweep tries again.
        if (!isFailing) logger.warn({ err: error }, "changes of live streaming could not be searched for");
        isFailing = true;
      }
    } while (isWantedAgain && !signal.aborted);
    search = undefined;
  }

  function run(): void {
    isWantedAgain = true;
    if (!signal.aborted) search ??= claim();
  }

  return {
    run,
    async settled() {
      await search;
      await Promise.all(underWay);
    },
  };
}
