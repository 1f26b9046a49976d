import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAgoraClient, type AgoraClient, type AgoraClientOptions } from "./client";
import { createSlidingWindow } from "./sliding-window";
import { Secret } from "./secret";

/** For tests: what a server was asked. */
export type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

export type TestServer = { url: string; seen: Seen[]; close(): Promise<void> };

/** For tests: a real HTTP server that answers as it is told and remembers what it was asked. */
export async function startTestServer(answer: (response: ServerResponse, seen: Seen) => void): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const record = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
      seen.push(record);
      answer(response, record);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** For tests: answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** For tests: a client of those servers with known credentials and its own rate limit. */
export function testClient(hosts: readonly string[], options: Partial<AgoraClientOptions> = {}): AgoraClient {
  return createAgoraClient({
    hosts,
    appId: "0123456789abcdef0123456789abcdef",
    credentials: { customerId: "customer", customerSecret: new Secret("customer-secret-value") },
    rateLimit: createSlidingWindow({ limit: 1000 }),
    ...options,
  });
}
