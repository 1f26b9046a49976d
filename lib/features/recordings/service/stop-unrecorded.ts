import "server-only";
import { and, eq, isNotNull } from "drizzle-orm";
import { AgoraError } from "@/lib/agora/errors";
import type { Context } from "@/lib/context";
import { attempts } from "@/lib/db/schema";
import { selectIntent } from "../data/read";
import { storedStart } from "../schema";
import { taskOf } from "./advance/start-plan";

/**
 * Sends the stop of a recording without writing it down, because the database takes no writes: a task that goes on is
 * worse than a call that is not on its page (invariant I1 exempts stops). How many tasks Agora was told to stop.
 */
export async function stopUnrecorded(
  ctx: Pick<Context, "db" | "unrecordedStop">,
  recordingId: string,
): Promise<number> {
  const intent = await selectIntent(ctx.db, recordingId);
  if (!intent) return 0;
  const { mode } = storedStart.parse(intent.config);
  const rows = await ctx.db
    .select()
    .from(attempts)
    .where(and(eq(attempts.intentId, recordingId), eq(attempts.isTerminal, false), isNotNull(attempts.sid)));
  const stop = await ctx.unrecordedStop(intent.projectId);
  let count = 0;
  for (const row of rows) {
    const task = taskOf(row, mode);
    if (task === null || row.state === "STOPPED") continue;
    try {
      await stop(task);
      count += 1;
    } catch (error) {
      // Whatever it was: the engine repeats the stop once it can be written down.
      if (!(error instanceof AgoraError)) throw error;
      if (error.effect !== "none" || error.httpStatus === 404) count += 1;
    }
  }
  return count;
}
