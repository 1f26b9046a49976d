import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";
import { type AccessTokenDetails, AccessTokenError, readAccessToken } from "@/lib/agora/access-token";

/** Whom a token must be for. */
export type TokenExpectation = { appId: string; appCertificate: string; cname: string; uid: string; nowMs: number };

/** A good token's end, or the legacy code of what is wrong: 109 expired, 110 wrong (contract §6.3). */
export type TokenVerdict = { isGood: true; expiresMs: number } | { isGood: false; code: 109 | 110; reason: string };

/** Checks an RTC token as Agora does when the recorder joins: signature, App ID, channel, uid, expiry. */
export function checkRtcToken(token: string | undefined, expected: TokenExpectation): TokenVerdict {
  const wrong = (reason: string): TokenVerdict => ({ isGood: false, code: 110, reason });
  if (token === undefined) return wrong("token is missing");
  const details = read(token);
  if (!details) return wrong("token cannot be read");
  if (details.appId !== expected.appId || !isSigned(token, details, expected.appCertificate)) {
    return wrong("token is invalid");
  }
  if (details.channelName !== expected.cname || (details.uid ?? expected.uid) !== expected.uid) {
    return wrong("token is for another channel or uid");
  }
  const expiresMs = details.expiresAt.getTime();
  if (expiresMs <= expected.nowMs) return { isGood: false, code: 109, reason: "token has expired" };
  return { isGood: true, expiresMs };
}

function read(token: string): AccessTokenDetails | null {
  try {
    return readAccessToken(token);
  } catch (error) {
    if (error instanceof AccessTokenError) return null;
    throw error;
  }
}

/**
 * Whether a token that could be read was signed with this certificate: HMAC-SHA256 over all that follows the signature,
 * under a key derived from the certificate, the time of issue and the salt.
 */
function isSigned(token: string, { appId, issuedAt }: AccessTokenDetails, appCertificate: string): boolean {
  const unpacked = inflateSync(Buffer.from(token.trim().slice(3), "base64"));
  const signatureEnd = 2 + unpacked.readUInt16LE(0);
  const signature = unpacked.subarray(2, signatureEnd);
  const signed = unpacked.subarray(signatureEnd);
  // The salt follows the App ID with its length, the time of issue and the lifetime.
  const salt = signed.readUInt32LE(2 + Buffer.byteLength(appId) + 8);
  const byTime = hmac(uint32(issuedAt.getTime() / 1000), appCertificate);
  const expected = hmac(hmac(uint32(salt), byTime), signed);
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function hmac(key: Uint8Array, message: string | Uint8Array): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
