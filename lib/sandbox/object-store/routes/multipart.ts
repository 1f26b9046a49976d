import { createHash } from "node:crypto";
import { z } from "zod";
import type { BucketExchange, ObjectExchange } from "../exchange";
import { checksumHeaders, encryptionHeaders, readAttributes } from "../object-headers";
import { s3Error } from "../s3-error";
import type { Store } from "../storage/store";
import type { Part } from "../storage/uploads";
import { parseXml } from "../xml";

const maxDocumentBytes = 4 * 1024 * 1024;
const maxParts = 10_000;

const completeSchema = z.object({
  CompleteMultipartUpload: z.object({
    Part: z
      .array(z.object({ PartNumber: z.coerce.number().int().min(1).max(maxParts), ETag: z.string() }))
      .min(1)
      .max(maxParts),
  }),
});

/** CreateMultipartUpload. */
export function createUpload({ store, bucket, objectKey, headers, reply }: ObjectExchange): void {
  const attributes = readAttributes(headers);
  const id = store.uploads.create(bucket.name, objectKey, attributes, store.options.clock());
  reply.setHeaders(encryptionHeaders(attributes));
  reply.xml("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: objectKey, UploadId: id });
}

/** UploadPart; a part sent again replaces the earlier one. */
export async function uploadPart(exchange: ObjectExchange): Promise<void> {
  const { store, headers, payload, query, reply } = exchange;
  if (headers.get("x-amz-copy-source") !== undefined) throw s3Error("NotImplemented", "Copying is not offered.");
  const number = Number(query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > maxParts) {
    throw s3Error("InvalidArgument", `partNumber must be from 1 to ${maxParts}.`);
  }
  const { id } = findUpload(exchange);
  const upload = payload(store.options.maxObjectBytes);
  upload.requireLength();
  const body = await store.bodies.receive(upload);
  const etag = `"${upload.md5Hex}"`;
  const part: Part = { number, body, size: upload.size, etag, lastModified: store.options.clock() };
  let obsolete: string | undefined;
  try {
    obsolete = store.uploads.putPart(id, part);
  } catch (error) {
    await store.bodies.remove(body);
    throw error;
  }
  if (obsolete !== undefined) await store.bodies.remove(obsolete);
  reply.empty(200, { ETag: etag, ...checksumHeaders(upload.checksum) });
}

/** CompleteMultipartUpload: joins the listed parts into one body; unlisted parts are dropped. */
export async function completeUpload(exchange: ObjectExchange): Promise<void> {
  const { store, bucket, objectKey, headers, payload, reply } = exchange;
  const upload = findUpload(exchange);
  const document = completeSchema.safeParse(parseXml(await payload(maxDocumentBytes).text(), ["Part"]));
  if (!document.success) throw s3Error("MalformedXML");
  const parts = selectParts(store, upload.id, document.data.CompleteMultipartUpload.Part);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const body = await store.bodies.receive(joined(store, parts));
  const object = await store.commit(
    { bucket: bucket.name, key: objectKey, body, size, etag: joinedEtag(parts), attributes: upload.attributes },
    { ifMatch: headers.get("if-match"), ifNoneMatch: headers.get("if-none-match") },
  );
  await store.endUpload(upload.id);
  reply.setHeaders(encryptionHeaders(object.attributes));
  reply.xml("CompleteMultipartUploadResult", {
    Location: `/${bucket.name}/${objectKey}`,
    Bucket: bucket.name,
    Key: objectKey,
    ETag: object.etag,
  });
}

export async function abortUpload(exchange: ObjectExchange): Promise<void> {
  await exchange.store.endUpload(findUpload(exchange).id);
  exchange.reply.empty(204);
}

/** ListParts, all of them on one page. */
export function listParts(exchange: ObjectExchange): void {
  const upload = findUpload(exchange);
  exchange.reply.xml("ListPartsResult", {
    Bucket: upload.bucket,
    Key: upload.key,
    UploadId: upload.id,
    IsTruncated: false,
    Part: exchange.store.uploads.parts(upload.id).map((part) => ({
      PartNumber: part.number,
      LastModified: part.lastModified.toISOString(),
      ETag: part.etag,
      Size: part.size,
    })),
  });
}

/** ListMultipartUploads, all of a prefix on one page. */
export function listUploads({ store, bucket, query, reply }: BucketExchange): void {
  const prefix = query.get("prefix") ?? "";
  reply.xml("ListMultipartUploadsResult", {
    Bucket: bucket.name,
    Prefix: prefix,
    IsTruncated: false,
    Upload: store.uploads
      .list(bucket.name)
      .filter((upload) => upload.key.startsWith(prefix))
      .map((upload) => ({ Key: upload.key, UploadId: upload.id, Initiated: upload.createdAt.toISOString() })),
  });
}

function findUpload({ store, bucket, objectKey, query }: ObjectExchange) {
  return store.uploads.get(query.get("uploadId") ?? "", bucket.name, objectKey);
}

function selectParts(store: Store, id: string, listed: readonly { PartNumber: number; ETag: string }[]): Part[] {
  const uploaded = new Map(store.uploads.parts(id).map((part) => [part.number, part]));
  let previous = 0;
  const parts = listed.map(({ PartNumber, ETag }) => {
    if (PartNumber <= previous) throw s3Error("InvalidPartOrder");
    previous = PartNumber;
    const part = uploaded.get(PartNumber);
    if (!part || part.etag.replaceAll('"', "") !== ETag.replaceAll('"', "")) {
      throw s3Error("InvalidPart", undefined, { details: { PartNumber: String(PartNumber) } });
    }
    return part;
  });
  if (parts.slice(0, -1).some((part) => part.size < store.options.minPartBytes)) throw s3Error("EntityTooSmall");
  if (parts.reduce((sum, part) => sum + part.size, 0) > store.options.maxObjectBytes) throw s3Error("EntityTooLarge");
  return parts;
}

async function* joined(store: Store, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const handle = await store.bodies.openBody(part.body);
    try {
      for await (const chunk of handle.createReadStream({ autoClose: false })) yield chunk;
    } finally {
      await handle.close();
    }
  }
}

/** S3's ETag of a joined object: MD5 over the MD5s of its parts, and their number. */
function joinedEtag(parts: readonly Part[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(Buffer.from(part.etag.replaceAll('"', ""), "hex"));
  return `"${hash.digest("hex")}-${parts.length}"`;
}
