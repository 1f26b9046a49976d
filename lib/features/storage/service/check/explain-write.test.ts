import { expect, test } from "vitest";
import { explainWrite } from "./explain-write";

test.each([
  [403, "InvalidAccessKeyId", null, "wrongAccessKey"],
  [403, "SignatureDoesNotMatch", null, "wrongSecretKey"],
  [403, "AccessDenied", null, "denied"],
  [403, "SomethingOfItsOwn", null, "denied"],
  [404, "NoSuchBucket", null, "noBucket"],
  [404, "NotFound", null, "noBucket"],
  [301, "PermanentRedirect", "eu-west-1", "wrongRegion"],
  [301, "Unknown", null, "wrongRegion"],
  [400, "AuthorizationHeaderMalformed", "eu-west-1", "wrongRegion"],
  [400, "AuthorizationHeaderMalformed", null, "refused"],
  [400, "InvalidBucketName", null, "refused"],
  [503, "SlowDown", null, "refused"],
  [null, "ENOTFOUND", null, "unreachable"],
  [null, "ECONNREFUSED", null, "unreachable"],
  [null, "DEPTH_ZERO_SELF_SIGNED_CERT", null, "unreachable"],
  [null, "ETIMEDOUT", null, "noAnswer"],
  [null, "ECONNRESET", null, "noAnswer"],
  [null, "EPRIVATE", null, "unsafeAddress"],
] as const)("%s %s (%s) means %s", (status, code, region, outcome) => {
  expect(explainWrite({ status, code, region })).toBe(outcome);
});
