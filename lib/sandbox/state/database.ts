import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { migrate, transact } from "../sqlite";

/** One step a version; a released step is never edited, a new one is added. */
const steps = [
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TABLE people (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL, uid TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (channel, uid)
  ) STRICT;
  CREATE TABLE resources (
    resource_id TEXT PRIMARY KEY, acquired_at_ms INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE tasks (
    sid TEXT PRIMARY KEY, resource_id TEXT NOT NULL UNIQUE, app_id TEXT NOT NULL,
    cname TEXT NOT NULL, uid TEXT NOT NULL, is_live INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX one_live_task ON tasks (app_id, cname, uid) WHERE is_live = 1;
  CREATE TABLE slices (
    sid TEXT NOT NULL, number INTEGER NOT NULL, is_uploaded INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (sid, number)
  ) STRICT;
  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sid TEXT NOT NULL, state TEXT NOT NULL, due_at_ms INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX due_deliveries ON deliveries (due_at_ms) WHERE state = 'pending';
  CREATE TABLE requests (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT;
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE faults (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT;
  `,
  // Recordings are described anew, in tracks: those of the first version cannot be gone on with.
  `
  DELETE FROM slices; DELETE FROM tasks; DELETE FROM resources; DELETE FROM deliveries WHERE state = 'pending';
  CREATE TABLE backups (id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL, document TEXT NOT NULL) STRICT;
  `,
  // Live streaming: what is configured, every push, and every recording of a push.
  `
  CREATE TABLE fls_settings (kind TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT;
  CREATE TABLE fls_pushes (
    id TEXT PRIMARY KEY, entry_point TEXT NOT NULL, stream TEXT NOT NULL,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX fls_pushes_of_stream ON fls_pushes (entry_point, stream, start_ms);
  CREATE TABLE fls_recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, push_id TEXT NOT NULL, kind TEXT NOT NULL,
    entry_point TEXT NOT NULL, stream TEXT NOT NULL, area TEXT NOT NULL,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX fls_recordings_of_stream ON fls_recordings (entry_point, stream, kind, start_ms);
  `,
  // Channel management: who is in a channel (people and recorders), its profile, and who is kept out.
  `
  CREATE TABLE channels (channel TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TABLE attendance (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL, uid TEXT NOT NULL, sid TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (channel, uid, sid)
  ) STRICT;
  CREATE INDEX attendance_of_recorder ON attendance (sid);
  CREATE TABLE kicking_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT, expires_at_ms INTEGER NOT NULL, document TEXT NOT NULL
  ) STRICT;
  `,
];

/** What a reset empties. */
const cleared = [
  "people",
  "resources",
  "tasks",
  "slices",
  "backups",
  "deliveries",
  "requests",
  "counters",
  "faults",
  "fls_settings",
  "fls_pushes",
  "fls_recordings",
  "channels",
  "attendance",
  "kicking_rules",
];

/** What a row may hold here. */
export type Row = Record<string, string | number>;

/**
 * The sandbox's state on disk: SQLite, one writer, survives kill -9. Every call is synchronous and short, so that two
 * requests never see each other half done.
 */
export class StateDatabase {
  readonly #db: DatabaseSync;
  #isInTransaction = false;

  /** @throws Error with a sentence when another sandbox uses the folder or the file is damaged. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "sandbox.sqlite");
    try {
      this.#db = new DatabaseSync(file);
      // It holds the keys that recordings were started with.
      chmodSync(file, 0o600);
      this.#db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      migrate(this.#db, steps);
    } catch (error) {
      throw new Error(explain(folder, error), { cause: error });
    }
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return asRows(this.#db.prepare(sql).all(...values));
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.all(sql, ...values)[0];
  }

  /** Returns how many rows changed and the id of the last one inserted. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastId: number } {
    const result = this.#db.prepare(sql).run(...values);
    return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) };
  }

  /** Runs `work` so that all of it is kept, or nothing; inside another transaction it becomes part of that one. */
  transaction<T>(work: () => T): T {
    if (this.#isInTransaction) return work();
    this.#isInTransaction = true;
    try {
      return transact(this.#db, work);
    } finally {
      this.#isInTransaction = false;
    }
  }

  /** Forgets everything but the facts of these names. */
  clear(keptFacts: readonly string[]): void {
    this.transaction(() => {
      for (const table of cleared) {
        this.run(`DELETE FROM ${table}`);
      }
      this.run(`DELETE FROM facts WHERE name NOT IN (${keptFacts.map(() => "?").join(", ")})`, ...keptFacts);
    });
  }

  close(): void {
    this.#db.close();
  }
}

/** node:sqlite types a value as anything SQLite knows; our STRICT tables hold only text and numbers, never null. */
function asRows(rows: ReturnType<ReturnType<DatabaseSync["prepare"]>["all"]>): Row[] {
  return rows as Row[];
}

function explain(folder: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.includes("locked")
    ? `The sandbox's state in ${folder} is in use by another sandbox. Stop that one, or choose another folder.`
    : `The sandbox's state in ${folder} cannot be opened: ${reason}. Move the folder away to begin anew.`;
}
