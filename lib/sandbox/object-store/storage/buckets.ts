import { z } from "zod";
import { type CorsRule, corsRuleSchema } from "../cors";
import { s3Error } from "../s3-error";
import { integer, type Row, type StoreDatabase, text } from "./database";

export type Bucket = {
  name: string;
  /** Home region: the one its requests are signed for. */
  region: string;
  cors: readonly CorsRule[];
  createdAt: Date;
};

const corsSchema = z.array(corsRuleSchema);

export class Buckets {
  readonly #db: StoreDatabase;

  constructor(db: StoreDatabase) {
    this.#db = db;
  }

  find(name: string): Bucket | undefined {
    const row = this.#db.get("SELECT * FROM bucket WHERE name = ?", name);
    return row && toBucket(row);
  }

  /** All buckets by name. */
  list(): Bucket[] {
    return this.#db.all("SELECT * FROM bucket ORDER BY name").map(toBucket);
  }

  /** @throws S3Error InvalidBucketName, InvalidArgument (region), BucketAlreadyOwnedByYou */
  create(bucket: Bucket): void {
    checkBucketName(bucket.name);
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(bucket.region)) {
      throw s3Error("InvalidArgument", "A region has up to 63 lower-case letters, digits and hyphens.");
    }
    if (this.find(bucket.name)) throw s3Error("BucketAlreadyOwnedByYou");
    this.#db.run(
      "INSERT INTO bucket (name, region, cors, created_at_ms) VALUES (?, ?, ?, ?)",
      bucket.name,
      bucket.region,
      JSON.stringify(bucket.cors),
      bucket.createdAt.getTime(),
    );
  }

  /** @throws S3Error NoSuchBucket */
  setCors(name: string, cors: readonly CorsRule[]): void {
    const changed = this.#db.run(
      "UPDATE bucket SET cors = ? WHERE name = ?",
      JSON.stringify(corsSchema.parse(cors)),
      name,
    );
    if (changed === 0) throw s3Error("NoSuchBucket");
  }

  /**
   * Deletes an empty bucket, with its unfinished uploads.
   * @throws S3Error NoSuchBucket, BucketNotEmpty
   */
  delete(name: string): void {
    if (!this.find(name)) throw s3Error("NoSuchBucket");
    if (this.#db.get("SELECT 1 FROM object WHERE bucket = ? LIMIT 1", name)) throw s3Error("BucketNotEmpty");
    this.#db.run("DELETE FROM bucket WHERE name = ?", name);
  }
}

function checkBucketName(name: string): void {
  const isValid = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes("..");
  if (!isValid || /^\d+\.\d+\.\d+\.\d+$/.test(name)) throw s3Error("InvalidBucketName");
}

function toBucket(row: Row): Bucket {
  return {
    name: text(row, "name"),
    region: text(row, "region"),
    cors: corsSchema.parse(JSON.parse(text(row, "cors"))),
    createdAt: new Date(integer(row, "created_at_ms")),
  };
}
