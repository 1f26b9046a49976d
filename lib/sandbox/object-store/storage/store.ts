import { s3Error } from "../s3-error";
import { AccessKeys } from "./access-keys";
import { BodyFiles } from "./body-files";
import { Buckets } from "./buckets";
import { StoreDatabase } from "./database";
import { Objects, type StoredObject, type WriteCondition } from "./objects";
import { Uploads } from "./uploads";

export type StoreOptions = {
  dataDir: string;
  /** The time objects are stamped with and sessions end by. */
  clock: () => Date;
  maxObjectBytes: number;
  /** Smallest part of a multipart upload, except the last. */
  minPartBytes: number;
  /** Whether an answer waits until the disk has the object. Without it, it survives kill -9 but not a power cut. */
  isDurable: boolean;
};

/** Buckets, keys, objects and bodies under one folder. One process at a time may have it open. */
export class Store {
  readonly buckets: Buckets;
  readonly keys: AccessKeys;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly bodies: BodyFiles;
  readonly options: StoreOptions;
  readonly #db: StoreDatabase;

  private constructor(options: StoreOptions, db: StoreDatabase, bodies: BodyFiles) {
    this.options = options;
    this.bodies = bodies;
    this.buckets = new Buckets(db);
    this.keys = new AccessKeys(db);
    this.objects = new Objects(db);
    this.uploads = new Uploads(db);
    this.#db = db;
  }

  /** @throws Error with a sentence when the folder is in use or damaged. */
  static async open(options: StoreOptions): Promise<Store> {
    const db = new StoreDatabase(options.dataDir, options.isDurable);
    try {
      const known = new Set(
        db.all("SELECT body FROM object UNION ALL SELECT body FROM part").map((row) => String(row.body)),
      );
      const bodies = await BodyFiles.open(options.dataDir, options.isDurable, (body) => known.has(body));
      return new Store(options, db, bodies);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /**
   * Makes a received body an object and removes the body it replaced; when the write is refused, the new body goes.
   * @throws S3Error NoSuchBucket, PreconditionFailed, NoSuchKey
   */
  async commit(object: Omit<StoredObject, "lastModified">, condition: WriteCondition = {}): Promise<StoredObject> {
    const stored = { ...object, lastModified: this.options.clock() };
    let obsolete: string | undefined;
    try {
      obsolete = this.objects.put(stored, condition);
    } catch (error) {
      await this.bodies.remove(object.body);
      throw error;
    }
    if (obsolete !== undefined) await this.bodies.remove(obsolete);
    return stored;
  }

  /** Opens an object and its body together, also while it is being replaced. @throws S3Error NoSuchKey */
  async open(bucket: string, key: string) {
    for (let tries = 0; ; tries += 1) {
      const object = this.objects.find(bucket, key);
      if (!object) throw s3Error("NoSuchKey", undefined, { details: { Key: key } });
      try {
        return { object, handle: await this.bodies.openBody(object.body) };
      } catch (error) {
        // The row was read, then its body was replaced before it could be opened: the next read finds the new one.
        if (tries >= 3 || !isMissing(error)) throw error;
      }
    }
  }

  /** @returns whether there was such an object. */
  async deleteObject(bucket: string, key: string): Promise<boolean> {
    const body = this.objects.delete(bucket, key);
    if (body !== undefined) await this.bodies.remove(body);
    return body !== undefined;
  }

  async endUpload(id: string): Promise<void> {
    for (const body of this.uploads.delete(id)) await this.bodies.remove(body);
  }

  /** @throws S3Error NoSuchBucket, BucketNotEmpty */
  async deleteBucket(name: string): Promise<void> {
    const parts = this.uploads.list(name).flatMap((upload) => this.uploads.parts(upload.id));
    this.buckets.delete(name);
    for (const part of parts) await this.bodies.remove(part.body);
  }

  close(): void {
    this.#db.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
