import type { Logger } from "../logger";

/**
 * A search that may be asked for at any time and runs one at a time; asked for during a run, it runs once more, because
 * what it was asked for may have come after that run looked. A failure is told once, until it works again.
 */
export function createSweep(
  search: () => Promise<void>,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): () => void {
  let isRunning = false;
  let isWanted = false;
  let isFailing = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (isWanted && !signal.aborted) {
      isWanted = false;
      try {
        await search();
        if (isFailing) logger.info("due attempts are found again");
        isFailing = false;
      } catch (error) {
        if (!isFailing) logger.warn({ err: error }, "due attempts could not be searched for");
        isFailing = true;
      }
    }
    isRunning = false;
  }

  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
