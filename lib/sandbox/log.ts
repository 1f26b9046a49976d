/**
 * Where the sandbox reports what it does: pino's calling order. Callers pass ids, codes and durations only, never a
 * request body or a key.
 */
export type SandboxLog = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/** For callers that do not listen. */
export const silentLog: SandboxLog = { info() {}, warn() {}, error() {} };
