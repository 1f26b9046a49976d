import type { Row, StateDatabase } from "./database";

/** One request the sandbox saw, as it may be shown: without secrets. */
export type JournalEntry = {
  id: number;
  /** Sandbox time, Unix milliseconds. */
  atMs: number;
  /** Real milliseconds until the last byte of the answer was about to leave. */
  tookMs: number;
  requestId: string;
  method: string;
  path: string;
  /** Agora's operation, or null when the address is none. */
  operation: string | null;
  /** The redacted JSON body, or null for none or one that is not JSON. */
  body: unknown;
  /** What the caller was answered; null when a fault cut the connection. */
  status: number | null;
  /** The redacted JSON answer. */
  answer: unknown;
  /** The fault that was applied. */
  faultId: number | null;
};

/** More entries than this are not kept: the oldest go. */
const keptEntries = 10_000;

/** A longer body is not kept, only its length: nobody reads it, and a hostile caller could fill the disk. */
const longestBody = 32_768;

/** Every request to the Agora API, oldest first. */
export class Journal {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  add(entry: Omit<JournalEntry, "id">): void {
    const document = JSON.stringify({ ...entry, body: short(entry.body), answer: short(entry.answer) });
    const { lastId } = this.#db.run("INSERT INTO requests (document) VALUES (?)", document);
    this.#db.run("DELETE FROM requests WHERE id <= ?", lastId - keptEntries);
  }

  /** The entries after `afterId`, at most `limit`. */
  after(afterId: number, limit: number): JournalEntry[] {
    return this.#db
      .all("SELECT id, document FROM requests WHERE id > ? ORDER BY id LIMIT ?", afterId, limit)
      .map(entryOf);
  }

  /** The newest entries, oldest first. */
  last(count: number): JournalEntry[] {
    return this.#db.all("SELECT id, document FROM requests ORDER BY id DESC LIMIT ?", count).map(entryOf).toReversed();
  }
}

function entryOf(row: Row): JournalEntry {
  return { ...(JSON.parse(String(row.document)) as Omit<JournalEntry, "id">), id: Number(row.id) };
}

function short(body: unknown): unknown {
  const { length } = JSON.stringify(body) ?? "";
  return length > longestBody ? `[${length} characters of JSON]` : body;
}
