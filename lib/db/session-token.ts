import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: what the cookie carries. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the `sessions` row keeps: a copy of the table opens no session. A slow hash is not needed for random bits. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
