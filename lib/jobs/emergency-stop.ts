import type { Context } from "../context";
import { isWriteRefused } from "../db/write-refusal";
import { stopUnrecorded } from "../features/recordings/service/stop-unrecorded";
import type { DueAttempt } from "./due-attempts";

/** Between two stops of the same recording that cannot be written down. */
const pauseMs = 10_000;

/**
 * Stops what is wanted to end although the database takes no writes, when neither lease nor call can be written down. The
 * engine repeats it in the regular way as soon as it can, which does no harm.
 */
export function createEmergencyStop(ctx: Context) {
  const sentAt = new Map<string, number>();
  return {
    /** @throws what it was called for, in any case */
    async stop(due: readonly DueAttempt[], cause: unknown): Promise<never> {
      if (isWriteRefused(cause)) {
        const now = ctx.clock.monotonicMs();
        for (const { intentId, isUrgent } of due) {
          if (!isUrgent || now - (sentAt.get(intentId) ?? -pauseMs) < pauseMs) continue;
          sentAt.set(intentId, now);
          await stopUnrecorded(ctx, intentId).catch(() => undefined);
        }
      }
      throw cause;
    },
  };
}
