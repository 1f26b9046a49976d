import "server-only";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eq } from "drizzle-orm";
import { endpointOf } from "../../../agora/cloud-recording/catalogue";
import type { Context } from "../../../context";
import { projects, storageProfileVersions } from "../../../db/schema";
import { readSecret } from "../../../db/secrets";
import { TallyError } from "../../../errors";
import { sandboxStoreOf } from "../../projects/data";
import { keyOwner, readVendor } from "../data";
import { readPages, type Extent } from "./read-pages";

/** Why a bucket cannot be read: no read-only key is stored, or its provider has no S3 interface. */
export type UnreadableReason = "noReadKey" | "notS3";

export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/** A bucket opened with the profile's read-only key. Nothing of the key leaves it but signatures. */
export type ReadableBucket = {
  /** Every object below a prefix, up to 10,000; `isComplete` is false when there were more. Throws when any page fails. */
  list(prefix: string): Promise<{ objects: StoredObject[]; isComplete: boolean }>;
  /** Hands on every object below a prefix, up to 100,000, and tells whether that was all. Throws when any page fails. */
  each(prefix: string, take: (object: StoredObject) => void): Promise<Extent>;
  /** The text of a small object (at most 4 MiB); null when there is none. */
  readText(key: string): Promise<string | null>;
  /** An address that reads one object until it expires, 5 minutes from now. */
  sign(key: string, as?: { contentType?: string; fileName?: string }): Promise<string>;
};

type Needs = Pick<Context, "db" | "box">;

/** How long a signed address may be used: long enough to begin a download, short enough to be worthless when leaked. */
export const signatureSeconds = 300;
const largestTextBytes = 4 * 1024 * 1024;
const mostPages = { list: 10, each: 100 } as const;

/**
 * Opens the bucket of a storage version with its read-only key; the key given to Agora is never used for reading.
 * @throws TallyError NOT_FOUND for an unknown version
 */
export async function openBucket(ctx: Needs, storageVersionId: string): Promise<ReadableBucket | UnreadableReason> {
  const [row] = await ctx.db
    .select({ version: storageProfileVersions, project: projects })
    .from(storageProfileVersions)
    .innerJoin(projects, eq(projects.id, storageProfileVersions.projectId))
    .where(eq(storageProfileVersions.id, storageVersionId));
  if (!row) throw new TallyError("NOT_FOUND", "The storage of this recording no longer exists.");
  const read = (name: string) => readSecret(ctx.db, ctx.box, { ownerTable: keyOwner, ownerId: row.version.id, name });
  const [accessKeyId, secretAccessKey] = await Promise.all([read("readAccessKey"), read("readSecretKey")]);
  if (accessKeyId === null || secretAccessKey === null) return "noReadKey";

  const endpoint = endpointOf({
    vendor: readVendor(row.version.vendor),
    storageRegion: row.version.storageRegion,
    bucket: row.version.bucket,
    endpoint: row.version.endpoint,
    accountName: accessKeyId,
    store: sandboxStoreOf(row.project),
  });
  if (endpoint.protocol !== "s3") return "notS3";
  const client = new S3Client({
    endpoint: endpoint.origin,
    region: endpoint.signingRegion,
    forcePathStyle: endpoint.isPathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // The default checksums are refused by many S3-compatible stores.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 2,
    followRegionRedirects: false,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
  });
  return bucketOf(client, row.version.bucket);
}

function bucketOf(client: S3Client, bucket: string): ReadableBucket {
  const pageOf = (prefix: string) => async (token: string | undefined) => {
    const answer = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    const items = (answer.Contents ?? []).flatMap(({ Key, Size, LastModified }) =>
      Key === undefined ? [] : [{ key: Key, sizeBytes: Size ?? 0, modifiedAt: LastModified ?? new Date(0) }],
    );
    return { items, next: answer.IsTruncated === true ? answer.NextContinuationToken : undefined };
  };
  return {
    async list(prefix) {
      const objects: StoredObject[] = [];
      const { isComplete } = await readPages(pageOf(prefix), (object) => objects.push(object), mostPages.list);
      return { objects, isComplete };
    },

    each: async (prefix, take) => readPages(pageOf(prefix), take, mostPages.each),

    async readText(key) {
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if ((answer.ContentLength ?? 0) > largestTextBytes) {
          throw new TallyError("UPSTREAM", "The playlist in the bucket is larger than 4 MiB.");
        }
        return (await answer.Body?.transformToString("utf-8")) ?? "";
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchKey") return null;
        throw error;
      }
    },

    sign(key, as = {}) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: as.contentType,
        ResponseContentDisposition: as.fileName === undefined ? undefined : attachment(as.fileName),
      });
      return getSignedUrl(client, command, { expiresIn: signatureSeconds });
    },
  };
}

/** A download's name by RFC 6266: plain for old readers, UTF-8 for the others. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
