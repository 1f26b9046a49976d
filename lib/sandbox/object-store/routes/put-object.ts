import type { ObjectExchange } from "../exchange";
import { checksumHeaders, encryptionHeaders, readAttributes } from "../object-headers";

/** PutObject: the body reaches the disk before the object exists, and the object exists before the answer is sent. */
export async function putObject({ store, bucket, objectKey, headers, payload, reply }: ObjectExchange): Promise<void> {
  const attributes = readAttributes(headers);
  const upload = payload(store.options.maxObjectBytes);
  upload.requireLength();
  const body = await store.bodies.receive(upload);
  const object = await store.commit(
    {
      bucket: bucket.name,
      key: objectKey,
      body,
      size: upload.size,
      etag: `"${upload.md5Hex}"`,
      attributes: { ...attributes, checksum: upload.checksum },
    },
    { ifMatch: headers.get("if-match"), ifNoneMatch: headers.get("if-none-match") },
  );
  reply.empty(200, {
    ETag: object.etag,
    ...encryptionHeaders(object.attributes),
    ...checksumHeaders(object.attributes.checksum),
  });
}
