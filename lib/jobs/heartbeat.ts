import { eq, lt, sql } from "drizzle-orm";
import type { Database } from "../db/client";
import { processes } from "../db/schema";
import type { Logger } from "../logger";

export type Heartbeat = { stop(): Promise<void> };

const beatMs = 5_000;

/**
 * Keeps the row of this process in `processes` alive, so that the console can say when no engine runs. Rows of processes
 * that died are removed after a day.
 */
export async function startHeartbeat(options: {
  db: Database;
  id: string;
  details: Record<string, unknown>;
  logger: Logger;
}): Promise<Heartbeat> {
  const { db, id, details, logger } = options;
  await db.delete(processes).where(lt(processes.heartbeatAt, sql`now() - interval '1 day'`));
  await db.insert(processes).values({ id, kind: "engine", details });
  const timer = setInterval(() => {
    db.update(processes)
      .set({ heartbeatAt: sql`clock_timestamp()` })
      .where(eq(processes.id, id))
      .catch((error: unknown) => logger.warn({ err: error }, "the heartbeat could not be written"));
  }, beatMs);
  return {
    async stop() {
      clearInterval(timer);
      await db.delete(processes).where(eq(processes.id, id));
    },
  };
}
