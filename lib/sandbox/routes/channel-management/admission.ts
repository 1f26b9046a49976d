import { JsonError, parseJson } from "@/lib/agora/json";
import { rateBuckets } from "@/lib/agora/auth";
import type { World } from "../../world";
import { type Arrival, Refusal } from "../call";
import { checkCredentials } from "../gateway";
import { isDeclaredJson, readText } from "../read-body";

/** What a refusal of channel management looks like: a message, and no numeric code (channel contract §1.3). */
export function refusal(status: number, message: string): Refusal {
  return new Refusal(status, { message });
}

/**
 * What is checked before the body is read: credentials, then the rate of the account, whatever its App IDs (channel
 * contract §1.2). Each endpoint has its own count, or all queries one and all other calls another.
 * @throws Refusal 401, 429
 */
export function admitTo(kind: "query" | "other"): (world: World, arrival: Arrival) => void {
  return (world, { authorization, operation }) => {
    const { keys, switches, rateWindows, clock, counters } = world;
    if (authorization === undefined) throw refusal(401, "Unauthorized");
    checkCredentials(world, authorization);
    const { channelQueriesPerSecond, channelCallsPerSecond, channelRateScope } = switches.now;
    const [account = ""] = rateBuckets(keys.customerId, "");
    const key = `${account} channels ${channelRateScope === "all" ? kind : operation}`;
    const limit = kind === "query" ? channelQueriesPerSecond : channelCallsPerSecond;
    if (rateWindows.admit([key], clock.nowMs(), limit)) return;
    counters.add("rateLimited");
    throw refusal(429, "API rate limit exceeded");
  };
}

/** @throws Refusal unless the App ID is the sandbox's (channel contract §1.3) */
export function checkAppId({ keys, switches }: Pick<World, "keys" | "switches">, appId: string): void {
  if (appId !== keys.appId) throw refusal(switches.now.unknownAppStatus, "invalid appid");
}

/** The JSON body of a call that has one. @throws Refusal 413, 415 for another content type, 400 for what is not JSON */
export async function readRuleBody({ incoming }: Arrival): Promise<unknown> {
  const text = await readText(incoming);
  if (!isDeclaredJson(incoming)) throw refusal(415, "Content-Type must be application/json");
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) throw refusal(400, "the request body is not valid JSON");
    throw error;
  }
}
