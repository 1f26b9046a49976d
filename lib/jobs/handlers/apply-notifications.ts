import type { Context } from "../../context";
import { applyNotifications } from "../../features/notifications/service/apply-notifications";
import type { Logger } from "../../logger";

/** Applies received notifications, one run at a time in this process. */
export type Applier = {
  /** Looks for notifications now, or once more after the run that is under way. */
  run(): void;
  /** Resolves when no run is under way. */
  settled(): Promise<void>;
};

export function createApplier(options: { ctx: Context; logger: Logger; signal: AbortSignal }): Applier {
  const { ctx, logger, signal } = options;
  let current: Promise<void> | undefined;
  let isWantedAgain = false;

  async function runAll(): Promise<void> {
    do {
      isWantedAgain = false;
      try {
        const { failures } = await applyNotifications(ctx, signal);
        for (const { id, error } of failures) {
          logger.error({ err: error, notificationId: id }, "a notification could not be applied");
        }
      } catch (error) {
        // The notifications are still there; the next sweep tries again.
        logger.warn({ err: error }, "notifications could not be applied");
      }
    } while (isWantedAgain && !signal.aborted);
    current = undefined;
  }

  return {
    run() {
      isWantedAgain = true;
      current ??= runAll();
    },
    settled: () => current ?? Promise.resolve(),
  };
}
