import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { openTestStore, sdkClient, send, sendSigned, sha256, type SigningOptions } from "./test-store";

const put = { method: "PUT", path: "/recordings/a.txt", body: "hello" };

test("a signed PUT is kept, one with a wrong secret or an unknown key is not", async () => {
  const store = await openTestStore();
  expect((await sendSigned(store, put)).status).toBe(200);
  expect((await store.admin.readObject("recordings", "a.txt")).toString()).toBe("hello");

  const other = { ...put, path: "/recordings/b.txt" };
  const wrong = await sendSigned(store, other, { keys: { ...store.keys, secretKey: "not-the-secret" } });
  expect(wrong).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  expect(wrong.text).not.toContain(store.keys.secretKey);
  const unknown = await sendSigned(store, other, { keys: { ...store.keys, accessKey: "AKIANOBODY" } });
  expect(unknown).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
  expect(store.admin.listObjects("recordings").map((object) => object.key)).toEqual(["a.txt"]);
});

test("a request without a signature is refused, whatever it asks", async () => {
  const store = await openTestStore();
  await store.admin.putObject("recordings", "a.txt", "secret");
  for (const path of ["/", "/recordings", "/recordings/a.txt", "/nowhere"]) {
    expect(await send(store, { method: "GET", path })).toMatchObject({ status: 403, code: "AccessDenied" });
  }
});

test("the body must be the one that was signed", async () => {
  const store = await openTestStore();
  const answer = await sendSigned(store, put, { payloadHash: sha256("other") });
  expect(answer).toMatchObject({ status: 400, code: "XAmzContentSHA256Mismatch" });
  expect(store.admin.listObjects("recordings")).toEqual([]);
  expect((await sendSigned(store, put, { payloadHash: "UNSIGNED-PAYLOAD" })).status).toBe(200);
  expect(await sendSigned(store, put, { payloadHash: "nonsense" })).toMatchObject({ code: "InvalidArgument" });
});

test("Content-MD5 and additional checksums are verified", async () => {
  const store = await openTestStore();
  const attempt = (headers: Record<string, string>) => sendSigned(store, { ...put, headers });
  expect((await attempt({ "content-md5": "XUFAKrxLKna5cZ2REBfFkg==" })).status).toBe(200);
  expect(await attempt({ "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" })).toMatchObject({
    status: 400,
    code: "BadDigest",
  });
  expect(await attempt({ "content-md5": "short" })).toMatchObject({ status: 400, code: "InvalidDigest" });
  const checked = await attempt({ "x-amz-checksum-crc32": "NhCmhg==" });
  expect(checked.headers["x-amz-checksum-crc32"]).toBe("NhCmhg==");
  expect(await attempt({ "x-amz-checksum-crc32": "AAAAAA==" })).toMatchObject({ status: 400, code: "BadDigest" });
});

test("a header that was added after signing is refused", async () => {
  const store = await openTestStore();
  const client = sdkClient(store);
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: "recordings", Key: "x" }), {
    unhoistableHeaders: new Set(),
  });
  const answer = await fetch(url, { method: "PUT", body: "x", headers: { "x-amz-meta-added": "1" } });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("<HeadersNotSigned>x-amz-meta-added</HeadersNotSigned>");
});

test("the request time may differ by fifteen minutes, not more", async () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const store = await openTestStore({ signingClock: () => now });
  const at = (minutes: number) => sendSigned(store, put, { date: new Date(now.getTime() + minutes * 60_000) });
  expect((await at(-15)).status).toBe(200);
  expect((await at(15)).status).toBe(200);
  for (const minutes of [-15.1, 15.1]) {
    const answer = await at(minutes);
    expect(answer).toMatchObject({ status: 403, code: "RequestTimeTooSkewed" });
    expect(answer.text).toContain("<ServerTime>2026-03-01T12:00:00.000Z</ServerTime>");
  }
});

test("a presigned address works until it expires, with Range and with its own response headers", async () => {
  let now = new Date();
  const store = await openTestStore({ signingClock: () => now });
  await store.admin.putObject("recordings", "dir/a b.txt", "hello world");
  const url = await getSignedUrl(
    sdkClient(store),
    new GetObjectCommand({
      Bucket: "recordings",
      Key: "dir/a b.txt",
      ResponseContentType: "video/MP2T",
      ResponseContentDisposition: 'attachment; filename="grüße.ts"',
    }),
    { expiresIn: 60 },
  );
  const whole = await fetch(url);
  expect(await whole.text()).toBe("hello world");
  expect(whole.headers.get("content-type")).toBe("video/MP2T");
  expect(Buffer.from(whole.headers.get("content-disposition") ?? "", "latin1").toString()).toContain("grüße.ts");
  const part = await fetch(url, { headers: { Range: "bytes=6-" } });
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 6-10/11", "world"]);

  expect((await fetch(url.replace("response-content-type=video", "response-content-type=audio"))).status).toBe(403);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
  now = new Date(now.getTime() + 61_000);
  const late = await fetch(url);
  expect(late.status).toBe(403);
  expect(await late.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired/);
});

test("a presigned upload keeps the x-amz headers that its address carries", async () => {
  const store = await openTestStore();
  const client = sdkClient(store, store.keys, { requestChecksumCalculation: "WHEN_REQUIRED" });
  const command = new PutObjectCommand({
    Bucket: "recordings",
    Key: "p",
    Metadata: { channel: "lobby" },
    Tagging: "a=1",
  });
  const answer = await fetch(await getSignedUrl(client, command), { method: "PUT", body: "presigned" });
  expect(answer.status).toBe(200);
  expect(store.admin.findObject("recordings", "p")).toMatchObject({
    size: 9,
    metadata: { channel: "lobby" },
    tags: [{ key: "a", value: "1" }],
  });
  // With its default checksums the SDK signs the checksum of an empty body into the address, and S3 holds it to that.
  const strict = await fetch(await getSignedUrl(sdkClient(store), command), { method: "PUT", body: "presigned" });
  expect([strict.status, await strict.text()]).toEqual([400, expect.stringContaining("<Code>BadDigest</Code>")]);
});

test("a presigned address may live seven days at most", async () => {
  const store = await openTestStore();
  const url = new URL(await getSignedUrl(sdkClient(store), new GetObjectCommand({ Bucket: "recordings", Key: "x" })));
  for (const seconds of ["0", "604801", "-5", "abc"]) {
    url.searchParams.set("X-Amz-Expires", seconds);
    const answer = await fetch(url);
    expect([answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]]).toEqual([
      400,
      "AuthorizationQueryParametersError",
    ]);
  }
});

test("a session works with its token until the sandbox's clock passes its end, and dies with its key", async () => {
  let now = new Date();
  const store = await openTestStore({ clock: () => now });
  const session = store.admin.issueSession({ accessKey: store.keys.accessKey, durationSeconds: 3600 });
  const attempt = (keys: SigningOptions["keys"]) => sendSigned(store, put, { keys });
  expect((await attempt(session)).status).toBe(200);
  const { sessionToken, ...bare } = session;
  expect(await attempt(bare)).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
  expect(await attempt({ ...session, sessionToken: "other" })).toMatchObject({ status: 400, code: "InvalidToken" });
  expect(await attempt({ ...store.keys, sessionToken })).toMatchObject({ status: 400, code: "InvalidToken" });

  const url = await getSignedUrl(
    sdkClient(store, session),
    new GetObjectCommand({ Bucket: "recordings", Key: "a.txt" }),
  );
  expect((await fetch(url)).status).toBe(200);
  now = new Date(now.getTime() + 3_600_000);
  expect(await attempt(session)).toMatchObject({ status: 400, code: "ExpiredToken" });
  expect((await fetch(url)).status).toBe(400);

  const second = store.admin.issueSession({ accessKey: store.keys.accessKey, durationSeconds: 3600 });
  expect((await attempt(second)).status).toBe(200);
  store.admin.deleteAccessKey(store.keys.accessKey);
  expect(await attempt(second)).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
});

test("claims that cannot be used are refused by S3's codes", async () => {
  const store = await openTestStore();
  const attempt = async (authorization: string) => {
    const headers = { "x-amz-date": "20260101T000000Z", "x-amz-content-sha256": sha256(""), authorization };
    const { status, code } = await send(store, { method: "GET", path: "/recordings/x", headers });
    return [status, code];
  };
  const scope = "AKIA/20260101/us-east-1/s3/aws4_request";
  expect(await attempt("AWS AKIA:c2ln")).toEqual([400, "InvalidRequest"]);
  expect(await attempt(`AWS4-HMAC-SHA256 Credential=${scope}`)).toEqual([400, "AuthorizationHeaderMalformed"]);
  expect(await attempt("AWS4-HMAC-SHA256 Credential=AKIA, SignedHeaders=host, Signature=00")).toEqual([
    400,
    "AuthorizationHeaderMalformed",
  ]);
  expect(await attempt(`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=x-amz-date, Signature=00`)).toEqual([
    400,
    "AuthorizationHeaderMalformed",
  ]);
  expect(await attempt(`AWS4-ECDSA-P256-SHA256 Credential=${scope}`)).toEqual([501, "NotImplemented"]);
});
