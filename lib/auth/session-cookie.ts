import "server-only";
import { decode } from "next-auth/jwt";
import { createSecretBox } from "@/lib/db/secrets";
import { env } from "@/lib/env";

/** The cookie is an encrypted JWT that carries the opaque session token and nothing else; this is its key. */
export function cookieSecret(): string {
  secret ??= createSecretBox(env().secretKey).deriveKey("session-cookie");
  return secret;
}
let secret: string | undefined;

/** The session token in a cookie's value; null when it is not one of ours or has expired. */
export async function readSessionToken(
  cookie: string | undefined,
  key: string = cookieSecret(),
): Promise<string | null> {
  if (!cookie) return null;
  try {
    const payload = await decode({ token: cookie, secret: key });
    return typeof payload?.sid === "string" ? payload.sid : null;
  } catch {
    return null; // Forged, damaged, expired or sealed with another key: the same as no cookie.
  }
}
