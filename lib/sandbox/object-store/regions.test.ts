import { GetObjectCommand, HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { readAddress } from "./address";
import { openTestStore, sdkClient, send, sendSigned, type TestStore } from "./test-store";

async function openTwoRegions(): Promise<TestStore> {
  const store = await openTestStore();
  store.admin.ensureBucket("tokyo", { region: "ap-northeast-1" });
  return store;
}

test("addresses are read in both styles", () => {
  const read = (host: string, path: string) => Object.values(readAddress(host, path));
  expect(read("127.0.0.1:3200", "/b-1/k")).toEqual([undefined, "b-1", "k"]);
  expect(read("localhost:3200", "/b-1")).toEqual([undefined, "b-1", undefined]);
  expect(read("localhost", "/")).toEqual([undefined, undefined, undefined]);
  expect(read("s3.localhost:3200", "/b-1/k")).toEqual([undefined, "b-1", "k"]);
  expect(read("b-1.localhost:3200", "/k/l")).toEqual([undefined, "b-1", "k/l"]);
  expect(read("my.bucket.s3.localhost", "/k")).toEqual([undefined, "my.bucket", "k"]);
  expect(read("s3.eu-west-1.localhost:3200", "/b-1/k")).toEqual(["eu-west-1", "b-1", "k"]);
  expect(read("B-1.S3.eu-west-1.localhost:3200", "/k")).toEqual(["eu-west-1", "b-1", "k"]);
  expect(read("[::1]:3200", "/b-1/k")).toEqual([undefined, "b-1", "k"]);
});

test("a signature for another region than the bucket's is refused with the right one, in header and address", async () => {
  const store = await openTwoRegions();
  const put = { method: "PUT", path: "/tokyo/x", body: "x" };
  const wrong = await sendSigned(store, put, { region: "us-east-1" });
  expect(wrong).toMatchObject({ status: 400, code: "AuthorizationHeaderMalformed" });
  expect(wrong.text).toContain("<Region>ap-northeast-1</Region>");
  expect(wrong.headers["x-amz-bucket-region"]).toBe("ap-northeast-1");
  expect((await sendSigned(store, put, { region: "ap-northeast-1" })).status).toBe(200);

  const url = await getSignedUrl(sdkClient(store), new GetObjectCommand({ Bucket: "tokyo", Key: "x" }));
  const answer = await fetch(url);
  const text = await answer.text();
  expect(answer.status).toBe(400);
  expect(text).toContain("<Code>AuthorizationQueryParametersError</Code>");
  expect(text).toContain("<Region>ap-northeast-1</Region>");
});

test("the endpoint of another region redirects, signed or not, and keeps nothing", async () => {
  const store = await openTwoRegions();
  for (const [host, path] of [
    [`s3.us-east-1.localhost:${store.port}`, "/tokyo/x"],
    [`tokyo.s3.us-east-1.localhost:${store.port}`, "/x"],
  ] as const) {
    for (const answer of [
      await sendSigned(store, { method: "PUT", path, body: "x" }, { host }),
      await send(store, { method: "GET", path, headers: { host } }),
    ]) {
      expect(answer).toMatchObject({ status: 301, code: "PermanentRedirect" });
      expect(answer.headers["x-amz-bucket-region"]).toBe("ap-northeast-1");
      expect(answer.text).toContain(`<Endpoint>s3.ap-northeast-1.localhost:${store.port}</Endpoint>`);
    }
  }
  expect(store.admin.listObjects("tokyo")).toEqual([]);
});

test("the endpoint of the bucket's region serves it in both styles, and asks for its own region's signature", async () => {
  const store = await openTwoRegions();
  const region = "ap-northeast-1";
  const host = `s3.${region}.localhost:${store.port}`;
  const put = (path: string, options: { host: string; region: string }) =>
    sendSigned(store, { method: "PUT", path, body: "x" }, options);
  expect((await put("/tokyo/path", { host, region })).status).toBe(200);
  expect((await put("/virtual", { host: `tokyo.${host}`, region })).status).toBe(200);
  expect((await put("/neutral", { host: `tokyo.localhost:${store.port}`, region })).status).toBe(200);
  const wrong = await put("/tokyo/y", { host, region: "us-east-1" });
  expect(wrong).toMatchObject({ status: 400, code: "AuthorizationHeaderMalformed" });
  expect(store.admin.listObjects("tokyo").map((object) => object.key)).toEqual(["neutral", "path", "virtual"]);
});

test("the AWS SDK tells a wrong region from other refusals", async () => {
  const store = await openTwoRegions();
  const client = sdkClient(store);
  await expect(client.send(new PutObjectCommand({ Bucket: "tokyo", Key: "x", Body: "x" }))).rejects.toMatchObject({
    name: "AuthorizationHeaderMalformed",
    Region: "ap-northeast-1",
  });
  await expect(client.send(new HeadBucketCommand({ Bucket: "tokyo" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 400 },
    $response: { headers: { "x-amz-bucket-region": "ap-northeast-1" } },
  });
});
