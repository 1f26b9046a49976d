import { createHash, randomBytes } from "node:crypto";
import type { Grant, Permission } from "./auth/permissions";
import { type CorsRule, playbackCors } from "./cors";
import type { Counters, RequestCounters } from "./counters";
import type { Faults, FaultSwitches } from "./faults";
import { s3Error } from "./s3-error";
import { type AccessKeyRow, makeAccessKey, makeSecretKey } from "./storage/access-keys";
import { type Attributes, noAttributes } from "./storage/attributes";
import type { Bucket } from "./storage/buckets";
import type { StoredObject } from "./storage/objects";
import type { Store } from "./storage/store";

/** An access key without its secret. `expiresAt` is present for a session. */
export type AccessKeyInfo = Grant & { accessKey: string; createdAt: Date; expiresAt: Date | undefined };

export type Credentials = { accessKey: string; secretKey: string };
export type SessionCredentials = Credentials & { sessionToken: string; expiresAt: Date };

/** An object without its bytes. `etag` is in quotes, as S3 sends it. */
export type ObjectInfo = Pick<StoredObject, "bucket" | "key" | "size" | "etag" | "lastModified"> & {
  contentType: string | undefined;
  metadata: Record<string, string>;
  tags: { key: string; value: string }[];
};

/** What the sandbox does with its store from inside, past signatures, permissions and faults. */
export class ObjectStoreAdmin {
  readonly #store: Store;
  readonly #faults: FaultSwitches;
  readonly #counters: RequestCounters;

  constructor(store: Store, faults: FaultSwitches, counters: RequestCounters) {
    this.#store = store;
    this.#faults = faults;
    this.#counters = counters;
  }

  /**
   * Makes a bucket at home in `region`; one that exists there already is left as it is.
   * @throws S3Error InvalidBucketName, InvalidArgument (region), BucketAlreadyOwnedByYou (in another region)
   */
  ensureBucket(name: string, { region, cors = playbackCors }: { region: string; cors?: readonly CorsRule[] }): Bucket {
    const existing = this.#store.buckets.find(name);
    if (existing?.region === region) return existing;
    const bucket: Bucket = { name, region, cors, createdAt: this.#now() };
    this.#store.buckets.create(bucket);
    return bucket;
  }

  listBuckets(): Bucket[] {
    return this.#store.buckets.list();
  }

  /** Replaces the CORS rules; none at all shuts browsers out. @throws S3Error NoSuchBucket */
  setCors(bucket: string, rules: readonly CorsRule[]): void {
    this.#store.buckets.setCors(bucket, rules);
  }

  /** @throws S3Error NoSuchBucket, BucketNotEmpty */
  deleteBucket(name: string): Promise<void> {
    return this.#store.deleteBucket(name);
  }

  /**
   * Makes an access key. With `credentials` the key gets those values and replaces one of the same name, so that a
   * sandbox keeps its keys over restarts.
   */
  createAccessKey({ credentials, ...grant }: Grant & { credentials?: Credentials }): Credentials {
    const made = credentials ?? { accessKey: makeAccessKey("AKIA"), secretKey: makeSecretKey() };
    if (!/^[\w.+=@-]{3,128}$/.test(made.accessKey) || made.secretKey === "") {
      throw s3Error("InvalidArgument", "An access key has 3 to 128 letters, digits and _ . + = @ -, and a secret.");
    }
    this.#store.keys.save({ ...made, grant, createdAt: this.#now(), session: undefined });
    return made;
  }

  /** Deletes a key with its sessions. @returns whether there was one. */
  deleteAccessKey(accessKey: string): boolean {
    return this.#store.keys.delete(accessKey);
  }

  listAccessKeys(): AccessKeyInfo[] {
    return this.#store.keys.list().map(({ accessKey, grant, createdAt, session }) => ({
      ...grant,
      accessKey,
      createdAt,
      expiresAt: session?.expiresAt,
    }));
  }

  /**
   * Issues temporary credentials with the rights of a lasting key, or fewer: `permission` can only take away. They end
   * by the sandbox's clock, and at once when the lasting key is deleted.
   * @throws S3Error InvalidAccessKeyId
   */
  issueSession(request: { accessKey: string; durationSeconds: number; permission?: Permission }): SessionCredentials {
    const parent = this.#store.keys.find(request.accessKey);
    if (!parent || parent.session) throw s3Error("InvalidAccessKeyId", "Sessions are issued for a lasting access key.");
    const permission = request.permission ?? parent.grant.permission;
    if (permission !== parent.grant.permission && parent.grant.permission !== "readWrite") {
      throw s3Error("AccessDenied", "A session cannot do more than its access key.");
    }
    const expiresAt = new Date(this.#now().getTime() + request.durationSeconds * 1000);
    const token = randomBytes(96).toString("base64");
    const row: AccessKeyRow = {
      accessKey: makeAccessKey("ASIA"),
      secretKey: makeSecretKey(),
      grant: { ...parent.grant, permission },
      createdAt: this.#now(),
      session: { token, expiresAt, parent: parent.accessKey },
    };
    this.#store.keys.save(row);
    return { accessKey: row.accessKey, secretKey: row.secretKey, sessionToken: token, expiresAt };
  }

  faults(): Faults {
    return this.#faults.current();
  }

  /** Changes the switches given. @throws RangeError */
  setFaults(change: Partial<Faults>): void {
    this.#faults.set(change);
  }

  resetFaults(): void {
    this.#faults.reset();
  }

  counters(): Counters {
    return this.#counters.snapshot();
  }

  resetCounters(): void {
    this.#counters.reset();
  }

  /** Every object whose key begins with `prefix`, in byte order of the keys. @throws S3Error NoSuchBucket */
  listObjects(bucket: string, prefix = ""): ObjectInfo[] {
    if (!this.#store.buckets.find(bucket)) throw s3Error("NoSuchBucket");
    const page = this.#store.objects.list({ bucket, prefix, delimiter: "", maxKeys: Infinity, after: undefined });
    return page.objects.map(toInfo);
  }

  findObject(bucket: string, key: string): ObjectInfo | undefined {
    const object = this.#store.objects.find(bucket, key);
    return object && toInfo(object);
  }

  /** The bytes of an object, whole. @throws S3Error NoSuchKey */
  async readObject(bucket: string, key: string): Promise<Buffer> {
    const { handle } = await this.#store.open(bucket, key);
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  /** Stores an object as an upload would. @throws S3Error NoSuchBucket */
  async putObject(
    bucket: string,
    key: string,
    body: string | Uint8Array | AsyncIterable<Uint8Array>,
    options: { contentType?: string; metadata?: Record<string, string>; tags?: Attributes["tags"] } = {},
  ): Promise<ObjectInfo> {
    const md5 = createHash("md5");
    let size = 0;
    const chunks = async function* () {
      for await (const chunk of typeof body === "string" || body instanceof Uint8Array ? [Buffer.from(body)] : body) {
        md5.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    };
    const received = await this.#store.bodies.receive(chunks());
    const attributes: Attributes = {
      ...noAttributes,
      headers: options.contentType === undefined ? {} : { "content-type": options.contentType },
      metadata: options.metadata ?? {},
      tags: options.tags ?? [],
    };
    const etag = `"${md5.digest("hex")}"`;
    return toInfo(await this.#store.commit({ bucket, key, body: received, size, etag, attributes }));
  }

  /** @returns whether there was such an object. */
  deleteObject(bucket: string, key: string): Promise<boolean> {
    return this.#store.deleteObject(bucket, key);
  }

  #now(): Date {
    return this.#store.options.clock();
  }
}

function toInfo({ bucket, key, size, etag, lastModified, attributes }: StoredObject): ObjectInfo {
  const { metadata, tags } = attributes;
  return { bucket, key, size, etag, lastModified, contentType: attributes.headers["content-type"], metadata, tags };
}
