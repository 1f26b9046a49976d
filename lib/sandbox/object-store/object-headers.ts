import type { ReplyHeaders } from "./reply";
import type { RequestHeaders } from "./request-headers";
import { s3Error } from "./s3-error";
import type { Attributes } from "./storage/attributes";
import type { StoredObject } from "./storage/objects";
import { parseQuery } from "./uri";

/** Headers of an upload that come back with the object. */
const kept = [
  "content-type",
  "content-encoding",
  "content-disposition",
  "content-language",
  "cache-control",
  "expires",
];

const encryptions = ["AES256", "aws:kms", "aws:kms:dsse"];

/**
 * What an upload's headers say about the object, its tags included (`x-amz-tagging`).
 * @throws S3Error for tags, metadata or encryption that S3 would refuse, NotImplemented for customer-held keys
 */
export function readAttributes(headers: RequestHeaders): Attributes {
  refuseUnsupported(headers);
  return {
    headers: Object.fromEntries(
      kept.flatMap((name) => {
        const value = name === "content-encoding" ? withoutAwsChunked(headers.get(name)) : headers.get(name);
        return value ? [[name, value]] : [];
      }),
    ),
    metadata: readMetadata(headers),
    tags: parseTagging(headers.get("x-amz-tagging")),
    encryption: readEncryption(headers),
  };
}

/** The headers of a GET or HEAD answer, without length and range. */
export function objectHeaders({ etag, lastModified, attributes }: StoredObject): ReplyHeaders {
  return {
    "content-type": "binary/octet-stream",
    ...attributes.headers,
    ...Object.fromEntries(Object.entries(attributes.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...encryptionHeaders(attributes),
    ETag: etag,
    "Last-Modified": lastModified.toUTCString(),
    "Accept-Ranges": "bytes",
    "x-amz-tagging-count": attributes.tags.length > 0 ? String(attributes.tags.length) : undefined,
  };
}

/** The encryption that was asked for. Bodies lie on the sandbox's disk as they are; the header is what S3 would say. */
export function encryptionHeaders({ encryption }: Attributes): ReplyHeaders {
  return {
    "x-amz-server-side-encryption": encryption?.algorithm,
    "x-amz-server-side-encryption-aws-kms-key-id": encryption?.keyId,
  };
}

export function checksumHeaders(checksum: Attributes["checksum"]): ReplyHeaders {
  return checksum ? { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value } : {};
}

function refuseUnsupported(headers: RequestHeaders): void {
  if (headers.get("x-amz-copy-source") !== undefined) throw s3Error("NotImplemented", "Copying is not offered.");
  if (headers.get("x-amz-server-side-encryption-customer-algorithm") !== undefined) {
    throw s3Error("NotImplemented", "Encryption with keys held by the customer is not offered.");
  }
  const acl = headers.get("x-amz-acl");
  if (acl !== undefined && acl !== "private" && acl !== "bucket-owner-full-control") {
    throw s3Error("AccessControlListNotSupported");
  }
}

/** The framing of the transfer is not a property of the object. */
function withoutAwsChunked(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked")
    .join(",");
}

function readMetadata(headers: RequestHeaders): Record<string, string> {
  const prefix = "x-amz-meta-";
  const names = headers.names().filter((name) => name.startsWith(prefix));
  const metadata = Object.fromEntries(names.map((name) => [name.slice(prefix.length), headers.get(name) ?? ""]));
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > 2048) throw s3Error("MetadataTooLarge");
  return metadata;
}

function parseTagging(header: string | undefined): Attributes["tags"] {
  if (header === undefined) return [];
  const tags = parseQuery(header).map(([key, value]) => ({ key, value }));
  const isValid =
    tags.length <= 10 &&
    new Set(tags.map((tag) => tag.key)).size === tags.length &&
    tags.every((tag) => tag.key !== "" && tag.key.length <= 128 && tag.value.length <= 256);
  if (!isValid) throw s3Error("InvalidTag");
  return tags;
}

function readEncryption(headers: RequestHeaders): Attributes["encryption"] {
  const algorithm = headers.get("x-amz-server-side-encryption");
  if (algorithm === undefined) return undefined;
  if (!encryptions.includes(algorithm)) throw s3Error("InvalidEncryptionAlgorithmError");
  return { algorithm, keyId: headers.get("x-amz-server-side-encryption-aws-kms-key-id") };
}
