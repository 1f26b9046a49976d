import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAwsChunked } from "./aws-chunked";
import { startChecksum } from "./checksums";
import { openTestStore, send, sha256, signedHeaders, type Answer, type TestStore } from "./test-store";

/** Chunk signatures written from the description of SigV4, without the store's code. */
class ChunkSigner {
  #previous: string;
  readonly #key: Buffer;
  readonly #prefix: string;
  constructor(store: TestStore, headers: Record<string, string>) {
    const timestamp = headers["x-amz-date"] ?? "";
    const day = timestamp.slice(0, 8);
    const parts = [day, "us-east-1", "s3", "aws4_request"];
    const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
    this.#key = parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${store.keys.secretKey}`));
    this.#prefix = `${timestamp}\n${parts.join("/")}`;
    this.#previous = /Signature=([0-9a-f]{64})/.exec(headers.authorization ?? "")?.[1] ?? "";
  }
  chunk(body: string): string {
    return this.#sign("PAYLOAD", `${sha256("")}\n${sha256(body)}`);
  }
  trailer(lines: string): string {
    return this.#sign("TRAILER", sha256(lines));
  }
  #sign(kind: string, rest: string): string {
    const text = `AWS4-HMAC-SHA256-${kind}\n${this.#prefix}\n${this.#previous}\n${rest}`;
    this.#previous = createHmac("sha256", this.#key).update(text).digest("hex");
    return this.#previous;
  }
}

const texts = ["first chunk ", "second chunk"];
const whole = texts.join("");
const path = "/recordings/chunked";

/** Uploads `texts` with signed chunks; `tamper` may change the framed body before it is sent. */
async function upload(store: TestStore, hasTrailer: boolean, tamper = (body: string) => body): Promise<Answer> {
  const payloadHash = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${hasTrailer ? "-TRAILER" : ""}`;
  const extra = {
    "content-encoding": "aws-chunked",
    "x-amz-decoded-content-length": String(whole.length),
    ...(hasTrailer ? { "x-amz-trailer": "x-amz-checksum-crc32c" } : {}),
  };
  const options = { keys: store.keys, host: `127.0.0.1:${store.port}`, payloadHash };
  const headers = await signedHeaders({ method: "PUT", path, headers: extra }, options);
  const signer = new ChunkSigner(store, headers);
  const chunks = [...texts, ""].map((text) => {
    const line = `${text.length.toString(16)};chunk-signature=${signer.chunk(text)}\r\n`;
    return text === "" ? line : `${line}${text}\r\n`;
  });
  const checksum = startChecksum("crc32c");
  checksum.update(Buffer.from(whole));
  const trailer = `x-amz-checksum-crc32c:${checksum.digest()}`;
  const end = hasTrailer ? `${trailer}\r\nx-amz-trailer-signature:${signer.trailer(`${trailer}\n`)}\r\n\r\n` : "\r\n";
  return send(store, { method: "PUT", path, headers, body: tamper(chunks.join("") + end) });
}

test.each([false, true])("signed chunks are verified one by one (trailer: %s)", async (hasTrailer) => {
  const store = await openTestStore();
  expect((await upload(store, hasTrailer)).status).toBe(200);
  expect((await store.admin.readObject("recordings", "chunked")).toString()).toBe(whole);
  await store.admin.deleteObject("recordings", "chunked");

  const swapped = (body: string) => body.replace("second chunk", "SECOND chunk");
  expect(await upload(store, hasTrailer, swapped)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  const unsigned = (body: string) => body.replace(/;chunk-signature=[0-9a-f]+/, "");
  expect(await upload(store, hasTrailer, unsigned)).toMatchObject({ status: 400, code: "InvalidRequest" });
  const cut = (body: string) => body.slice(0, body.indexOf("second"));
  expect(await upload(store, hasTrailer, cut)).toMatchObject({ status: 400, code: "IncompleteBody" });
  const longer = (body: string) => `${body}more`;
  expect(await upload(store, hasTrailer, longer)).toMatchObject({ status: 400 });
  expect(store.admin.listObjects("recordings")).toEqual([]);
});

test("a signed trailer cannot be changed", async () => {
  const store = await openTestStore();
  const changed = (body: string) => body.replace(/crc32c:./, "crc32c:_");
  expect(await upload(store, true, changed)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
});

test("an unsigned trailer's checksum must match the body, and must come", async () => {
  const store = await openTestStore();
  const attempt = async (end: string) => {
    const extra = { "x-amz-decoded-content-length": "9", "x-amz-trailer": "x-amz-checksum-crc32" };
    const payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const options = { keys: store.keys, host: `127.0.0.1:${store.port}`, payloadHash };
    const headers = await signedHeaders({ method: "PUT", path, headers: extra }, options);
    return send(store, { method: "PUT", path, headers, body: `9\r\n123456789\r\n0\r\n${end}\r\n` });
  };
  expect((await attempt("x-amz-checksum-crc32:y/Q5Jg==\r\n")).status).toBe(200);
  expect(await attempt("x-amz-checksum-crc32:AAAAAA==\r\n")).toMatchObject({ status: 400, code: "BadDigest" });
  expect(await attempt("")).toMatchObject({ status: 400, code: "InvalidRequest" });
});

test("framing is taken off however the network cuts it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
      async (chunks, cuts) => {
        const framed = Buffer.concat([
          ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
          Buffer.from("0\r\nx-amz-checksum-sha1: abc\r\n\r\n"),
        ]);
        const pieces = async function* () {
          for (let at = 0, turn = 0; at < framed.length; turn += 1) {
            const size = cuts[turn % cuts.length] ?? 1;
            yield framed.subarray(at, (at += size));
          }
        };
        const trailers = new Map<string, string>();
        const decoded: Buffer[] = [];
        for await (const bytes of decodeAwsChunked(pieces(), { signatures: undefined, hasTrailer: true, trailers })) {
          decoded.push(bytes);
        }
        expect(Buffer.concat(decoded).equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers).toEqual(new Map([["x-amz-checksum-sha1", "abc"]]));
      },
    ),
  );
});

test("the checksums give the check values of the CRC catalogue", () => {
  const values = { crc32: "cbf43926", crc32c: "e3069283", crc64nvme: "ae8b14860a799888" } as const;
  for (const name of ["crc32", "crc32c", "crc64nvme"] as const) {
    const checksum = startChecksum(name);
    checksum.update(Buffer.from("1234"));
    checksum.update(Buffer.from("56789"));
    expect(Buffer.from(checksum.digest(), "base64").toString("hex")).toBe(values[name]);
  }
});
