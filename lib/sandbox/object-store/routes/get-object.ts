import type { ObjectExchange } from "../exchange";
import { checksumHeaders, objectHeaders } from "../object-headers";
import { type ByteRange, parseRange } from "../range";
import type { RequestHeaders } from "../request-headers";
import { s3Error } from "../s3-error";
import { hasEtag, type StoredObject } from "../storage/objects";

/** Parameters of a signed address that replace a header of the answer. */
const overrides = {
  "response-content-type": "content-type",
  "response-content-language": "content-language",
  "response-expires": "expires",
  "response-cache-control": "cache-control",
  "response-content-disposition": "content-disposition",
  "response-content-encoding": "content-encoding",
};

/** GetObject and HeadObject: whole or one range, with the conditions of HTTP. */
export async function getObject({ store, bucket, objectKey, headers, query, reply }: ObjectExchange): Promise<void> {
  const { object, handle } = await store.open(bucket.name, objectKey);
  let range: ByteRange | undefined;
  try {
    const fixed = { ETag: object.etag, "Last-Modified": object.lastModified.toUTCString() };
    if (checkConditions(headers, object) === "notModified") {
      await handle.close();
      reply.empty(304, fixed);
      return;
    }
    const ifRange = headers.get("if-range");
    const isRangeWanted = ifRange === undefined || ifRange === object.etag || ifRange === fixed["Last-Modified"];
    range = isRangeWanted ? parseRange(headers.get("range"), object.size) : undefined;
  } catch (error) {
    await handle.close();
    throw error;
  }
  const answer = {
    ...objectHeaders(object),
    ...overridden(query),
    // A checksum covers the whole object, so it would be wrong beside a part of it.
    ...(!range && headers.get("x-amz-checksum-mode") === "ENABLED" ? checksumHeaders(object.attributes.checksum) : {}),
  };
  if (!range) return reply.body(200, answer, handle, { first: 0, last: object.size - 1 });
  const contentRange = `bytes ${range.first}-${range.last}/${object.size}`;
  return reply.body(206, { ...answer, "Content-Range": contentRange }, handle, range);
}

function overridden(query: ObjectExchange["query"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(overrides).flatMap(([parameter, header]) => {
      const value = query.get(parameter);
      return value === undefined ? [] : [[header, value]];
    }),
  );
}

/** In the order of RFC 9110 §13.2.2; a date counts only when there is no entity tag. */
function checkConditions(headers: RequestHeaders, { etag, lastModified }: StoredObject): "send" | "notModified" {
  const ifMatch = headers.get("if-match");
  const ifNoneMatch = headers.get("if-none-match");
  const unmodifiedSince = readDate(headers.get("if-unmodified-since"));
  const modifiedSince = readDate(headers.get("if-modified-since"));
  const modifiedAt = Math.floor(lastModified.getTime() / 1000) * 1000;
  if (ifMatch === undefined ? modifiedAt > (unmodifiedSince ?? Infinity) : !hasEtag(ifMatch, etag)) {
    throw s3Error("PreconditionFailed");
  }
  const isKnown = ifNoneMatch === undefined ? modifiedAt <= (modifiedSince ?? -Infinity) : hasEtag(ifNoneMatch, etag);
  return isKnown ? "notModified" : "send";
}

function readDate(header: string | undefined): number | undefined {
  const time = Date.parse(header ?? "");
  return Number.isNaN(time) ? undefined : time;
}
