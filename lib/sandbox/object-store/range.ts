import { s3Error } from "./s3-error";

/** First and last byte, both included. */
export type ByteRange = { first: number; last: number };

/**
 * Reads a Range header with one range: `bytes=0-9`, `bytes=10-`, `bytes=-5`.
 * @returns undefined when the whole object is to be sent: no header, another unit, several ranges or a form that is
 * not valid, which HTTP asks to ignore.
 * @throws S3Error InvalidRange (416) for a range that lies outside the object.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const count = Math.min(Number(to), size);
    if (count === 0) throw outside(header ?? "", size);
    return { first: size - count, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return undefined;
  if (first >= size) throw outside(header ?? "", size);
  return { first, last };
}

function outside(header: string, size: number): Error {
  return s3Error("InvalidRange", undefined, {
    details: { RangeRequested: header, ActualObjectSize: String(size) },
    headers: { "Content-Range": `bytes */${size}` },
  });
}
