import { z } from "zod";
import type { BucketExchange } from "../exchange";
import { s3Error } from "../s3-error";
import type { ListQuery, StoredObject } from "../storage/objects";
import { uriEncodePath } from "../uri";
import type { XmlElements } from "../xml";

const tokenSchema = z.object({ name: z.string(), isCommonPrefix: z.boolean() });

/** ListObjectsV2. */
export function listObjectsV2({ store, bucket, query, reply }: BucketExchange): void {
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after");
  const { listQuery, encode, echoed } = readListQuery(query, bucket.name);
  const after = token !== undefined ? readToken(token) : startAfter ? key(startAfter) : undefined;
  const { objects, commonPrefixes, next } = store.objects.list({ ...listQuery, after });
  reply.xml("ListBucketResult", {
    ...echoed,
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: next && Buffer.from(JSON.stringify(next), "utf8").toString("base64url"),
    KeyCount: objects.length + commonPrefixes.length,
    IsTruncated: next !== undefined,
    Contents: objects.map((object) => content(object, encode)),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  });
}

/** ListObjects, the first version, which some older tools still call. */
export function listObjectsV1({ store, bucket, query, reply }: BucketExchange): void {
  const marker = query.get("marker") ?? "";
  const { listQuery, encode, echoed } = readListQuery(query, bucket.name);
  // A marker that ends in the delimiter is a common prefix of the page before.
  const isCommonPrefix = listQuery.delimiter !== "" && marker.endsWith(listQuery.delimiter);
  const after = marker === "" ? undefined : { name: marker, isCommonPrefix };
  const { objects, commonPrefixes, next } = store.objects.list({ ...listQuery, after });
  reply.xml("ListBucketResult", {
    ...echoed,
    Marker: encode(marker),
    NextMarker: next && encode(next.name),
    IsTruncated: next !== undefined,
    Contents: objects.map((object) => content(object, encode)),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  });
}

function readListQuery(query: BucketExchange["query"], bucket: string) {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const encoding = query.get("encoding-type");
  if (encoding !== undefined && encoding !== "url") throw s3Error("InvalidArgument", "encoding-type can only be url.");
  const encode = encoding === "url" ? uriEncodePath : (text: string) => text;
  const maxKeys = readMaxKeys(query.get("max-keys"));
  return {
    listQuery: { bucket, prefix, delimiter, maxKeys } satisfies Omit<ListQuery, "after">,
    encode,
    echoed: {
      Name: bucket,
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      MaxKeys: maxKeys,
      EncodingType: encoding,
    },
  };
}

function readMaxKeys(value: string | undefined): number {
  if (value === undefined || value === "") return 1000;
  if (!/^\d{1,9}$/.test(value)) throw s3Error("InvalidArgument", "max-keys must be a whole number from 0.");
  return Math.min(Number(value), 1000);
}

function readToken(token: string): ListQuery["after"] {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
  } catch {
    throw s3Error("InvalidArgument", "The continuation token was not given out by this store.");
  }
}

function key(name: string): ListQuery["after"] {
  return { name, isCommonPrefix: false };
}

function content({ key: name, lastModified, etag, size }: StoredObject, encode: (text: string) => string): XmlElements {
  return {
    Key: encode(name),
    LastModified: lastModified.toISOString(),
    ETag: etag,
    Size: size,
    StorageClass: "STANDARD",
  };
}
