import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { migrate, transact } from "../../sqlite";

/** One step a version; a released step is never edited, a new one is added. */
const steps = [
  `
  CREATE TABLE bucket (
    name TEXT PRIMARY KEY, region TEXT NOT NULL, cors TEXT NOT NULL, created_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE access_key (
    access_key TEXT PRIMARY KEY, secret_key TEXT NOT NULL, permission TEXT NOT NULL,
    buckets TEXT, prefix TEXT, created_at_ms INTEGER NOT NULL,
    parent TEXT REFERENCES access_key ON DELETE CASCADE, session_token TEXT, expires_at_ms INTEGER
  ) STRICT;
  CREATE TABLE object (
    bucket TEXT NOT NULL REFERENCES bucket, key BLOB NOT NULL, body TEXT NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, last_modified_ms INTEGER NOT NULL, attributes TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE upload (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL REFERENCES bucket ON DELETE CASCADE, key BLOB NOT NULL,
    attributes TEXT NOT NULL, created_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE part (
    upload TEXT NOT NULL REFERENCES upload ON DELETE CASCADE, number INTEGER NOT NULL, body TEXT NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, last_modified_ms INTEGER NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT;
  `,
];

export type Row = Record<string, SQLOutputValue>;

/**
 * The store's index. A row is written only after its body is complete on disk, and in a durable store every commit
 * reaches the disk (`synchronous = FULL`), so an answered PUT survives kill -9 and a power cut.
 */
export class StoreDatabase {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  /** @throws Error with a sentence when another store uses the folder or the file is damaged. */
  constructor(folder: string, isDurable: boolean) {
    const file = join(folder, "objects.sqlite");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      this.#db = new DatabaseSync(file);
      // It holds the secrets of the access keys.
      chmodSync(file, 0o600);
      this.#db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;");
      this.#db.exec(`PRAGMA synchronous = ${isDurable ? "FULL" : "NORMAL"}`);
      migrate(this.#db, steps);
    } catch (error) {
      throw new Error(explain(folder, error), { cause: error });
    }
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** Rows one by one, read only as far as the caller goes. The caller must not change the table meanwhile. */
  iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#db.prepare(sql).iterate(...values);
  }

  /** @returns the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  transaction<T>(work: () => T): T {
    return transact(this.#db, work);
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): ReturnType<DatabaseSync["prepare"]> {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`column ${column} holds no text`);
  return value;
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`column ${column} holds no number`);
  return value;
}

/** A key, which is stored as its UTF-8 bytes so that it sorts by them and may hold any character. */
export function keyText(row: Row, column: string): string {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} holds no bytes`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8");
}

export function keyBytes(key: string): Uint8Array {
  return Buffer.from(key, "utf8");
}

function explain(folder: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.includes("locked")
    ? `The object store's folder ${folder} is in use by another object store. Stop that one, or choose another folder.`
    : `The object store's index in ${folder} cannot be opened: ${reason}. Move the folder away to begin anew.`;
}
