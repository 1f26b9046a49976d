import { createHash, createHmac } from "node:crypto";
import { type QueryPair, uriEncode, uriEncodePath } from "../uri";

/** AWS Signature Version 4 as S3 uses it: the path is encoded once and not normalised. */
export const sigv4Algorithm = "AWS4-HMAC-SHA256";
export const emptySha256 = createHash("sha256").digest("hex");

export type CredentialScope = { date: string; region: string; service: string };

export type CanonicalInput = {
  method: string;
  /** Decoded path, beginning with a slash. */
  path: string;
  /** Decoded parameters; `X-Amz-Signature` must be gone. */
  query: readonly QueryPair[];
  /** Signed headers only, names in lower case. */
  headers: ReadonlyMap<string, string>;
  payloadHash: string;
};

export function canonicalRequest({ method, path, query, headers, payloadHash }: CanonicalInput): string {
  const names = [...headers.keys()].toSorted();
  return [
    method,
    uriEncodePath(path),
    canonicalQuery(query),
    ...names.map(
      (name) =>
        `${name}:${headers
          .get(name)
          ?.trim()
          .replace(/[ \t]+/g, " ")}`,
    ),
    "",
    names.join(";"),
    payloadHash,
  ].join("\n");
}

/** Encoded, then sorted by name and value: both sides are ASCII by then, so plain comparison is byte order. */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => ({ name: uriEncode(name), value: uriEncode(value) }))
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join("&");
}

export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

export function stringToSign(timestamp: string, scope: CredentialScope, canonical: string): string {
  return [sigv4Algorithm, timestamp, scopeText(scope), sha256Hex(canonical)].join("\n");
}

export function deriveSigningKey(secretKey: string, { date, region, service }: CredentialScope): Buffer {
  return [date, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secretKey}`, "utf8"),
  );
}

/** The signature in lower-case hexadecimal. */
export function sign(signingKey: Buffer, text: string): string {
  return hmac(signingKey, text).toString("hex");
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
