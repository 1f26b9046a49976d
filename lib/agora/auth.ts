import { createHash } from "node:crypto";
import type { Secret } from "./secret";

/** The key pair of an Agora account (contract §1.2): customer ID, and customer secret (once "customer certificate"). */
export type Credentials = { customerId: string; customerSecret: Secret };

/** The value of the `Authorization` header (contract §1.2). A secret itself: it must not be printed. */
export function basicAuthorization({ customerId, customerSecret }: Credentials): string {
  return `Basic ${Buffer.from(`${customerId}:${customerSecret.reveal()}`, "utf8").toString("base64")}`;
}

/** The credentials in an `Authorization` header, or null where it is not Basic with an ID and a secret. For servers. */
export function readBasicAuthorization(header: string | null): { customerId: string; customerSecret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? null : { customerId: pair.slice(0, colon), customerSecret: pair.slice(colon + 1) };
}

/**
 * The rate limit's buckets of a caller: Agora's pages count ten requests a second per account in one place and per App
 * ID in the other, so both are kept (contract C10). The account is named by a digest, not by its customer ID.
 */
export function rateBuckets(customerId: string, appId: string): readonly string[] {
  const account = createHash("sha256").update(customerId, "utf8").digest("hex").slice(0, 16);
  return [`account:${account}`, `app:${appId}`];
}
