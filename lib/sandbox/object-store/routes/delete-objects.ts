import { z } from "zod";
import { isAllowed } from "../auth/permissions";
import type { BucketExchange, ObjectExchange } from "../exchange";
import { s3Error } from "../s3-error";
import { parseXml } from "../xml";

const maxDocumentBytes = 2 * 1024 * 1024;

const deleteSchema = z.object({
  Delete: z.object({
    Object: z.array(z.object({ Key: z.string().min(1) })).max(1000),
    Quiet: z.enum(["true", "false"]).optional(),
  }),
});

/** DeleteObject; deleting what is not there succeeds, as in S3. */
export async function deleteObject({ store, bucket, objectKey, reply }: ObjectExchange): Promise<void> {
  await store.deleteObject(bucket.name, objectKey);
  reply.empty(204);
}

/** DeleteObjects: up to 1000 keys; each is judged on its own. */
export async function deleteObjects({ store, bucket, key, payload, reply }: BucketExchange): Promise<void> {
  const document = deleteSchema.safeParse(parseXml(await payload(maxDocumentBytes).text(), ["Object"]));
  if (!document.success) throw s3Error("MalformedXML");
  const deleted: { Key: string }[] = [];
  const refused: { Key: string; Code: string; Message: string }[] = [];
  for (const { Key } of document.data.Delete.Object) {
    if (isAllowed(key.grant, "delete", { bucket: bucket.name, name: Key })) {
      await store.deleteObject(bucket.name, Key);
      deleted.push({ Key });
    } else {
      const { code, message } = s3Error("AccessDenied");
      refused.push({ Key, Code: code, Message: message });
    }
  }
  reply.xml("DeleteResult", { Deleted: document.data.Delete.Quiet === "true" ? [] : deleted, Error: refused });
}
