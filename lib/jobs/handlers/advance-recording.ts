import type { PgBoss } from "pg-boss";
import type { Context } from "../../context";
import { advanceAttempt, type Worker } from "../../features/recordings/service/advance/advance-attempt";
import type { Logger } from "../../logger";
import { advanceRecording } from "../definitions/advance-recording";
import type { DueAttempt } from "../due-attempts";

/** The workers of this process, and the way to give them something to do. */
export type Advancer = {
  /** Queues attempts, each at most once, and has idle workers fetch them now. */
  enqueue(due: readonly DueAttempt[]): Promise<void>;
};

/** Attempts that one process works on at a time: most of a step is waiting for Agora or for room under its limit. */
const workers = 12;
/** More of them for urgent attempts alone: when all others wait for room, a stop must still find a worker. */
const urgentWorkers = 4;
const urgentPriority = 1;

const queueOptions = {
  // At most one waiting job per attempt. Whether one may be worked on is decided by its lease, which ends sooner than
  // pg-boss would notice a dead worker.
  policy: "short",
  retryLimit: 2,
  retryDelay: 1,
  expireInSeconds: 300,
  heartbeatSeconds: 20,
  retentionSeconds: 3600,
  deleteAfterSeconds: 600,
} as const;

/** Makes the queue where it does not exist and starts the workers. */
export async function startAdvancer(options: {
  boss: PgBoss;
  ctx: Context;
  worker: Worker;
  logger: Logger;
}): Promise<Advancer> {
  const { boss, ctx, worker, logger } = options;
  const { name, payload } = advanceRecording;
  await boss.createQueue(name, queueOptions);
  const idle = new Set<string>();

  for (let index = 0; index < workers + urgentWorkers; index += 1) {
    const self = { id: "" };
    const minPriority = index < urgentWorkers ? urgentPriority : 0;
    self.id = await boss.work(name, { pollingIntervalSeconds: 10, minPriority }, async (jobs) => {
      idle.delete(self.id);
      try {
        for (const job of jobs) {
          const { attemptId } = payload.parse(job.data);
          await advanceAttempt(ctx, attemptId, worker).catch((error: unknown) => {
            logger.error({ err: error, attemptId }, "an attempt could not be advanced");
            // pg-boss keeps what a job throws; the error itself may hold the values of a query.
            throw new Error("The attempt could not be advanced; the engine's log says why.");
          });
        }
      } finally {
        idle.add(self.id);
        boss.notifyWorker(self.id); // There may be more: look again instead of sleeping.
      }
    });
    idle.add(self.id);
  }

  return {
    async enqueue(due) {
      if (due.length === 0) return;
      const jobs = due.map(({ id, isUrgent }) => ({
        data: { attemptId: id },
        singletonKey: id,
        priority: isUrgent ? urgentPriority : 0,
      }));
      const queued = await boss.insert(name, jobs, { returnId: true });
      // The urgent ones' workers come first in the set, and find nothing when nothing is urgent.
      if (queued?.length) for (const id of [...idle].slice(0, queued.length + urgentWorkers)) boss.notifyWorker(id);
    },
  };
}
