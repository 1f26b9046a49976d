import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openTestStore, sdkClient } from "./test-store";

const Bucket = "recordings";

async function readBack(client: S3Client, Key: string): Promise<string> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString() ?? "";
}

test.each(["WHEN_REQUIRED", "WHEN_SUPPORTED"] as const)("uploads of every kind with checksums %s", async (mode) => {
  const store = await openTestStore();
  const client = sdkClient(store, store.keys, { requestChecksumCalculation: mode, responseChecksumValidation: mode });
  await client.send(new PutObjectCommand({ Bucket, Key: "text", Body: "text" }));
  expect(await readBack(client, "text")).toBe("text");
  await client.send(new PutObjectCommand({ Bucket, Key: "empty", Body: "" }));
  expect(await readBack(client, "empty")).toBe("");

  const bytes = randomBytes(300_000);
  const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
  const put = await client.send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: bytes.length }));
  expect(put.ETag).toBe(`"${createHash("md5").update(bytes).digest("hex")}"`);
  const stored = await store.admin.readObject(Bucket, "stream");
  expect(stored.equals(bytes)).toBe(true);
});

test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)("checksum %s comes back", async (name) => {
  const store = await openTestStore();
  const client = sdkClient(store);
  // The SDK brings no CRC64NVME of its own, so the value of the CRC catalogue's check text is sent.
  const given =
    name === "CRC64NVME" ? { ChecksumCRC64NVME: Buffer.from("AE8B14860A799888", "hex").toString("base64") } : {};
  const sent = { Bucket, Key: "x", Body: "123456789" };
  const put = await client.send(
    new PutObjectCommand({ ...sent, ...given, ...(name === "CRC64NVME" ? {} : { ChecksumAlgorithm: name }) }),
  );
  const got = await client.send(new HeadObjectCommand({ Bucket, Key: "x", ChecksumMode: "ENABLED" }));
  expect(put[`Checksum${name}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(got[`Checksum${name}`]).toBe(put[`Checksum${name}`]);
});

test("what was sent with an object comes back with it", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  const sent = {
    ContentType: "video/MP2T",
    CacheControl: "max-age=5",
    ContentDisposition: "inline",
    ContentLanguage: "de",
    Metadata: { channel: "lobby" },
    ServerSideEncryption: "aws:kms" as const,
    SSEKMSKeyId: "key-1",
  };
  const put = await client.send(
    new PutObjectCommand({ Bucket, Key: "a/b.ts", Body: "x", Tagging: "RETENTION_DAYS=30&who=a%20b", ...sent }),
  );
  expect(put).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: "key-1" });
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a/b.ts" }));
  expect(head).toMatchObject({ ...sent, ContentLength: 1, AcceptRanges: "bytes", ETag: put.ETag });
  const tagging = await client.send(new GetObjectTaggingCommand({ Bucket, Key: "a/b.ts" }));
  expect(tagging.TagSet).toEqual([
    { Key: "RETENTION_DAYS", Value: "30" },
    { Key: "who", Value: "a b" },
  ]);
});

test("ranges, conditions and what is missing", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  const { ETag = "" } = await client.send(new PutObjectCommand({ Bucket, Key: "n", Body: "0123456789" }));
  const get = async (more: object) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: "n", ...more }));
    return [answer.$metadata.httpStatusCode, answer.ContentRange, await answer.Body?.transformToString()];
  };
  expect(await get({ Range: "bytes=2-4" })).toEqual([206, "bytes 2-4/10", "234"]);
  expect(await get({ Range: "bytes=-3" })).toEqual([206, "bytes 7-9/10", "789"]);
  expect(await get({ Range: "bytes=8-100" })).toEqual([206, "bytes 8-9/10", "89"]);
  expect(await get({ Range: "bytes=0-1,4-5" })).toEqual([200, undefined, "0123456789"]);
  await expect(get({ Range: "bytes=10-" })).rejects.toMatchObject({
    name: "InvalidRange",
    $metadata: { httpStatusCode: 416 },
  });
  expect(await get({ IfMatch: ETag })).toEqual([200, undefined, "0123456789"]);
  await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  await expect(get({ Key: "gone" })).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(get({ Bucket: "nowhere" })).rejects.toMatchObject({ name: "NoSuchBucket" });

  const put = (more: object) => client.send(new PutObjectCommand({ Bucket, Key: "n", Body: "new", ...more }));
  await expect(put({ IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(put({ IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(put({ Key: "gone", IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
  expect(await readBack(client, "n")).toBe("0123456789");
  await put({ IfMatch: ETag });
  expect(await readBack(client, "n")).toBe("new");
});

test("deleting one, deleting many, deleting what is not there", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  for (const key of ["a", "b", 'c&<d>"\n', "&#10;&amp;", "keep"]) await store.admin.putObject(Bucket, key, "x");
  expect((await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }))).$metadata.httpStatusCode).toBe(204);
  expect((await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }))).$metadata.httpStatusCode).toBe(204);
  const Objects = [{ Key: "b" }, { Key: 'c&<d>"\n' }, { Key: "&#10;&amp;" }, { Key: "never" }];
  const answer = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(answer.Deleted?.map((one) => one.Key)).toEqual(["b", 'c&<d>"\n', "&#10;&amp;", "never"]);
  expect(store.admin.listObjects(Bucket).map((object) => object.key)).toEqual(["keep"]);
});

test("a multipart upload becomes one object with S3's ETag; too small, missing and disordered parts do not", async () => {
  const store = await openTestStore({ minPartBytes: 1000 });
  const client = sdkClient(store);
  const created = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key: "big.mp4", ContentType: "video/mp4" }),
  );
  const target = { Bucket, Key: "big.mp4", UploadId: created.UploadId };
  const bodies = [randomBytes(1000), randomBytes(2000), randomBytes(10)];
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...target, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  expect((await client.send(new ListPartsCommand(target))).Parts).toHaveLength(3);
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toHaveLength(1);
  const complete = (parts: typeof Parts) =>
    client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts: parts } }));
  await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: "InvalidPartOrder" });
  await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({ name: "InvalidPart" });
  await expect(complete([...Parts, { PartNumber: 9, ETag: '"0"' }])).rejects.toMatchObject({ name: "InvalidPart" });

  const md5 = (data: Buffer) => createHash("md5").update(data).digest();
  const done = await complete(Parts);
  expect(done.ETag).toBe(`"${md5(Buffer.concat(bodies.map(md5))).toString("hex")}-3"`);
  expect((await store.admin.readObject(Bucket, "big.mp4")).equals(Buffer.concat(bodies))).toBe(true);
  expect((await client.send(new HeadObjectCommand({ Bucket, Key: "big.mp4" }))).ContentType).toBe("video/mp4");
  await expect(complete(Parts)).rejects.toMatchObject({ name: "NoSuchUpload" });

  const small = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "small" }));
  const smallTarget = { Bucket, Key: "small", UploadId: small.UploadId };
  const tiny = [1, 2].map(async (PartNumber) => {
    const { ETag } = await client.send(new UploadPartCommand({ ...smallTarget, PartNumber, Body: "x" }));
    return { PartNumber, ETag };
  });
  const MultipartUpload = { Parts: await Promise.all(tiny) };
  await expect(
    client.send(new CompleteMultipartUploadCommand({ ...smallTarget, MultipartUpload })),
  ).rejects.toMatchObject({ name: "EntityTooSmall" });
  await client.send(new AbortMultipartUploadCommand(smallTarget));
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
});

test("buckets are made, found, located and deleted when empty", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  const eu = sdkClient(store, store.keys, { region: "eu-west-1" });
  await eu.send(
    new CreateBucketCommand({ Bucket: "second", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  await expect(eu.send(new CreateBucketCommand({ Bucket: "second" }))).rejects.toMatchObject({
    name: "BucketAlreadyOwnedByYou",
  });
  expect((await eu.send(new GetBucketLocationCommand({ Bucket: "second" }))).LocationConstraint).toBe("eu-west-1");
  expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
  expect((await client.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name)).toEqual([Bucket, "second"]);
  expect((await eu.send(new HeadBucketCommand({ Bucket: "second" }))).BucketRegion).toBe("eu-west-1");
  await expect(client.send(new HeadBucketCommand({ Bucket: "nowhere" }))).rejects.toMatchObject({ name: "NotFound" });
  await store.admin.putObject("second", "x", "x");
  await expect(eu.send(new DeleteBucketCommand({ Bucket: "second" }))).rejects.toMatchObject({
    name: "BucketNotEmpty",
  });
  await store.admin.deleteObject("second", "x");
  await eu.send(new DeleteBucketCommand({ Bucket: "second" }));
  expect(store.admin.listBuckets().map((bucket) => bucket.name)).toEqual([Bucket]);
});

test("an object larger than the store accepts is refused before it is read", async () => {
  const store = await openTestStore({ maxObjectBytes: 1000 });
  const put = (size: number) =>
    sdkClient(store).send(new PutObjectCommand({ Bucket, Key: "x", Body: Buffer.alloc(size) }));
  await put(1000);
  await expect(put(1001)).rejects.toMatchObject({ name: "EntityTooLarge" });
});
