import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { World } from "../../world";
import { Refusal } from "../call";
import { checkCredentials } from "../gateway";

/** What of a request is signed, as it came over the wire. */
export type SignedRequest = {
  method: string;
  /** Path and query, exactly as sent. */
  target: string;
  httpVersion: string;
  headers: Record<string, string | undefined>;
};

/** What Agora's samples sign (FLS contract §1.2). A gateway of this kind takes any list unless it is told otherwise. */
const documentedHeaders = ["host", "date", "request-line", "digest"] as const;

/**
 * Checks who asks: by the signature that the live streaming pages document, or by Basic, which the sibling APIs take
 * (FLS contract §1.2, §1.3). The texts are those of the gateway that Agora seems to use.
 * @throws Refusal 401
 */
export function authorize(world: World, request: SignedRequest): void {
  const { flsAuth } = world.switches.now;
  const { authorization } = request.headers;
  if (authorization === undefined) throw refused("Unauthorized");
  const isSigned = isHmac(authorization);
  if (isSigned ? flsAuth === "basic" : flsAuth === "hmac") throw refused("Unauthorized");
  if (!isSigned) return checkCredentials(world, authorization);
  checkSignature(world, request, authorization);
}

function checkSignature(world: World, request: SignedRequest, authorization: string): void {
  const given = readHmac(authorization);
  if (given === null || given.algorithm !== "hmac-sha256") throw refused("HMAC signature cannot be verified");
  const { keys, switches, clock } = world;
  const date = request.headers["x-date"] ?? request.headers.date;
  const skewMs = Math.abs(Date.parse(date ?? "") - clock.nowMs());
  if (!(skewMs <= switches.now.flsClockSkewSeconds * 1000)) {
    throw refused(
      "HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication",
    );
  }
  const isWhole = documentedHeaders.every((name) => given.headers.includes(name));
  if (switches.now.flsSignsAll && !isWhole) throw refused("HMAC signature cannot be verified");
  const path = request.target.split("?")[0] ?? "";
  const targets = switches.now.flsSignedTarget === "either" ? [request.target, path] : [request.target];
  const isSigned = targets.some((target) =>
    isSame(signatureOf(request, given.headers, target, keys.customerSecret), given.signature),
  );
  if (given.username !== keys.customerId || !isSigned) throw refused("HMAC signature does not match");
}

/**
 * The body has to be the one whose digest was signed. The header may be missing where there is no body, or no
 * signature (FLS contract §1.2).
 * @throws Refusal 401
 */
export function checkDigest({ authorization, digest }: IncomingHttpHeaders, body: Buffer): void {
  if (digest === undefined && (body.length === 0 || !isHmac(authorization ?? ""))) return;
  const expected = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  if (digest !== expected) throw refused("HMAC signature does not match");
}

function isHmac(authorization: string): boolean {
  return /^hmac /i.test(authorization);
}

function signatureOf(request: SignedRequest, names: readonly string[], target: string, secret: string): string {
  const lines = names.map((name) =>
    name === "request-line"
      ? `${request.method} ${target} HTTP/${request.httpVersion}`
      : `${name}: ${request.headers[name] ?? ""}`,
  );
  return createHmac("sha256", secret).update(lines.join("\n")).digest("base64");
}

type Hmac = { username: string; algorithm: string; headers: string[]; signature: string };

/** `hmac username="…", algorithm="…", headers="…", signature="…"`. Null for anything else. */
function readHmac(authorization: string): Hmac | null {
  const fields = new Map(
    [...authorization.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
  const [username, algorithm, headers, signature] = ["username", "algorithm", "headers", "signature"].map((name) =>
    fields.get(name),
  );
  if (!username || !algorithm || !headers || !signature) return null;
  return { username, algorithm, signature, headers: headers.toLowerCase().split(" ") };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(message: string): Refusal {
  return new Refusal(401, { message });
}
