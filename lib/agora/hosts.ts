/** Agora's regions with a host of their own (contract §1.1). */
export const regionHosts = [
  "us-west-1",
  "us-east-1",
  "ap-southeast-1",
  "ap-northeast-1",
  "eu-west-1",
  "eu-central-1",
  "cn-east-1",
  "cn-north-1",
] as const;
export type RegionHost = (typeof regionHosts)[number];

/** The region to fall back to when a geography's general hosts cannot be reached. */
const adjacent: Readonly<Record<ServiceArea, RegionHost>> = {
  CN: "cn-east-1",
  AP: "ap-southeast-1",
  EU: "eu-central-1",
  NA: "us-east-1",
};

/** Where the caller is, in the words of acquire's `region` (contract §2.1). */
export type ServiceArea = "CN" | "AP" | "EU" | "NA";

/**
 * Agora's base addresses in the order to try them (contract §1.1): the general host, the same under the other
 * suffix, a host of a neighbouring region. Mainland China begins with `sd-rtn.com`, everyone else with `agora.io`.
 * A retry over another address reaches the same tasks: nothing has to be acquired anew.
 */
export function agoraHosts(area: ServiceArea): readonly string[] {
  const [first, other] = area === "CN" ? ["sd-rtn.com", "agora.io"] : ["agora.io", "sd-rtn.com"];
  return [`https://api.${first}`, `https://api.${other}`, `https://api-${adjacent[area]}.${first}`];
}

/**
 * The addresses for live streaming: its pages name no host but `api.agora.io` (FLS contract §1.1), so none of Agora's
 * others is tried. An address that is not Agora's, such as the sandbox's, stays.
 */
export function flsHosts(hosts: readonly string[]): readonly string[] {
  return hosts.some((host) => nameOf(host) === null) ? hosts : ["https://api.agora.io"];
}

/** How long to wait before each try that follows the first, in milliseconds (contract §1.1). */
export const failoverDelaysMs = [1000, 3000, 6000] as const;

/** What kept a connection from being made: the name could not be resolved, or the network or the far end refused. */
export type ConnectionFault = "dns" | "network";

/** The next address to try and how long to wait before. */
export type NextHost = { host: string; delayMs: number };

/**
 * What to try after `faults` tries that all failed before anything was sent: the same address again, the alternate,
 * a neighbouring region. When the fault was the network and not DNS, the alternate is skipped, because it is the same
 * machines under another name (contract §1.1). Null when nothing is left.
 */
export function nextHost(hosts: readonly string[], faults: readonly ConnectionFault[]): NextHost | null {
  const [primary, ...others] = hosts;
  if (primary === undefined) return null;
  const alternates = others.filter((host) => isAlternate(primary, host));
  const neighbours = others.filter((host) => !isAlternate(primary, host));
  const order = faults[1] === "network" ? [primary, ...neighbours] : [primary, ...alternates, ...neighbours];
  const step = faults.length - 1;
  const host = order[step];
  const delayMs = failoverDelaysMs[step];
  return host === undefined || delayMs === undefined ? null : { host, delayMs };
}

/** Whether two addresses are the same host under Agora's two suffixes. */
function isAlternate(primary: string, host: string): boolean {
  const name = nameOf(primary);
  return name !== null && primary !== host && name === nameOf(host);
}

/** The part before Agora's suffix, or null for a host that is not Agora's. */
function nameOf(host: string): string | null {
  return /^(.+)\.(agora\.io|sd-rtn\.com)$/.exec(new URL(host).hostname)?.[1] ?? null;
}
