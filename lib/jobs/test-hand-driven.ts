import { eq, getTableColumns, sql } from "drizzle-orm";
import { createServices, systemContext, type Context } from "@/lib/context";
import { createSecretBox } from "@/lib/db/secrets";
import { attempts } from "@/lib/db/schema";
import { advanceAttempt } from "@/lib/features/recordings/service/advance/advance-attempt";
import { createRateLimit } from "./rate-limit";
import type { TestInstallation } from "./test-installation";

/**
 * For tests: an engine's work on attempts, one turn at a time, where time passes by setting back what is written down
 * instead of by waiting. Its own clock has seen everything for an hour.
 */
export class HandDriven {
  readonly ctx: Context;

  constructor(readonly tally: TestInstallation) {
    const { db } = tally.database;
    const services = createServices({ db, box: createSecretBox(tally.secretKey), rateLimit: createRateLimit({ db }) });
    this.ctx = systemContext(services, "test engine");
  }

  /** The attempts of a recording, first to last. */
  async attempts(recordingId: string) {
    const { db } = this.tally.database;
    return db.select().from(attempts).where(eq(attempts.intentId, recordingId)).orderBy(attempts.number);
  }

  /** Lets so many seconds pass for every attempt of a recording, then has each taken as far as it can go. */
  async after(seconds: number, recordingId: string) {
    const { db } = this.tally.database;
    const columns = Object.entries(getTableColumns(attempts)).filter(([, column]) => column.dataType === "date");
    const back = columns.map(([name, column]) => [name, sql`${column} - ${seconds} * interval '1 second'`]);
    await db.update(attempts).set(Object.fromEntries(back)).where(eq(attempts.intentId, recordingId));
    return this.advance(recordingId);
  }

  /** Takes every attempt of a recording as far as it can go now, and gives them as they are then. */
  async advance(recordingId: string) {
    const watch = { knownForMs: () => 3_600_000 };
    for (const { id } of await this.attempts(recordingId)) {
      await advanceAttempt(this.ctx, id, {
        owner: "test",
        watch,
        liveCount: () => Promise.resolve(1),
        signal: new AbortController().signal,
      });
    }
    return this.attempts(recordingId);
  }
}
