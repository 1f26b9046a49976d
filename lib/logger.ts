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
    serializers: { err: describeError },
  });
}

/**
 * An error without what it was about: the database layer's message ends with the values of the query, which are
 * passwords' hashes, tokens' hashes and names. Its cause's code (such as 23505) is what tells the reason.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause;
  return {
    type: error.name,
    message: error.message.split("\nparams:")[0],
    code: cause instanceof Error && "code" in cause ? cause.code : undefined,
    stack: error.stack
      ?.split("\n")
      .filter((line) => line.startsWith("    at "))
      .slice(0, 5)
      .join("\n"),
  };
}
