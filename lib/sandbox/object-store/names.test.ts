import { readdir } from "node:fs/promises";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openTestStore, sdkClient, send, sendSigned } from "./test-store";
import { uriEncodePath } from "./uri";

const Bucket = "recordings";

test("names that look like paths are ordinary keys and never leave the folder", async () => {
  const store = await openTestStore();
  const names = {
    "/recordings/../../x": "../../x",
    "/recordings/%2e%2e/%2e%2e/y": "../../y",
    "/recordings/a//b": "a//b",
    "/recordings//leading": "/leading",
    "/recordings/%252e": "%2e",
    "/recordings/trailing/": "trailing/",
    "/recordings/a%5c..%5cb": "a\\..\\b",
    "/recordings/nul%00byte": "nul\0byte",
    "/recordings/slice.ts": "slice.ts",
    "/recordings/a+b%20c": "a+b c",
  };
  for (const [path, key] of Object.entries(names)) {
    // What the client signs is the canonical form; what it sends is the raw one.
    const canonical = `/${uriEncodePath(`${Bucket}/${key}`)}`;
    const answer = await sendSigned(store, { method: "PUT", path: canonical, body: key });
    expect([path, answer.status]).toEqual([path, 200]);
    expect((await store.admin.readObject(Bucket, key)).toString()).toBe(key);
    const rawGet = await send(store, { method: "GET", path: await presignedRaw(store, key, path) });
    expect([path, rawGet.status, rawGet.text]).toEqual([path, 200, key]);
  }
  expect(store.admin.listObjects(Bucket)).toHaveLength(Object.keys(names).length);

  const folders = await readdir(store.dataDir, { recursive: true });
  const expected =
    /^(objects\.sqlite(-wal|-shm)?|incoming|bodies|bodies\/[0-9a-f]{2}|bodies\/[0-9a-f]{2}\/[0-9a-f-]{36})$/;
  expect(folders.filter((name) => !expected.test(name.replaceAll("\\", "/")))).toEqual([]);
  expect((await readdir(`${store.dataDir}/..`)).filter((name) => name === "x" || name === "y")).toEqual([]);
});

test("any key of UTF-8 text up to 1024 bytes makes the round trip through the SDK", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  // The SDK's HTTP client normalises dot segments before it sends, so those are left to the test above.
  const key = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
    .filter((text) => text.split("/").every((part) => part !== "." && part !== ".."));
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(Key);
      expect(store.admin.findObject(Bucket, Key)?.size).toBe(Buffer.byteLength(Key));
    }),
    { numRuns: 60 },
  );
});

test("a key that is too long, a path that is not UTF-8 and a bad bucket name are refused", async () => {
  const store = await openTestStore();
  const put = (path: string) => sendSigned(store, { method: "PUT", path, body: "x" });
  expect((await put(`/recordings/${"k".repeat(1024)}`)).status).toBe(200);
  expect(await put(`/recordings/${"k".repeat(1025)}`)).toMatchObject({ status: 400, code: "KeyTooLongError" });
  expect(await put("/recordings/%ff")).toMatchObject({ status: 400, code: "InvalidURI" });
  expect(await sendSigned(store, { method: "PUT", path: "/Upper_Case" })).toMatchObject({
    status: 400,
    code: "InvalidBucketName",
  });
  expect(await put("/nowhere/x")).toMatchObject({ status: 404, code: "NoSuchBucket" });
  expect(() => store.admin.ensureBucket("../evil", { region: "us-east-1" })).toThrow(
    expect.objectContaining({ code: "InvalidBucketName" }),
  );
});

test("what S3 has and this store has not says so, instead of doing something else", async () => {
  const store = await openTestStore();
  await store.admin.putObject(Bucket, "a", "a");
  const call = async (method: string, path: string, query?: Record<string, string>) => {
    const { status, code } = await sendSigned(store, { method, path, ...(query ? { query } : {}) });
    return [status, code];
  };
  expect(await call("PUT", "/recordings/a", { acl: "" })).toEqual([501, "NotImplemented"]);
  expect(await call("DELETE", "/recordings/a", { versionId: "1" })).toEqual([501, "NotImplemented"]);
  expect(await call("DELETE", "/recordings", { policy: "" })).toEqual([501, "NotImplemented"]);
  expect(await call("POST", "/recordings/a")).toEqual([501, "NotImplemented"]);
  expect(await call("DELETE", "/")).toEqual([405, "MethodNotAllowed"]);
  expect(await call("PATCH", "/recordings/a")).toEqual([405, "MethodNotAllowed"]);
  const copy = { method: "PUT", path: "/recordings/b", headers: { "x-amz-copy-source": "/recordings/a" } };
  expect(await sendSigned(store, copy)).toMatchObject({ status: 501, code: "NotImplemented" });
  expect(store.admin.listObjects(Bucket).map((object) => object.key)).toEqual(["a"]);
});

/** A presigned target whose path is sent in the raw spelling given. */
async function presignedRaw(store: Awaited<ReturnType<typeof openTestStore>>, Key: string, rawPath: string) {
  const url = await getSignedUrl(sdkClient(store), new GetObjectCommand({ Bucket, Key }));
  return `${rawPath}?${url.split("?")[1]}`;
}
