import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret";

/** The two headers of a notification (contract §5.1): HMAC-SHA1, and HMAC-SHA256 as "V2", lower-case hex. */
export const signatureHeaders = { v1: "Agora-Signature", v2: "Agora-Signature-V2" } as const;

/**
 * Signs a body as Agora does, for tests and servers that stand in for it.
 * @param rawBody exactly the bytes that will be sent
 */
export function signNotification(rawBody: Uint8Array | string, secret: string): Record<string, string> {
  return {
    [signatureHeaders.v1]: createHmac("sha1", secret).update(rawBody).digest("hex"),
    [signatureHeaders.v2]: createHmac("sha256", secret).update(rawBody).digest("hex"),
  };
}

export type SignatureCheck =
  | { isValid: true; algorithm: "sha256" | "sha1"; secretIndex: number }
  | { isValid: false; why: "missing" | "mismatch" };

/**
 * Checks a notification against the bytes as they came, never against a body written anew (contract §5.1).
 *
 * `secrets` are those of the notification's product: the current one, and for a day the previous. The SHA-256 header
 * decides whenever there is one; SHA-1 counts only where it is absent, so a right SHA-1 cannot make up for a wrong
 * SHA-256 (reliability M7). Comparison takes the same time however much agrees.
 */
export function verifyNotification(notification: {
  rawBody: Uint8Array;
  /** Anything that finds a header without regard to case, such as `Headers`. */
  headers: { get(name: string): string | null };
  secrets: readonly Secret[];
}): SignatureCheck {
  const { rawBody, headers, secrets } = notification;
  const v2 = headers.get(signatureHeaders.v2);
  const v1 = headers.get(signatureHeaders.v1);
  const algorithm = v2 === null ? "sha1" : "sha256";
  const given = v2 ?? v1;
  if (given === null) return { isValid: false, why: "missing" };
  const matches = secrets.map((secret) => {
    const expected = createHmac(algorithm, secret.reveal()).update(rawBody).digest();
    return isEqual(given, expected);
  });
  const secretIndex = matches.indexOf(true);
  return secretIndex < 0 ? { isValid: false, why: "mismatch" } : { isValid: true, algorithm, secretIndex };
}

function isEqual(givenHex: string, expected: Buffer): boolean {
  const isHex = givenHex.length === expected.length * 2 && /^[0-9a-f]*$/i.test(givenHex);
  const given = isHex ? Buffer.from(givenHex, "hex") : Buffer.alloc(expected.length);
  return timingSafeEqual(given, expected) && isHex;
}
