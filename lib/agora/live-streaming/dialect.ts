import { basicAuthorization, rateBuckets, type Credentials } from "../auth";
import type { Dialect } from "../dialect";
import { hmacHeaders } from "../hmac";
import { flsCallsPerSecond } from "../rate-limit";
import { readFlsHttp } from "./answer";

/** How a request says who asks: signed, as the pages document, or by Basic, which Agora may take too (FLS contract §1.2). */
export const flsAuths = ["hmac", "basic"] as const;
export type FlsAuth = (typeof flsAuths)[number];

/** That of live streaming: fifty calls a second, counted per account apart from Cloud Recording's (FLS contract §1.4). */
export function flsDialect(credentials: Credentials, appId: string, auth: FlsAuth): Dialect {
  const [account = ""] = rateBuckets(credentials.customerId, appId);
  return {
    authorize: (request) =>
      auth === "hmac" ? hmacHeaders(credentials, request) : { authorization: basicAuthorization(credentials) },
    rate: { buckets: [`fls:${account}`], limit: flsCallsPerSecond },
    read: readFlsHttp,
  };
}
