import { channel } from "node:diagnostics_channel";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { clientAddressHeader, nonceHeader, requestPathHeader } from "./request-headers";

type Settings = {
  /** How many reverse proxies stand in front: only what they wrote is believed. */
  proxyHops: number;
  publicUrl: string;
  /** Development reloads pages over a WebSocket; nothing else here uses one. */
  isDevelopment: boolean;
};

/**
 * Cleans every request before Next sees it. Next keeps an X-Forwarded-For that the client sent and shows no socket, so
 * limits by address could be walked around; it also trusts X-Forwarded-Host. Node announces each request on a channel
 * before anyone handles it.
 */
export function guardIncomingRequests(settings: Settings): void {
  channel("http.server.request.start").subscribe((message) => {
    // Node's own, documented message.
    const { request, response, server } = message as {
      request: IncomingMessage;
      response: ServerResponse;
      server: Server;
    };
    cleanHeaders(request.headers, request.socket.remoteAddress, settings);
    if (settings.publicUrl.startsWith("https:")) {
      response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
    // Without a listener Node treats an Upgrade as the plain request it also is: no path of ours to another protocol.
    if (!settings.isDevelopment) server.removeAllListeners("upgrade");
  });
}

/** Changes the headers in place. */
export function cleanHeaders(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  settings: Settings,
): void {
  const forwardedFor = headers["x-forwarded-for"];
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name.startsWith("x-middleware-") || ours.has(name)) delete headers[name];
  }
  headers[clientAddressHeader] = believedAddress(forwardedFor, socketAddress, settings.proxyHops);
  if (settings.proxyHops > 0) {
    // A proxy may pass on its own name for us as Host. Next compares an action's Origin with this instead.
    const { host, protocol } = new URL(settings.publicUrl);
    headers["x-forwarded-host"] = host;
    headers["x-forwarded-proto"] = protocol.slice(0, -1);
  }
}

const ours = new Set([clientAddressHeader, requestPathHeader, nonceHeader, "forwarded", "x-real-ip"]);

/** Each proxy appends the address it was called from: with n of them the client's is the nth from the right. */
function believedAddress(forwardedFor: string | string[] | undefined, socketAddress = "", proxyHops: number): string {
  const chain = [forwardedFor ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((address) => address.trim());
  const believed = proxyHops > 0 ? chain.at(-proxyHops) : undefined;
  return (believed === undefined || believed === "" ? socketAddress : believed).replace(/^::ffff:(?=\d+\.)/i, "");
}
