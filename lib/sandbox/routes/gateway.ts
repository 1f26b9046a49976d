import { timingSafeEqual } from "node:crypto";
import { readBasicAuthorization, rateBuckets } from "@/lib/agora/auth";
import type { World } from "../world";
import { Refusal, refuse } from "./call";

/** The answer to a method or address that is none (contract §2.0). */
export const noRoute = { status: 404, body: { message: "no Route matched with those values" } } as const;

/**
 * What Agora's gateway checks before a service sees the request, in its order: credentials (contract §1.2), rate
 * (contract §1.4), App ID (contract §6.2).
 * @throws Refusal
 */
export function passGateway(
  world: World,
  request: { authorization: string | undefined; appId: string; operation: string },
): void {
  const { keys, switches } = world;
  const { rateScope } = switches.now;
  const buckets = rateBuckets(keys.customerId, request.appId);
  const counted = buckets.filter((bucket) => rateScope === "both" || bucket.startsWith(`${rateScope}:`));
  passAccount(world, request.authorization, counted);
  if (request.appId !== keys.appId) {
    if (request.operation === "acquire") throw refuse(400, 400, "invalid_appid");
    throw new Refusal(400, { message: "appid is invalid" });
  }
}

/**
 * What the gateway checks before a request of an account, about whatever App ID or none: credentials, then rate.
 * `buckets` are those the request counts against.
 * @throws Refusal 401, 429
 */
export function passAccount(world: World, authorization: string | undefined, buckets: readonly string[]): void {
  const { rateWindows, counters, clock, switches } = world;
  if (authorization === undefined) throw new Refusal(401, { message: "Unauthorized" });
  checkCredentials(world, authorization);
  if (!rateWindows.admit(buckets, clock.nowMs(), switches.now.requestsPerSecond)) {
    counters.add("rateLimited");
    throw new Refusal(429, { message: "API rate limit exceeded" });
  }
}

/** @throws Refusal 401 unless the header carries the sandbox's customer ID and secret. */
export function checkCredentials({ keys }: Pick<World, "keys">, authorization: string | undefined): void {
  const given = readBasicAuthorization(authorization ?? null);
  const isKnown =
    given !== null &&
    isSame(`${given.customerId}:${given.customerSecret}`, `${keys.customerId}:${keys.customerSecret}`);
  if (!isKnown) throw new Refusal(401, { message: "Invalid authentication credentials" });
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
