import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";

/** A bucket and the keys to it. */
export type BucketAddress = { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string };

export type StoredObject = { key: string; size: number };

/** Reads a bucket as any S3 client would. */
export class Bucket {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor({ endpoint, region, bucket, accessKey, secretKey }: BucketAddress) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      maxAttempts: 1,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    });
  }

  /** The objects whose key contains a text, in the order of their keys; only those below a prefix where one is known. */
  async list(part: string, prefix = ""): Promise<StoredObject[]> {
    const found: StoredObject[] = [];
    let after: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          ...(prefix === "" ? {} : { Prefix: prefix }),
          ...(after ? { ContinuationToken: after } : {}),
        }),
      );
      for (const { Key = "", Size = 0 } of page.Contents ?? []) {
        if (Key.includes(part)) found.push({ key: Key, size: Size });
      }
      after = page.NextContinuationToken;
    } while (after);
    return found;
  }

  async bytes(key: string): Promise<Buffer> {
    const answer: GetObjectCommandOutput = await this.#client.send(
      new GetObjectCommand({ Bucket: this.#bucket, Key: key }),
    );
    return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  }

  async text(key: string): Promise<string> {
    return (await this.bytes(key)).toString("utf8");
  }

  async contentType(key: string): Promise<string | undefined> {
    return (await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }))).ContentType;
  }

  close(): void {
    this.#client.destroy();
  }
}
