import { randomBytes } from "node:crypto";
import { s3Error } from "../s3-error";
import { type Attributes, attributesSchema } from "./attributes";
import { integer, keyBytes, keyText, type Row, type StoreDatabase, text } from "./database";

export type Upload = { id: string; bucket: string; key: string; attributes: Attributes; createdAt: Date };

export type Part = { number: number; body: string; size: number; etag: string; lastModified: Date };

/** Multipart uploads that are neither completed nor aborted. */
export class Uploads {
  readonly #db: StoreDatabase;

  constructor(db: StoreDatabase) {
    this.#db = db;
  }

  /** @returns the id of the new upload. */
  create(bucket: string, key: string, attributes: Attributes, createdAt: Date): string {
    const id = randomBytes(24).toString("base64url");
    this.#db.run(
      "INSERT INTO upload (id, bucket, key, attributes, created_at_ms) VALUES (?, ?, ?, ?, ?)",
      id,
      bucket,
      keyBytes(key),
      JSON.stringify(attributes),
      createdAt.getTime(),
    );
    return id;
  }

  /** @throws S3Error NoSuchUpload unless the upload belongs to this bucket and key. */
  get(id: string, bucket: string, key: string): Upload {
    const row = this.#db.get("SELECT * FROM upload WHERE id = ? AND bucket = ? AND key = ?", id, bucket, keyBytes(key));
    if (!row) throw s3Error("NoSuchUpload");
    return toUpload(row);
  }

  list(bucket: string): Upload[] {
    return this.#db.all("SELECT * FROM upload WHERE bucket = ? ORDER BY key, created_at_ms", bucket).map(toUpload);
  }

  /**
   * Adds a part whose body is already on disk.
   * @returns the body it replaced, for the caller to remove.
   * @throws S3Error NoSuchUpload when the upload ended meanwhile.
   */
  putPart(id: string, part: Part): string | undefined {
    if (!this.#db.get("SELECT 1 FROM upload WHERE id = ?", id)) throw s3Error("NoSuchUpload");
    const earlier = this.#db.get("SELECT body FROM part WHERE upload = ? AND number = ?", id, part.number);
    this.#db.run(
      `INSERT INTO part (upload, number, body, size, etag, last_modified_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (upload, number) DO UPDATE SET body = excluded.body, size = excluded.size, etag = excluded.etag,
         last_modified_ms = excluded.last_modified_ms`,
      id,
      part.number,
      part.body,
      part.size,
      part.etag,
      part.lastModified.getTime(),
    );
    return earlier && text(earlier, "body");
  }

  /** By part number. */
  parts(id: string): Part[] {
    return this.#db.all("SELECT * FROM part WHERE upload = ? ORDER BY number", id).map((row) => ({
      number: integer(row, "number"),
      body: text(row, "body"),
      size: integer(row, "size"),
      etag: text(row, "etag"),
      lastModified: new Date(integer(row, "last_modified_ms")),
    }));
  }

  /** Ends an upload. @returns the bodies of its parts, for the caller to remove. */
  delete(id: string): string[] {
    const bodies = this.parts(id).map((part) => part.body);
    this.#db.run("DELETE FROM upload WHERE id = ?", id);
    return bodies;
  }
}

function toUpload(row: Row): Upload {
  return {
    id: text(row, "id"),
    bucket: text(row, "bucket"),
    key: keyText(row, "key"),
    attributes: attributesSchema.parse(JSON.parse(text(row, "attributes"))),
    createdAt: new Date(integer(row, "created_at_ms")),
  };
}
