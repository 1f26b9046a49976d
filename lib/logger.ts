import pino, { type Logger } from "pino";

export type { Logger };

/**
 * One JSON line per event on stdout. Callers pass only the fields they name (ids, durations, codes): never a request
 * body, never a header, never an error's `cause` chain, because those may carry keys.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    base: { name },
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, message: error.message, stack: error.stack?.split("\n").slice(1, 6).join("\n") }
          : { type: typeof error },
    },
  });
}
