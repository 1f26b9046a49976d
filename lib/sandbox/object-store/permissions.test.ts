import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { openTestStore, sdkClient } from "./test-store";

const Bucket = "recordings";
const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
/** HEAD answers have no body, so the SDK knows the status only. */
const deniedHead = { $metadata: { httpStatusCode: 403 } };

test("a write-only key uploads and does nothing else", async () => {
  const store = await openTestStore();
  const client = sdkClient(store, store.admin.createAccessKey({ permission: "writeOnly" }));
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "b" }));
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key: "b", UploadId }));

  await expect(client.send(new GetObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(denied);
  await expect(client.send(new GetObjectCommand({ Bucket, Key: "missing" }))).rejects.toMatchObject(denied);
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(deniedHead);
  await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject(deniedHead);
  await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
  await expect(client.send(new DeleteObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(denied);
  await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject(denied);
  expect((await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "a" })))).status).toBe(403);
  expect(store.admin.listObjects(Bucket).map((object) => object.key)).toEqual(["a"]);
});

test("a read-only key reads and lists, and changes nothing", async () => {
  const store = await openTestStore();
  await store.admin.putObject(Bucket, "a", "a");
  const client = sdkClient(store, store.admin.createAccessKey({ permission: "readOnly" }));
  expect((await client.send(new GetObjectCommand({ Bucket, Key: "a" }))).ContentLength).toBe(1);
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
  await expect(client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "new" }))).rejects.toMatchObject(denied);
  await expect(client.send(new DeleteObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(denied);
  await expect(client.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(denied);
  expect((await store.admin.readObject(Bucket, "a")).toString()).toBe("a");
});

test("a key for some buckets and one prefix stays inside them", async () => {
  const store = await openTestStore();
  store.admin.ensureBucket("other", { region: "us-east-1" });
  for (const key of ["mine/a", "theirs/a"]) await store.admin.putObject(Bucket, key, "x");
  const grant = { permission: "readWrite", buckets: [Bucket], prefix: "mine/" } as const;
  const client = sdkClient(store, store.admin.createAccessKey(grant));
  const put = (bucket: string, Key: string) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "x" }));
  await put(Bucket, "mine/b");
  await expect(put(Bucket, "theirs/b")).rejects.toMatchObject(denied);
  await expect(put("other", "mine/b")).rejects.toMatchObject(denied);
  const list = (Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  expect((await list("mine/")).KeyCount).toBe(2);
  await expect(list()).rejects.toMatchObject(denied);
  await expect(list("m")).rejects.toMatchObject(denied);
  expect((await client.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name)).toEqual([Bucket]);
  const Delete = { Objects: [{ Key: "mine/a" }, { Key: "theirs/a" }] };
  const answer = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
  expect(answer.Errors).toMatchObject([{ Key: "theirs/a", Code: "AccessDenied" }]);
  expect(store.admin.listObjects(Bucket).map((object) => object.key)).toEqual(["mine/b", "theirs/a"]);
});

test("a session has the rights of its key or fewer", async () => {
  const store = await openTestStore();
  await store.admin.putObject(Bucket, "a", "a");
  const narrowed = store.admin.issueSession({
    accessKey: store.keys.accessKey,
    durationSeconds: 60,
    permission: "writeOnly",
  });
  const client = sdkClient(store, narrowed);
  await client.send(new PutObjectCommand({ Bucket, Key: "b", Body: "b" }));
  await expect(client.send(new GetObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(denied);
  const { accessKey } = store.admin.createAccessKey({ permission: "writeOnly" });
  expect(() => store.admin.issueSession({ accessKey, durationSeconds: 60, permission: "readWrite" })).toThrow(
    expect.objectContaining({ code: "AccessDenied" }),
  );
});

test("a deleted key is unknown at once; a key with given values is the same after a restart", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
  store.admin.deleteAccessKey(store.keys.accessKey);
  await expect(client.send(new PutObjectCommand({ Bucket, Key: "b", Body: "b" }))).rejects.toMatchObject({
    name: "InvalidAccessKeyId",
  });
  const credentials = { accessKey: "SANDBOX", secretKey: "given" };
  expect(store.admin.createAccessKey({ permission: "readWrite", credentials })).toEqual(credentials);
  expect(store.admin.createAccessKey({ permission: "readOnly", credentials })).toEqual(credentials);
  expect(store.admin.listAccessKeys()).toMatchObject([{ accessKey: "SANDBOX", permission: "readOnly" }]);
});
