import { createHash, randomBytes } from "node:crypto";
import type { StateDatabase } from "./database";

/** A ticket from acquire: one start, five minutes, bound to what it was asked for (contract §1.5, §2.1). */
export type Resource = {
  resourceId: string;
  appId: string;
  cname: string;
  uid: string;
  scene: number;
  /** The serving region that was asked for: CN, AP, EU or NA. */
  region: string | null;
  resourceExpiredHour: number;
  /** Hash of `startParameter`, which the start must then match; null when acquire gave none. */
  parameterHash: string | null;
  acquiredAtMs: number;
  /** When acquire's answer left: the two seconds to start count from here. Null while it is under way. */
  answeredAtMs: number | null;
  /** When a start with it was first seen, and whether that was too late; later ones are resends. */
  firstStartMs: number | null;
  isStartLate: boolean;
};

/** How long a resource id can start a recording. */
export const resourceLifeMs = 5 * 60_000;

/** Resource ids, used ones included: a used one must be told from an unknown one. */
export class Resources {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  find(resourceId: string): Resource | undefined {
    const row = this.#db.get("SELECT document FROM resources WHERE resource_id = ?", resourceId);
    return row && (JSON.parse(String(row.document)) as Resource);
  }

  add(resource: Omit<Resource, "resourceId" | "answeredAtMs" | "firstStartMs" | "isStartLate">): Resource {
    // 192 random bytes are the 256 characters that Agora's own examples begin at (contract §1.6).
    const resourceId = randomBytes(192).toString("base64url");
    const complete = { ...resource, resourceId, answeredAtMs: null, firstStartMs: null, isStartLate: false };
    this.#db.run(
      "INSERT INTO resources (resource_id, acquired_at_ms, document) VALUES (?, ?, ?)",
      complete.resourceId,
      complete.acquiredAtMs,
      JSON.stringify(complete),
    );
    return complete;
  }

  markAnswered(resourceId: string, atMs: number): void {
    this.#change(resourceId, { answeredAtMs: atMs });
  }

  markStartSeen(resourceId: string, atMs: number, isLate: boolean): void {
    this.#change(resourceId, { firstStartMs: atMs, isStartLate: isLate });
  }

  /** Forgets tickets that nobody used and nobody can use any more, a day after they died. */
  prune(nowMs: number): void {
    this.#db.run(
      "DELETE FROM resources WHERE acquired_at_ms < ? AND resource_id NOT IN (SELECT resource_id FROM tasks)",
      nowMs - 86_400_000,
    );
  }

  #change(resourceId: string, change: Partial<Resource>): void {
    const resource = this.find(resourceId);
    if (!resource) return;
    const document = JSON.stringify({ ...resource, ...change });
    this.#db.run("UPDATE resources SET document = ? WHERE resource_id = ?", document, resourceId);
  }
}

/** A hash that is equal for equal JSON values, whatever the order of their keys. */
export function parameterHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
