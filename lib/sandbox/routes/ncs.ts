import { networkInterfaces } from "node:os";
import { rateBuckets } from "@/lib/agora/auth";
import { NotificationTarget } from "../notifications/target";
import { isLoopback } from "../options";
import type { World } from "../world";
import type { Answer } from "./call";
import { passAccount } from "./gateway";

export const ncsPaths = ["/v1/ncs/ip", "/v2/ncs/ip"] as const;

/**
 * The addresses that notifications come from, for a receiver's list of whom it lets in (contract §2.14). The request
 * names no App ID, so it counts against the account's rate alone.
 * @throws Refusal 401, 429
 */
export function ncsAddresses(world: World, authorization: string | undefined): Answer {
  const [account = ""] = rateBuckets(world.keys.customerId, "");
  passAccount(world, authorization, [account]);
  const receivers = new NotificationTarget(world.facts).get().urls.map((url) => new URL(url).hostname);
  const hosts = sendersTo(receivers).map((primaryIP) => ({ primaryIP }));
  return { status: 200, body: { data: { service: { hosts } } } };
}

/** What a receiver sees as our address: on this machine a loopback one, elsewhere one of this machine's own. */
function sendersTo(receivers: readonly string[]): string[] {
  const hosts = receivers.map((host) => host.replace(/^\[|\]$/g, ""));
  const isSixUsed = hosts.some((host) => host === "::1" || host.toLowerCase() === "localhost");
  const own = hosts.every(isLoopback)
    ? []
    : Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ internal }) => !internal)
        .map(({ address }) => address);
  return ["127.0.0.1", ...(isSixUsed ? ["::1"] : []), ...own];
}
