import { readHttp } from "./answer";
import { basicAuthorization, rateBuckets, type Credentials } from "./auth";
import type { SignedParts } from "./hmac";

/** Which buckets of the rate limit a call fills, and their limit where it is not the default. */
export type RateScope = { buckets: readonly string[]; limit?: number };

/** How one of Agora's services wants to be talked to. */
export type Dialect = {
  /** The headers that say who asks. They hold a secret. */
  authorize(request: SignedParts): Record<string, string>;
  rate: RateScope;
  read: typeof readHttp;
};

/** That of Cloud Recording: Basic, ten calls a second per account and per App ID, answers that are always JSON. */
export function basicDialect(credentials: Credentials, appId: string): Dialect {
  return {
    authorize: () => ({ authorization: basicAuthorization(credentials) }),
    rate: { buckets: rateBuckets(credentials.customerId, appId) },
    read: readHttp,
  };
}
