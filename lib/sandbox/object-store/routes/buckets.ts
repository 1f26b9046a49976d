import { z } from "zod";
import { isAllowed } from "../auth/permissions";
import { playbackCors } from "../cors";
import type { BucketExchange, Exchange, NewBucketExchange } from "../exchange";
import { s3Error } from "../s3-error";
import { parseXml } from "../xml";

const createSchema = z.object({
  CreateBucketConfiguration: z.union([z.object({ LocationConstraint: z.string().optional() }), z.literal("")]),
});

/** ListBuckets: those the key may list. */
export function listBuckets({ store, key, reply }: Exchange): void {
  const visible = store.buckets.list().filter(({ name }) => isAllowed(key.grant, "list", { bucket: name }));
  reply.xml("ListAllMyBucketsResult", {
    Owner: { ID: "sandbox" },
    Buckets: {
      Bucket: visible.map(({ name, region, createdAt }) => ({
        Name: name,
        CreationDate: createdAt.toISOString(),
        BucketRegion: region,
      })),
    },
  });
}

/** CreateBucket: at home in the region of the LocationConstraint, else in the one the request is signed for. */
export async function createBucket(exchange: NewBucketExchange): Promise<void> {
  const { store, bucketName, payload, reply, signedRegion } = exchange;
  const region = readLocation(await payload(64 * 1024).text()) ?? signedRegion;
  store.buckets.create({ name: bucketName, region, cors: playbackCors, createdAt: store.options.clock() });
  reply.empty(200, { Location: `/${bucketName}` });
}

export function headBucket({ bucket, reply }: BucketExchange): void {
  reply.empty(200, { "x-amz-bucket-region": bucket.region });
}

export async function deleteBucket({ store, bucket, reply }: BucketExchange): Promise<void> {
  await store.deleteBucket(bucket.name);
  reply.empty(204);
}

/** GetBucketLocation; S3 says nothing for us-east-1. */
export function getBucketLocation({ bucket, reply }: BucketExchange): void {
  reply.xml("LocationConstraint", bucket.region === "us-east-1" ? "" : bucket.region);
}

export function getBucketCors({ bucket, reply }: BucketExchange): void {
  reply.xml("CORSConfiguration", {
    CORSRule: bucket.cors.map((rule) => ({
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposeHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  });
}

function readLocation(text: string): string | undefined {
  if (text === "") return undefined;
  const document = createSchema.safeParse(parseXml(text, []));
  if (!document.success) throw s3Error("MalformedXML");
  const configuration = document.data.CreateBucketConfiguration;
  return (typeof configuration === "string" ? undefined : configuration.LocationConstraint) || undefined;
}
