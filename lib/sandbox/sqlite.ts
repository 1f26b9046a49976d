import type { DatabaseSync } from "node:sqlite";

/** Runs `work` so that all of it is kept, or nothing. Not inside another transaction. */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Takes a file to the newest version: one step a version, and all that are missing or none.
 * @throws Error where a newer program wrote it
 */
export function migrate(db: DatabaseSync, steps: readonly string[]): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > steps.length) throw new Error("it was written by a newer version");
  transact(db, () => {
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
  });
}
