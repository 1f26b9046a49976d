/** SQLSTATE of a database that reads but does not write: read-only, its disk full, or failing. */
const codes = new Set(["25006", "53100", "53400", "58030"]);

/** Whether PostgreSQL could be read but refuses to write, as when its disk is full. */
export function isWriteRefused(error: unknown): boolean {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  return causes.some((one) => one instanceof Error && "code" in one && codes.has(String(one.code)));
}
