import { createHash, createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { type IncomingHttpHeaders, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { onTestFinished } from "vitest";
import type { Credentials } from "./admin";
import { type ObjectStore, type ObjectStoreOptions, startObjectStore } from "./start-object-store";

export type TestStore = ObjectStore & { keys: Credentials; port: number; dataDir: string };

/** A store of its own on a free port with the bucket `recordings` (us-east-1) and a key that may do everything. */
export async function openTestStore(options: Partial<ObjectStoreOptions> = {}): Promise<TestStore> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "tally-store-")));
  const store = await startObjectStore({
    host: "127.0.0.1",
    port: 0,
    clock: () => new Date(),
    isDurable: false,
    ...options,
    dataDir,
  });
  onTestFinished(async () => {
    await store.close();
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  });
  store.admin.ensureBucket("recordings", { region: "us-east-1" });
  const keys = store.admin.createAccessKey({ permission: "readWrite" });
  return { ...store, keys, port: Number(new URL(store.endpoint).port), dataDir };
}

/** The AWS SDK as an outside program would set it up; it does not try again, so that every refusal is seen. */
export function sdkClient(
  store: Pick<TestStore, "endpoint" | "keys">,
  keys: Credentials & { sessionToken?: string } = store.keys,
  config: S3ClientConfig = {},
): S3Client {
  const client = new S3Client({
    endpoint: store.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    credentials: {
      accessKeyId: keys.accessKey,
      secretAccessKey: keys.secretKey,
      ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    },
    ...config,
  });
  onTestFinished(() => client.destroy());
  return client;
}

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; code: string | undefined };

/** Sends a request exactly as given: the path is not normalised and Host may name any address of the store. */
export function send(
  store: TestStore,
  call: { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Answer> {
  const { method, path, headers = {}, body = "" } = call;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: "127.0.0.1", port: store.port, method, path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

export type SignableCall = {
  method: string;
  /** Encoded path. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

export type SigningOptions = {
  keys: Credentials & { sessionToken?: string };
  region?: string;
  host: string;
  date?: Date;
  /** Default: the SHA-256 of the body. */
  payloadHash?: string;
};

/** Signs with the signer of the AWS SDK, which shares no code with the store. */
export async function signedHeaders(call: SignableCall, options: SigningOptions): Promise<Record<string, string>> {
  const payloadHash = options.payloadHash ?? sha256(call.body ?? "");
  const signed = await signer(options).sign(
    {
      method: call.method,
      protocol: "http:",
      hostname: options.host,
      path: call.path,
      query: call.query ?? {},
      headers: { host: options.host, "x-amz-content-sha256": payloadHash, ...call.headers },
    },
    { signingDate: options.date ?? new Date() },
  );
  return signed.headers;
}

/** Signs a call and sends it to the neutral endpoint, or to the host given. */
export async function sendSigned(
  store: TestStore,
  call: SignableCall,
  options: Partial<SigningOptions> = {},
): Promise<Answer> {
  const host = options.host ?? `127.0.0.1:${store.port}`;
  const headers = await signedHeaders(call, { keys: store.keys, ...options, host });
  const query = new URLSearchParams(call.query).toString();
  const path = query === "" ? call.path : `${call.path}?${query}`;
  return send(store, { ...call, path, headers });
}

export function signer({ keys, region = "us-east-1" }: Pick<SigningOptions, "keys" | "region">): SignatureV4 {
  return new SignatureV4({
    service: "s3",
    region,
    uriEscapePath: false,
    credentials: {
      accessKeyId: keys.accessKey,
      secretAccessKey: keys.secretKey,
      ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    },
    sha256: NodeSha256,
  });
}

export function sha256(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The hash that the SDK's signer wants: SHA-256, keyed as HMAC when a key is given. */
class NodeSha256 {
  readonly #hash;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", toBytes(key));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error("the signer does not reuse a hash");
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, "utf8");
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
