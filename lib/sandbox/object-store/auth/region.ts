import type { Address } from "../address";
import { s3Error } from "../s3-error";
import type { Bucket } from "../storage/buckets";
import type { SignatureClaim } from "./claim";

/**
 * Refuses a request that went to the endpoint of another region than the bucket's, signed or not.
 * @throws S3Error PermanentRedirect (301) with the bucket's region and endpoint
 */
export function checkEndpointRegion(address: Address, bucket: Bucket | undefined, port: number): void {
  if (!bucket || address.endpointRegion === undefined || address.endpointRegion === bucket.region) return;
  throw s3Error("PermanentRedirect", undefined, {
    details: { Endpoint: `s3.${bucket.region}.localhost:${port}`, Bucket: bucket.name, Region: bucket.region },
    headers: { "x-amz-bucket-region": bucket.region },
  });
}

/**
 * Refuses a signature for another region than the endpoint's, or, at the neutral endpoint, than the bucket's. Where
 * neither is known (ListBuckets, a bucket to be created) any region will do.
 * @throws S3Error with the right region in `<Region>`
 */
export function checkSignedRegion(claim: SignatureClaim, address: Address, bucket: Bucket | undefined): void {
  const expected = address.endpointRegion ?? bucket?.region;
  const given = claim.scope.region;
  if (expected === undefined || given === expected) return;
  const code = claim.carriedIn === "header" ? "AuthorizationHeaderMalformed" : "AuthorizationQueryParametersError";
  throw s3Error(code, `The request is signed for region '${given}'; expecting '${expected}'.`, {
    details: { Region: expected },
    headers: { "x-amz-bucket-region": expected },
  });
}
