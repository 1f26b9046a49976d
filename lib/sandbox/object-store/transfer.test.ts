import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { spawnStore } from "./test-process";
import { openTestStore, sdkClient, signedHeaders, type TestStore } from "./test-store";

const Bucket = "recordings";

test("memory stays flat while a large object goes in and out", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "tally-store-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const store = await spawnStore(dataDir);
  const client = sdkClient(store);
  await client.send(new PutObjectCommand({ Bucket, Key: "small", Body: "warm up" }));
  const before = await store.peakMemory();

  const chunk = Buffer.alloc(1024 * 1024, 7);
  const ContentLength = 200 * chunk.length;
  const source = Readable.from(Array.from({ length: 200 }, () => chunk));
  await client.send(new PutObjectCommand({ Bucket, Key: "big", Body: source, ContentLength }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "big" }));
  if (!(Body instanceof Readable)) throw new Error("the SDK gave no stream");
  let received = 0;
  for await (const bytes of Body) received += (bytes as Buffer).length;
  expect(received).toBe(ContentLength);
  expect((await store.peakMemory()) - before).toBeLessThan(ContentLength / 2);
});

test("a refused upload leaves its connection usable, also when the rest of a large body still comes", async () => {
  const store = await openTestStore();
  await store.admin.putObject(Bucket, "there", "ok");
  const host = `127.0.0.1:${store.port}`;
  const sign = (method: string, path: string, secretKey: string) =>
    signedHeaders({ method, path }, { keys: { ...store.keys, secretKey }, host, payloadHash: "UNSIGNED-PAYLOAD" });
  const body = Buffer.alloc(3_000_000);
  const [target, there] = [`/${Bucket}/x`, `/${Bucket}/there`];
  const refused = { ...(await sign("PUT", target, "wrong")), "content-length": String(body.length) };
  const accepted = { ...(await sign("GET", there, store.keys.secretKey)), connection: "close" };
  const answers = await converse(store, [head("PUT", target, refused), body, head("GET", there, accepted)]);
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 403", "HTTP/1.1 200"]);
  expect(answers.endsWith("\r\n\r\nok")).toBe(true);
});

test("an upload that turns out wrong half-way is refused, and its connection stays usable", async () => {
  const store = await openTestStore({ maxObjectBytes: 1_000_000 });
  await store.admin.putObject(Bucket, "there", "ok");
  const host = `127.0.0.1:${store.port}`;
  const [target, there] = [`/${Bucket}/x`, `/${Bucket}/there`];
  const payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const framed = Buffer.concat([Buffer.from("300000\r\n"), Buffer.alloc(0x300000), Buffer.from("\r\n0\r\n\r\n")]);
  const extra = { "x-amz-decoded-content-length": "1000" };
  const put = await signedHeaders(
    { method: "PUT", path: target, headers: extra },
    { keys: store.keys, host, payloadHash },
  );
  const get = await signedHeaders({ method: "GET", path: there }, { keys: store.keys, host });
  const answers = await converse(store, [
    head("PUT", target, { ...put, "content-length": String(framed.length) }),
    framed,
    head("GET", there, { ...get, connection: "close" }),
  ]);
  expect(answers).toContain("<Code>EntityTooLarge</Code>");
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400", "HTTP/1.1 200"]);
});

test("a client that waits for 100 Continue is refused before it sends the body", async () => {
  const store = await openTestStore();
  const path = `/${Bucket}/x`;
  const put = async (secretKey: string, more: Record<string, string>, body: string) => {
    const keys = { ...store.keys, secretKey };
    const options = { keys, host: `127.0.0.1:${store.port}`, payloadHash: "UNSIGNED-PAYLOAD" };
    const headers = { ...(await signedHeaders({ method: "PUT", path }, options)), ...more };
    const expecting = { ...headers, expect: "100-continue", "content-length": "4" };
    return converse(store, [head("PUT", path, expecting), Buffer.from(body)]);
  };
  // This connection ends with the refusal: the body that was announced will not come.
  const refused = await put("wrong", {}, "");
  expect(refused).toMatch(/^HTTP\/1\.1 403 /);
  const accepted = await put(store.keys.secretKey, { connection: "close" }, "body");
  expect(accepted).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
});

test("a length must be announced, and a client that goes away leaves nothing", async () => {
  const store = await openTestStore();
  const path = `/${Bucket}/x`;
  const options = { keys: store.keys, host: `127.0.0.1:${store.port}`, payloadHash: "UNSIGNED-PAYLOAD" };
  const headers = await signedHeaders({ method: "PUT", path }, options);
  const chunked = { ...headers, "transfer-encoding": "chunked", connection: "close" };
  expect(await converse(store, [head("PUT", path, chunked), Buffer.from("0\r\n\r\n")])).toMatch(/^HTTP\/1\.1 411 /);

  const socket = connect(store.port, "127.0.0.1");
  socket.write(head("PUT", path, { ...headers, "content-length": "100" }));
  socket.write("only a part");
  await expect.poll(() => store.admin.counters().active).toBe(1);
  socket.destroy();
  await expect.poll(() => store.admin.counters().errors.ClientGone).toBe(1);
  expect(store.admin.listObjects(Bucket)).toEqual([]);
});

function head(method: string, path: string, headers: Record<string, string>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}

/** Writes everything on one connection and reads until the store closes it. */
function converse(store: TestStore, writes: readonly Buffer[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(store.port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => resolve(Buffer.concat(chunks).toString("latin1")));
    socket.on("error", reject);
    for (const bytes of writes) socket.write(bytes);
  });
}
