import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "../scripts/launcher/project";

export type SlowServer = {
  url: string;
  /** Bytes of media sent since the last reset. */
  readonly bytes: number;
  /** Forgets what was sent and ends what is being sent. */
  reset(): void;
  close(): Promise<void>;
};

const tickMs = 5;
const types: Readonly<Record<string, string>> = {
  m3u8: "application/vnd.apple.mpegurl",
  ts: "video/mp2t",
  mp4: "video/mp4",
};

/**
 * Serves a folder's media as a line of so many Mbit/s would, all answers together, each a round trip late. Ranges are
 * understood. The page and the player's code come at once: they are not what is measured.
 */
export async function serveSlowly(options: {
  folder: string;
  megabitsPerSecond: number;
  roundTripMs: number;
  page: string;
}): Promise<SlowServer> {
  const { folder, megabitsPerSecond, roundTripMs, page } = options;
  const player = await readFile(join(projectRoot, "node_modules/hls.js/dist/hls.light.min.js"));
  const bytesPerMs = (megabitsPerSecond * 1_000_000) / 8 / 1000;
  let bytes = 0;
  let generation = 0;
  /** When the line is free again: whoever sends waits for it, so that all together have its rate. */
  let freeAt = 0;

  async function send(response: ServerResponse, body: Buffer): Promise<void> {
    const mine = generation;
    const chunk = Math.ceil(bytesPerMs * tickMs);
    for (let offset = 0; offset < body.length && mine === generation && !response.destroyed; offset += chunk) {
      const part = body.subarray(offset, offset + chunk);
      freeAt = Math.max(freeAt, performance.now()) + part.length / bytesPerMs;
      const waitMs = freeAt - performance.now();
      if (waitMs > 1) await pause(waitMs);
      if (mine !== generation) break;
      bytes += part.length;
      if (!response.write(part)) await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    if (mine === generation) response.end();
    else response.destroy();
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://line").pathname;
    if (path === "/") return void response.writeHead(200, { "content-type": "text/html" }).end(page);
    if (path === "/hls.js") return void response.writeHead(200, { "content-type": "text/javascript" }).end(player);
    void answer(path, request.headers.range, response).catch(() => response.destroy());
  });

  async function answer(path: string, range: string | undefined, response: ServerResponse): Promise<void> {
    const file = join(folder, basename(path));
    const found = await stat(file).catch(() => null);
    await pause(roundTripMs);
    if (found === null) return void response.writeHead(404).end();
    const type = types[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    const body = await readFile(file);
    const from = Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
    const headers = { "content-type": type, "cache-control": "no-store", "accept-ranges": "bytes" };
    const part = body.subarray(from);
    const isPart = range !== undefined;
    response.writeHead(isPart ? 206 : 200, {
      ...headers,
      "content-length": part.length,
      ...(isPart && { "content-range": `bytes ${from}-${body.length - 1}/${body.length}` }),
    });
    await send(response, part);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    get bytes() {
      return bytes;
    },
    reset() {
      generation += 1;
      bytes = 0;
      freeAt = 0;
    },
    async close() {
      generation += 1;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
