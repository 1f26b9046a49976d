import { timingSafeEqual } from "node:crypto";
import type { RequestHeaders } from "../request-headers";
import { s3Error } from "../s3-error";
import type { AccessKeyRow } from "../storage/access-keys";
import type { QueryPair } from "../uri";
import type { SignatureClaim } from "./claim";
import { canonicalRequest, deriveSigningKey, sign, stringToSign } from "./sigv4";

/** S3 accepts a request signed up to fifteen minutes before or after its own time. */
const maxSkewMs = 15 * 60_000;

export type SignedRequest = {
  method: string;
  /** Decoded path, not normalised. */
  path: string;
  query: readonly QueryPair[];
  headers: RequestHeaders;
};

export type AuthenticationTime = {
  /** The time that clients sign with. */
  signing: Date;
  /** The time by which session tokens end. */
  session: Date;
};

/**
 * Verifies a claim against the key it names: token, time, then signature.
 * @returns the derived signing key, with which the chunks of a streamed body are verified.
 * @throws S3Error with S3's code for the first thing that is wrong.
 */
export function authenticate(
  request: SignedRequest,
  claim: SignatureClaim,
  key: AccessKeyRow | undefined,
  time: AuthenticationTime,
): { key: AccessKeyRow; signingKey: Buffer } {
  if (!key) throw s3Error("InvalidAccessKeyId", undefined, { details: { AWSAccessKeyId: claim.accessKey } });
  checkToken(claim, key, time.session);
  checkTime(claim, time.signing);
  checkSignedHeaders(request.headers, claim);

  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    query: request.query.filter(([name]) => name.toLowerCase() !== "x-amz-signature"),
    headers: new Map(claim.signedHeaders.map((name) => [name, request.headers.get(name) ?? ""])),
    payloadHash: claim.payloadHash,
  });
  const text = stringToSign(claim.timestamp, claim.scope, canonical);
  const signingKey = deriveSigningKey(key.secretKey, claim.scope);
  if (!isSame(sign(signingKey, text), claim.signature)) {
    // The canonical request shows a client what was compared. With a session token it would repeat the token.
    const details: Record<string, string> = { AWSAccessKeyId: claim.accessKey, StringToSign: text };
    if (claim.sessionToken === undefined) details.CanonicalRequest = canonical;
    throw s3Error("SignatureDoesNotMatch", undefined, { details });
  }
  return { key, signingKey };
}

/** Compares two signatures without telling by its duration how much of them agrees. */
export function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkToken(claim: SignatureClaim, key: AccessKeyRow, now: Date): void {
  if (key.session === undefined) {
    if (claim.sessionToken !== undefined) throw s3Error("InvalidToken");
    return;
  }
  // As in AWS, a temporary key without its token is no key at all.
  if (claim.sessionToken === undefined) {
    throw s3Error("InvalidAccessKeyId", "This access key works only together with its session token.", {
      details: { AWSAccessKeyId: claim.accessKey },
    });
  }
  if (!isSame(key.session.token, claim.sessionToken)) throw s3Error("InvalidToken");
  if (now >= key.session.expiresAt) throw s3Error("ExpiredToken");
}

function checkTime(claim: SignatureClaim, now: Date): void {
  const ageMs = now.getTime() - claim.signedAt.getTime();
  if (claim.carriedIn === "header") {
    if (Math.abs(ageMs) <= maxSkewMs) return;
    throw s3Error("RequestTimeTooSkewed", undefined, {
      details: {
        RequestTime: claim.signedAt.toISOString(),
        ServerTime: now.toISOString(),
        MaxAllowedSkewMilliseconds: String(maxSkewMs),
      },
    });
  }
  if (ageMs < -maxSkewMs) throw s3Error("AccessDenied", "Request is not valid yet");
  const expiresSeconds = claim.expiresSeconds ?? 0;
  if (ageMs > expiresSeconds * 1000) {
    throw s3Error("AccessDenied", "Request has expired", {
      details: {
        "X-Amz-Expires": String(expiresSeconds),
        Expires: new Date(claim.signedAt.getTime() + expiresSeconds * 1000).toISOString(),
        ServerTime: now.toISOString(),
      },
    });
  }
}

/** Every x-amz header changes what a request does, so one that was added after signing is refused. */
function checkSignedHeaders(headers: RequestHeaders, claim: SignatureClaim): void {
  const isExempt = (name: string) => claim.carriedIn === "address" && name === "x-amz-content-sha256";
  const unsigned = headers
    .names()
    .filter((name) => name.startsWith("x-amz-") && !claim.signedHeaders.includes(name) && !isExempt(name));
  if (unsigned.length > 0) {
    throw s3Error("AccessDenied", "Some x-amz headers of the request were not signed.", {
      details: { HeadersNotSigned: unsigned.join(", ") },
    });
  }
}
