import { s3Error } from "./s3-error";

export type QueryPair = readonly [name: string, value: string];

/** Percent-encodes UTF-8 the way SigV4 asks: everything but `A-Z a-z 0-9 - . _ ~`, hexadecimal in upper case. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encodes a path or key and leaves its slashes. Nothing is normalised: `//` and `..` are ordinary parts of a key. */
export function uriEncodePath(path: string): string {
  return path.split("/").map(uriEncode).join("/");
}

/**
 * Decodes a part of a raw request target. Bytes above 0x7f that the client did not encode arrive from Node as Latin-1
 * characters and are taken as the UTF-8 they were.
 * @throws S3Error InvalidURI for a broken escape or bytes that are not UTF-8.
 */
export function uriDecode(raw: string): string {
  const ascii = raw.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(ascii);
  } catch {
    throw s3Error("InvalidURI");
  }
}

/** The decoded parameters in their order; a plus sign means a space, as in S3. */
export function parseQuery(raw: string): QueryPair[] {
  return raw
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const equals = part.indexOf("=");
      const name = equals === -1 ? part : part.slice(0, equals);
      const value = equals === -1 ? "" : part.slice(equals + 1);
      return [uriDecode(name.replaceAll("+", " ")), uriDecode(value.replaceAll("+", " "))];
    });
}
