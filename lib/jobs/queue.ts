import { and, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client";
import { attempts } from "../db/schema";

/** The PostgreSQL channel on which engines are told that an attempt is due; the payload is its id. */
export const dueChannel = "attempt_due";

/** The PostgreSQL channel on which engines are told that notifications wait to be applied. */
export const noticeChannel = "notification_received";

/** The PostgreSQL channel on which engines are told that a change of live streaming is due; the payload is its id. */
export const liveJobChannel = "live_job_due";

export type Queue = {
  /**
   * Has an engine look at an attempt, at once or after `afterMs`. It is written into the attempt's row, so it is not
   * lost when no engine runs. With `tx` it takes effect when that transaction commits.
   */
  wake(attemptId: string, options?: { tx?: Transaction; afterMs?: number }): Promise<void>;
  close(): Promise<void>;
};

/**
 * The callers' side of the engine. The rows are the truth (`attempts.next_step_at`): engines hear the notice within
 * milliseconds, and sweep for due rows in case it is lost.
 */
export function createQueue(db: Database): Queue {
  return {
    async wake(attemptId, { tx, afterMs = 0 } = {}) {
      const target = tx ?? db;
      const due = sql`statement_timestamp() + ${afterMs} * interval '1 millisecond'`;
      await target
        .update(attempts)
        .set({ nextStepAt: sql`least(${attempts.nextStepAt}, ${due})` })
        .where(and(eq(attempts.id, attemptId), eq(attempts.isTerminal, false)));
      if (afterMs === 0) await target.execute(sql`select pg_notify(${dueChannel}, ${attemptId})`);
    },
    close: () => Promise.resolve(),
  };
}
