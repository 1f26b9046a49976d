import { execFile } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";

/** Small pages to record, for tests only. */
export type PageServer = {
  readonly url: string;
  /** Requests so far, oldest first, without those for an icon. */
  readonly requests: { readonly path: string; readonly userAgent: string }[];
  close(): Promise<void>;
};

/** What to answer for a path, and how late: a status, a body, and headers besides the content type. Null: nothing, ever. */
export type PageAnswer = { status?: number; body?: string; headers?: Record<string, string>; afterMs?: number } | null;

/** Serves pages on a port of its own; a path that is not given is answered with 404. */
export async function servePages(answer: (path: string, visit: number) => PageAnswer | undefined): Promise<PageServer> {
  const requests: { path: string; userAgent: string }[] = [];
  const note = (request: IncomingMessage) => {
    const path = request.url ?? "/";
    if (path !== "/favicon.ico") requests.push({ path, userAgent: request.headers["user-agent"] ?? "" });
    return answer(path, requests.filter((seen) => seen.path === path).length);
  };
  const server = createServer((request, response) => {
    const page = note(request);
    if (page === null) return;
    const { status = 200, body = "", headers = {}, afterMs = 0 } = page ?? { status: 404, body: "Not here" };
    setTimeout(() => {
      response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
    }, afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page of one colour, with a script. */
export function colouredPage(colour: string, script = ""): string {
  return `<!doctype html><meta name="viewport" content="width=device-width"><title>A page</title>
<style>html, body { margin: 0; height: 100%; background: ${colour} }</style><body><script>${script}</script>`;
}

/** The processes that descend from this one and whose command line is like this. */
export async function descendants(command: RegExp): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="], { maxBuffer: 16 * 1024 * 1024 });
  const all = stdout.split("\n").flatMap((line) => {
    const [, pid, parent, args = ""] = /^ *(\d+) +(\d+) +(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const family = new Set([process.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid, args }) => family.has(pid) && command.test(args)).map(({ pid }) => pid);
}
