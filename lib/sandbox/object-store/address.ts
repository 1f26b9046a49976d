import { s3Error } from "./s3-error";
import { uriDecode } from "./uri";

/** What the Host header and the path of a request point to. */
export type Address = {
  /** The region of the endpoint that was addressed; undefined for the neutral endpoint. */
  endpointRegion: string | undefined;
  bucket: string | undefined;
  /** Undefined when the address names a bucket only. */
  key: string | undefined;
};

/**
 * Reads an address in either style:
 *
 * | Host | Meaning |
 * |---|---|
 * | `127.0.0.1`, `localhost`, any other name | neutral endpoint, bucket in the path |
 * | `s3.localhost` | neutral endpoint, bucket in the path |
 * | `<bucket>.localhost`, `<bucket>.s3.localhost` | neutral endpoint, bucket in the host |
 * | `s3.<region>.localhost` | endpoint of a region, bucket in the path |
 * | `<bucket>.s3.<region>.localhost` | endpoint of a region, bucket in the host |
 *
 * The neutral endpoint serves every bucket; the endpoint of a region only the buckets at home there.
 * @param rawPath the path as sent, still encoded, beginning with a slash
 * @throws S3Error InvalidURI, KeyTooLongError
 */
export function readAddress(hostHeader: string, rawPath: string): Address {
  const host = hostHeader.replace(/:\d+$/, "").toLowerCase();
  const { bucket: hostBucket, region } = readHost(host);
  if (hostBucket !== undefined) return make(region, hostBucket, uriDecode(rawPath.slice(1)));
  const path = rawPath.slice(1);
  const slash = path.indexOf("/");
  if (slash === -1) return make(region, uriDecode(path), "");
  return make(region, uriDecode(path.slice(0, slash)), uriDecode(path.slice(slash + 1)));
}

function readHost(host: string): { bucket?: string | undefined; region?: string | undefined } {
  const regional = /^(?:(.+)\.)?s3\.([a-z0-9-]+)\.localhost$/.exec(host);
  if (regional) return { bucket: regional[1], region: regional[2] };
  const neutral = /^(?:(.+)\.)?s3\.localhost$/.exec(host);
  if (neutral) return { bucket: neutral[1] };
  return { bucket: /^(.+)\.localhost$/.exec(host)?.[1] };
}

function make(endpointRegion: string | undefined, bucket: string, key: string): Address {
  if (Buffer.byteLength(key) > 1024) throw s3Error("KeyTooLongError");
  return { endpointRegion, bucket: bucket || undefined, key: key || undefined };
}
