import { s3Error } from "../s3-error";
import { type Attributes, attributesSchema } from "./attributes";
import { integer, keyBytes, keyText, type Row, type StoreDatabase, text } from "./database";

export type StoredObject = {
  bucket: string;
  key: string;
  /** Id of the body file. */
  body: string;
  size: number;
  /** In quotes, as it stands in the header. */
  etag: string;
  lastModified: Date;
  attributes: Attributes;
};

/** Conditions of a write: `ifMatch` names the version to replace, `ifNoneMatch: "*"` asks for a new object. */
export type WriteCondition = { ifMatch?: string | undefined; ifNoneMatch?: string | undefined };

export type ListQuery = {
  bucket: string;
  prefix: string;
  delimiter: string;
  maxKeys: number;
  /** Resume after this key, or after everything below it when it was a common prefix. */
  after: { name: string; isCommonPrefix: boolean } | undefined;
};

export type ListPage = {
  objects: StoredObject[];
  commonPrefixes: string[];
  /** Where the next page resumes; undefined on the last one. */
  next: { name: string; isCommonPrefix: boolean } | undefined;
};

export class Objects {
  readonly #db: StoreDatabase;

  constructor(db: StoreDatabase) {
    this.#db = db;
  }

  find(bucket: string, key: string): StoredObject | undefined {
    const row = this.#db.get("SELECT * FROM object WHERE bucket = ? AND key = ?", bucket, keyBytes(key));
    return row && toObject(row);
  }

  /**
   * Makes a body that is already on disk the object. Condition and write are one step.
   * @returns the body it replaced, for the caller to remove.
   * @throws S3Error NoSuchBucket, PreconditionFailed, NoSuchKey
   */
  put(object: StoredObject, condition: WriteCondition): string | undefined {
    if (!this.#db.get("SELECT 1 FROM bucket WHERE name = ?", object.bucket)) throw s3Error("NoSuchBucket");
    const earlier = this.find(object.bucket, object.key);
    checkCondition(earlier, condition);
    this.#db.run(
      `INSERT INTO object (bucket, key, body, size, etag, last_modified_ms, attributes) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (bucket, key) DO UPDATE SET body = excluded.body, size = excluded.size, etag = excluded.etag,
         last_modified_ms = excluded.last_modified_ms, attributes = excluded.attributes`,
      object.bucket,
      keyBytes(object.key),
      object.body,
      object.size,
      object.etag,
      object.lastModified.getTime(),
      JSON.stringify(object.attributes),
    );
    return earlier?.body;
  }

  /** @returns the body that belonged to it, for the caller to remove; undefined when there was no such object. */
  delete(bucket: string, key: string): string | undefined {
    const row = this.#db.get("DELETE FROM object WHERE bucket = ? AND key = ? RETURNING body", bucket, keyBytes(key));
    return row && text(row, "body");
  }

  /** One page in byte order of the keys. Whole groups below a delimiter are skipped by the index, not read. */
  list({ bucket, prefix, delimiter, maxKeys, after }: ListQuery): ListPage {
    const page: ListPage = { objects: [], commonPrefixes: [], next: undefined };
    if (maxKeys === 0) return page;
    const end = followingBytes(keyBytes(prefix));
    let from = laterOf(keyBytes(prefix), startBytes(after));
    let last: ListPage["next"];
    for (;;) {
      let group: string | undefined;
      for (const row of this.#rows(bucket, from, end)) {
        if (page.objects.length + page.commonPrefixes.length === maxKeys) return { ...page, next: last };
        const object = toObject(row);
        const cut = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
        if (cut !== -1) {
          group = object.key.slice(0, cut + delimiter.length);
          break;
        }
        page.objects.push(object);
        last = { name: object.key, isCommonPrefix: false };
      }
      if (group === undefined) return page;
      page.commonPrefixes.push(group);
      last = { name: group, isCommonPrefix: true };
      const next = followingBytes(keyBytes(group));
      if (!next) return page;
      from = next;
    }
  }

  #rows(bucket: string, from: Uint8Array, end: Uint8Array | undefined): Iterable<Row> {
    return end
      ? this.#db.iterate(
          "SELECT * FROM object WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key",
          bucket,
          from,
          end,
        )
      : this.#db.iterate("SELECT * FROM object WHERE bucket = ? AND key >= ? ORDER BY key", bucket, from);
  }
}

function checkCondition(earlier: StoredObject | undefined, { ifMatch, ifNoneMatch }: WriteCondition): void {
  if (ifNoneMatch !== undefined && earlier && (ifNoneMatch === "*" || hasEtag(ifNoneMatch, earlier.etag))) {
    throw s3Error("PreconditionFailed");
  }
  if (ifMatch === undefined) return;
  if (!earlier) throw s3Error("NoSuchKey");
  if (!hasEtag(ifMatch, earlier.etag)) throw s3Error("PreconditionFailed");
}

/** Whether a list of entity tags, quoted or not, or `*`, holds `etag`. */
export function hasEtag(list: string, etag: string): boolean {
  return list.trim() === "*" || list.split(",").some((tag) => bare(tag) === bare(etag));
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, "").replaceAll('"', "");
}

function startBytes(after: ListQuery["after"]): Uint8Array {
  if (!after) return new Uint8Array();
  const bytes = keyBytes(after.name);
  if (after.isCommonPrefix) return followingBytes(bytes) ?? bytes;
  return Buffer.concat([bytes, Uint8Array.of(0)]);
}

/** The first byte string after all that begin with `bytes`; undefined when there is none. UTF-8 never holds 0xff. */
function followingBytes(bytes: Uint8Array): Uint8Array | undefined {
  const last = bytes.at(-1);
  if (last === undefined) return undefined;
  return Buffer.concat([bytes.subarray(0, -1), Uint8Array.of(last + 1)]);
}

function laterOf(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Buffer.compare(a, b) >= 0 ? a : b;
}

function toObject(row: Row): StoredObject {
  return {
    bucket: text(row, "bucket"),
    key: keyText(row, "key"),
    body: text(row, "body"),
    size: integer(row, "size"),
    etag: text(row, "etag"),
    lastModified: new Date(integer(row, "last_modified_ms")),
    attributes: attributesSchema.parse(JSON.parse(text(row, "attributes"))),
  };
}
