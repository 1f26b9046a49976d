import { inflateSync } from "node:zlib";

/** What a channel token says about itself. Reading it proves nothing: only Agora can check its signature. */
export type AccessTokenDetails = {
  appId: string;
  issuedAt: Date;
  /** When it stops letting anybody into the channel. */
  expiresAt: Date;
  /** Null where the token is for another service than channels. */
  channelName: string | null;
  /** Null where the token is for any uid. */
  uid: string | null;
};

/** Why a token cannot be read. The message is a sentence for the person who pasted it; it never quotes the token. */
export class AccessTokenError extends Error {
  override readonly name = "AccessTokenError";
}

/** A token works for 24 hours at most, whatever it says (Agora's page on token servers). */
export const longestTokenSeconds = 24 * 3600;

/** More than any token unpacks to, so that a crafted one cannot fill the memory. */
const maxUnpackedBytes = 16 * 1024;

/** Numbers of Agora's token format. */
const channelService = 1;
const joinPrivilege = 1;

/**
 * Reads a token of the current form, "AccessToken2": `007`, then base64 of a zlib stream of signature, App ID, times
 * and services, all little-endian.
 * @throws AccessTokenError
 */
export function readAccessToken(token: string): AccessTokenDetails {
  const trimmed = token.trim();
  if (trimmed.startsWith("006")) {
    throw new AccessTokenError("This token has Agora's older form (006): its expiry cannot be read here, enter it.");
  }
  if (!trimmed.startsWith("007") || !/^[A-Za-z0-9+/]+={0,2}$/.test(trimmed.slice(3))) {
    throw new AccessTokenError("This is not an Agora channel token: it should begin with 007.");
  }
  try {
    const unpacked = inflateSync(Buffer.from(trimmed.slice(3), "base64"), { maxOutputLength: maxUnpackedBytes });
    return readFields(new Reader(unpacked));
  } catch (cause) {
    throw new AccessTokenError("This token is damaged or incomplete: copy it again.", { cause });
  }
}

function readFields(reader: Reader): AccessTokenDetails {
  reader.bytes(); // The signature.
  const appId = reader.text();
  const issued = reader.uint32();
  const lifetime = reader.uint32();
  reader.uint32(); // The salt.
  const serviceCount = reader.uint16();
  // Only the channel service is understood; it comes first in every token for a recorder.
  const isForChannel = serviceCount > 0 && reader.uint16() === channelService;
  const join = isForChannel ? reader.privileges().get(joinPrivilege) : undefined;
  const channelName = isForChannel ? reader.text() : null;
  const uid = isForChannel ? reader.text() : "";
  // Privileges count from the issue too; 0 means as long as the token.
  const seconds = Math.min(join || lifetime, lifetime, longestTokenSeconds);
  return {
    appId,
    issuedAt: new Date(issued * 1000),
    expiresAt: new Date((issued + seconds) * 1000),
    channelName,
    uid: uid === "" || uid === "0" ? null : uid,
  };
}

/** Reads the format's primitives; every read beyond the end throws. */
class Reader {
  readonly #buffer: Buffer;
  #position = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  uint16(): number {
    this.#position += 2;
    return this.#buffer.readUInt16LE(this.#position - 2);
  }

  uint32(): number {
    this.#position += 4;
    return this.#buffer.readUInt32LE(this.#position - 4);
  }

  bytes(): Buffer {
    const length = this.uint16();
    const end = this.#position + length;
    if (end > this.#buffer.length) throw new RangeError("the token ends too early");
    const bytes = this.#buffer.subarray(this.#position, end);
    this.#position = end;
    return bytes;
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  privileges(): Map<number, number> {
    const count = this.uint16();
    const privileges = new Map<number, number>();
    for (let read = 0; read < count; read += 1) privileges.set(this.uint16(), this.uint32());
    return privileges;
  }
}
