import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { cleanHeaders, guardIncomingRequests } from "./incoming-requests";

const publicUrl = "https://tally.example.com";
const direct = { proxyHops: 0, publicUrl, isDevelopment: false };
let server: Server | undefined;

afterEach(() => server?.close());

function cleaned(headers: IncomingHttpHeaders, proxyHops: number, socketAddress = "::ffff:10.0.0.9") {
  cleanHeaders(headers, socketAddress, { ...direct, proxyHops });
  return headers;
}

test.each([
  ["what a client claims is not believed", 0, "1.2.3.4", "10.0.0.9"],
  ["nothing claimed", 0, undefined, "10.0.0.9"],
  ["one proxy: the last entry, not the forged first", 1, "1.2.3.4, 203.0.113.7", "203.0.113.7"],
  ["two proxies: the one before the last", 2, "1.2.3.4, 203.0.113.7, 10.1.1.1", "203.0.113.7"],
  ["fewer entries than proxies: the socket", 2, "203.0.113.7", "10.0.0.9"],
  ["an empty entry: the socket", 1, "203.0.113.7, ", "10.0.0.9"],
])("%s", (_, hops, forwardedFor, address) => {
  expect(cleaned({ "x-forwarded-for": forwardedFor }, hops)["x-tally-client"]).toBe(address);
});

test("headers that only this process may set do not come in", () => {
  const forged = {
    host: "tally.example.com",
    "x-tally-client": "1.2.3.4",
    "x-tally-path": "/evil",
    "x-nonce": "known",
    "x-middleware-subrequest": "middleware",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "for=1.2.3.4",
    "x-real-ip": "1.2.3.4",
  };
  expect(cleaned({ ...forged }, 0)).toEqual({ host: "tally.example.com", "x-tally-client": "10.0.0.9" });
  expect(cleaned({ ...forged }, 1)).toEqual({
    host: "tally.example.com",
    "x-tally-client": "10.0.0.9",
    "x-forwarded-host": "tally.example.com",
    "x-forwarded-proto": "https",
  });
});

test("a server sees the cleaned headers, says HSTS on https, and upgrades nothing", async () => {
  guardIncomingRequests(direct);
  let seen: IncomingHttpHeaders = {};
  server = createServer((incoming, response) => {
    seen = incoming.headers;
    response.end();
  });
  let upgrades = 0;
  server.on("upgrade", (_, socket) => {
    upgrades += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const get = (headers: Record<string, string>) =>
    new Promise<IncomingHttpHeaders>((resolve, reject) => {
      const sent = request({ port, host: "127.0.0.1", headers }, (response) => {
        response.resume();
        resolve(response.headers);
      });
      sent.on("error", reject).end();
    });

  const answer = await get({ "x-forwarded-for": "1.2.3.4", "x-middleware-subrequest": "proxy" });
  expect(answer["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
  expect(seen).toMatchObject({ "x-tally-client": "127.0.0.1" });
  expect(seen).not.toHaveProperty("x-forwarded-for");
  expect(seen).not.toHaveProperty("x-middleware-subrequest");

  await get({ connection: "Upgrade", upgrade: "websocket" });
  expect(seen["upgrade"]).toBe("websocket");
  expect(upgrades).toBe(0);
});
