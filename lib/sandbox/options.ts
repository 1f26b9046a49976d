import { isIPv4 } from "node:net";
import { resolve } from "node:path";
import { type SandboxLog, silentLog } from "./log";
import type { Target } from "./notifications/target";
import type { SandboxKeys } from "./state/keys";

/** How to start a sandbox. */
export type SandboxOptions = {
  /** Where state, media and objects live. Kept over restarts: live recordings go on from it. */
  dataDir: string;
  /** Address to listen on. Default 127.0.0.1; others are refused unless `allowRemote`. */
  host?: string;
  /** Ports of the API and of the object store; 0 takes a free one. */
  port: number;
  objectStorePort: number;
  /** Sandbox seconds per real second, 0.1 to 1000. Default 1. */
  clockRate?: number;
  /** Length of a recorded slice, 1 to 60. Default 15, as Agora's. */
  sliceSeconds?: number;
  /** Where notifications go, and of which products; all by default. Without it the target set before, or none, stays. */
  notifications?: { url: string; products?: Target["products"] };
  log?: SandboxLog;
  /** Keys to use in place of the random ones. */
  keys?: Partial<SandboxKeys>;
  /** Listens beyond loopback. The control API then asks for the customer ID and secret. */
  allowRemote?: boolean;
};

/** The options with every default filled in. */
export type ResolvedOptions = Required<Omit<SandboxOptions, "notifications" | "keys">> &
  Pick<SandboxOptions, "notifications" | "keys">;

/** True for an address only this machine can reach: all of 127.0.0.0/8, `::1` and `localhost`. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

/** @throws Error with a sentence for an option that cannot be used. */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  const resolved: ResolvedOptions = {
    ...options,
    dataDir: resolve(options.dataDir),
    host: options.host ?? "127.0.0.1",
    clockRate: options.clockRate ?? 1,
    sliceSeconds: options.sliceSeconds ?? 15,
    log: options.log ?? silentLog,
    allowRemote: options.allowRemote ?? false,
  };
  if (!isLoopback(resolved.host) && !resolved.allowRemote) {
    throw new Error(
      `The sandbox does not listen on ${resolved.host}: it is a stand-in for one machine, with an open control API. ` +
        "Use 127.0.0.1, or allow remote access on purpose.",
    );
  }
  if (!(resolved.sliceSeconds >= 1 && resolved.sliceSeconds <= 60)) {
    throw new Error("A slice of the sandbox must last from 1 to 60 seconds.");
  }
  return resolved;
}
