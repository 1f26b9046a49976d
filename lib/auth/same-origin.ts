/**
 * Why a request that changes something is not taken from here, or null. Next alone is not enough: it runs actions
 * without an Origin header and believes X-Forwarded-Host (security §2, measured).
 *
 * @param publicUrl the configured origin; never one derived from the request's own headers
 */
export function originFault(headers: Headers, publicUrl: string): "noOrigin" | "foreignOrigin" | "crossSite" | null {
  const origin = headers.get("origin");
  if (origin === null || origin === "") return "noOrigin";
  if (!ownOrigins(publicUrl).includes(origin)) return "foreignOrigin";
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" ? null : "crossSite";
}

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/** The public origin and, where that is this machine, the other ways to write this machine. */
export function ownOrigins(publicUrl: string): string[] {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!loopbackHosts.includes(hostname)) return [origin];
  return loopbackHosts.map((host) => `${protocol}//${host}${port === "" ? "" : `:${port}`}`);
}

/** Where to go after sign-in: a path of the console, never an address that leads elsewhere. */
export function safeCallbackPath(value: string | null | undefined): string {
  if (!value || !value.startsWith("/") || value.startsWith("/sign-in")) return "/";
  const base = "http://console.invalid";
  // The URL parser reads "//x", "/\x" and control characters as browsers do: what then leaves the base is refused.
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}` : "/";
}
