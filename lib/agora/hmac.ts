import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "./auth";

/** What of a request enters its signature, exactly as it is sent. */
export type SignedParts = {
  method: string;
  /** Path and query, percent-encoded. */
  path: string;
  /** The `Host` header, with its port where the address has one. */
  host: string;
  /** The body's text; empty where there is none. */
  body: string;
  date: Date;
};

/**
 * The headers that sign a request with the customer's secret (FLS contract §1.2): HMAC-SHA256 over host, date, request
 * line and the digest of the body. The request line says `HTTP/1.1`, so the request must not be sent as HTTP/2.
 */
export function hmacHeaders({ customerId, customerSecret }: Credentials, parts: SignedParts): Record<string, string> {
  const { method, path, host, body } = parts;
  // RFC 7231: English names, GMT.
  const date = parts.date.toUTCString();
  const digest = `SHA-256=${createHash("sha256").update(body, "utf8").digest("base64")}`;
  const signed = [`host: ${host}`, `date: ${date}`, `${method} ${path} HTTP/1.1`, `digest: ${digest}`].join("\n");
  const signature = createHmac("sha256", customerSecret.reveal()).update(signed, "utf8").digest("base64");
  const fields = {
    username: customerId,
    algorithm: "hmac-sha256",
    headers: "host date request-line digest",
    signature,
  };
  const authorization = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return { host, date, digest, authorization: `hmac ${authorization.join(", ")}` };
}
