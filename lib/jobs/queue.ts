import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";

/** Tells the engines that an attempt has something to do now. `attempts.next_step_at` says it too, a little later. */
export interface Queue {
  wake(attemptId: string): Promise<void>;
}

/** The PostgreSQL channel engines listen on; its payload is an attempt id. */
export const wakeChannel = "tally_wake";

/** In a transaction the engines hear it when, and only if, the transaction commits. */
export function createQueue(db: Database | Transaction): Queue {
  return {
    async wake(attemptId) {
      await db.execute(sql`select pg_notify(${wakeChannel}, ${attemptId})`);
    },
  };
}
