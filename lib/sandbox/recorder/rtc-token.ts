import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";

/** Whom a token must be for. */
export type TokenExpectation = { appId: string; appCertificate: string; cname: string; uid: string; nowMs: number };

/** A good token's end, or the legacy code of what is wrong: 109 expired, 110 wrong (contract §6.3). */
export type TokenVerdict = { isGood: true; expiresMs: number } | { isGood: false; code: 109 | 110; reason: string };

const rtcService = 1;
const joinChannel = 1;

/** Checks an RTC token of version 007, the form that Agora's own builders make. */
export function checkRtcToken(token: string | undefined, expected: TokenExpectation): TokenVerdict {
  const wrong = (reason: string): TokenVerdict => ({ isGood: false, code: 110, reason });
  if (token === undefined) return wrong("token is missing");
  const parsed = parseToken(token);
  if (!parsed) return wrong("token cannot be read");
  if (parsed.appId !== expected.appId || !isSigned(parsed, expected.appCertificate)) return wrong("token is invalid");
  const isForAnybody = parsed.uid === "";
  if (parsed.channelName !== expected.cname || !(isForAnybody || parsed.uid === expected.uid)) {
    return wrong("token is for another channel or uid");
  }
  const lifeSeconds = Math.min(parsed.expireSeconds, parsed.joinSeconds || parsed.expireSeconds);
  const expiresMs = (parsed.issuedAt + lifeSeconds) * 1000;
  if (expiresMs <= expected.nowMs) return { isGood: false, code: 109, reason: "token has expired" };
  return { isGood: true, expiresMs };
}

type ParsedToken = {
  signature: Buffer;
  signed: Buffer;
  appId: string;
  issuedAt: number;
  expireSeconds: number;
  salt: number;
  channelName: string;
  uid: string;
  /** How long the right to join lasts; 0 for as long as the token. */
  joinSeconds: number;
};

/** The parts of a token whose first service is RTC, which is the one with the lowest number; null for anything else. */
function parseToken(token: string): ParsedToken | null {
  if (!token.startsWith("007")) return null;
  try {
    const outer = reader(inflateSync(Buffer.from(token.slice(3), "base64"), { maxOutputLength: 64 * 1024 }));
    const signature = outer.bytes();
    const signed = outer.rest();
    const inner = reader(signed);
    const head = { appId: inner.text(), issuedAt: inner.uint32(), expireSeconds: inner.uint32(), salt: inner.uint32() };
    if (inner.uint16() === 0 || inner.uint16() !== rtcService) return null;
    let joinSeconds = 0;
    for (let left = inner.uint16(); left > 0; left--) {
      const [privilege, seconds] = [inner.uint16(), inner.uint32()];
      if (privilege === joinChannel) joinSeconds = seconds;
    }
    return { signature, signed, ...head, joinSeconds, channelName: inner.text(), uid: inner.text() };
  } catch {
    // Cut short, not base64 or not deflated: whatever it is, it is no token.
    return null;
  }
}

function isSigned(token: ParsedToken, appCertificate: string): boolean {
  const byTime = createHmac("sha256", uint32(token.issuedAt)).update(appCertificate).digest();
  const key = createHmac("sha256", uint32(token.salt)).update(byTime).digest();
  const signature = createHmac("sha256", key).update(token.signed).digest();
  return signature.length === token.signature.length && timingSafeEqual(signature, token.signature);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Reads the little-endian fields of a token one after another. @throws RangeError past the end */
function reader(buffer: Buffer) {
  let at = 0;
  const step = (length: number) => {
    if (at + length > buffer.length) throw new RangeError("past the end");
    at += length;
    return at - length;
  };
  const uint16 = () => buffer.readUInt16LE(step(2));
  const bytes = () => {
    const length = uint16();
    const from = step(length);
    return buffer.subarray(from, from + length);
  };
  return {
    uint16,
    uint32: () => buffer.readUInt32LE(step(4)),
    bytes,
    text: () => bytes().toString("utf8"),
    rest: () => buffer.subarray(at),
  };
}
