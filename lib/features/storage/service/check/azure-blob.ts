import "server-only";
import { createHmac } from "node:crypto";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps, type RequestOptions } from "node:https";

/** A blob to be written with the key of a storage account. */
export type AzureBlob = {
  /** `https://<account>.blob.core.windows.net`. */
  origin: string;
  account: string;
  /** Base64, as Azure shows it. */
  accountKey: string;
  container: string;
  key: string;
  text: string;
};

type Answer = { status: number; code: string };

/** The version of the interface that Put Blob is written for. */
const version = "2021-12-02";
const contentType = "text/plain; charset=utf-8";
/** An error's body is a few hundred bytes. */
const longestBody = 16_384;

/** Headers of a request in the order in which Azure signs them, in front of its own `x-ms-` headers. */
const signedHeaders = [
  "content-encoding",
  "content-language",
  "content-length",
  "content-md5",
  "content-type",
  "date",
  "if-modified-since",
  "if-match",
  "if-none-match",
  "if-unmodified-since",
  "range",
] as const;

/**
 * What Shared Key signs of a request without a query (Azure Storage, "Authorize with Shared Key").
 * @param headers names in lower case; a body of no bytes has no length here
 * @param path as it is sent, encoded
 */
export function stringToSign(
  method: string,
  { account, path }: { account: string; path: string },
  headers: Readonly<Record<string, string>>,
): string {
  const own = Object.keys(headers)
    .filter((name) => name.startsWith("x-ms-"))
    .toSorted()
    .map((name) => `${name}:${headers[name]}`);
  return [method, ...signedHeaders.map((name) => headers[name] ?? ""), ...own, `/${account}${path}`].join("\n");
}

/** Headers of a Put Blob, signed. */
export function signedPut(blob: AzureBlob, now: Date): { path: string; headers: Record<string, string> } {
  const path = `/${[blob.container, ...blob.key.split("/")].map(encodeURIComponent).join("/")}`;
  const headers = {
    "content-length": String(Buffer.byteLength(blob.text)),
    "content-type": contentType,
    "x-ms-blob-type": "BlockBlob",
    "x-ms-date": now.toUTCString(),
    "x-ms-version": version,
  };
  const signature = createHmac("sha256", Buffer.from(blob.accountKey, "base64"))
    .update(stringToSign("PUT", { account: blob.account, path }, headers))
    .digest("base64");
  return { path, headers: { ...headers, authorization: `SharedKey ${blob.account}:${signature}` } };
}

/**
 * Writes a blob, once, without following redirects. Null: it was written; else Azure's status and code.
 * @throws Error with the code of the connection when no answer came
 */
export async function putBlob(
  blob: AzureBlob,
  { now, signal, ...connection }: { now: Date; signal: AbortSignal } & Pick<RequestOptions, "agent">,
): Promise<Answer | null> {
  const { path, headers } = signedPut(blob, now);
  const url = new URL(path, blob.origin);
  const send = url.protocol === "http:" ? requestHttp : requestHttps;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(url, { ...connection, method: "PUT", headers, signal }, resolve);
    sent.on("error", reject);
    sent.end(blob.text);
  });
  const status = answer.statusCode ?? 0;
  const body = await readStart(answer);
  if (status === 201) return null;
  const named = answer.headers["x-ms-error-code"] ?? /<Code>(\w+)<\/Code>/.exec(body)?.[1];
  return { status, code: typeof named === "string" ? named : "none" };
}

async function readStart(answer: IncomingMessage): Promise<string> {
  let text = "";
  answer.setEncoding("utf8");
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length > longestBody) break;
  }
  return text;
}
