import type { ObjectExchange } from "../exchange";
import { s3Error } from "../s3-error";

/** GetObjectTagging. */
export function getObjectTagging({ store, bucket, objectKey, reply }: ObjectExchange): void {
  const object = store.objects.find(bucket.name, objectKey);
  if (!object) throw s3Error("NoSuchKey");
  reply.xml("Tagging", {
    TagSet: { Tag: object.attributes.tags.map(({ key, value }) => ({ Key: key, Value: value })) },
  });
}
