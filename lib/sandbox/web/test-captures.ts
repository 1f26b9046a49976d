import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { SandboxClock } from "../clock";
import { temporaryFolder } from "../media/test-media";
import { capturePage } from "./page-capture";
import { listFrames } from "./page-frames";
import type { PageEvent, PageOrder } from "./page-order";
import { descendants, type PageAnswer, type PageServer, servePages } from "./test-page-server";

/** Captures pages of a server of their own, for tests only. */

/** What a server answers, by path and by how often it was asked for. */
export type Pages = Record<string, (visit: number) => PageAnswer>;

/** What a capture is, besides what all of them share. */
export type CaptureChanges = Partial<PageOrder> & { readonly clock?: SandboxClock };

export const pageSize = { width: 320, height: 240 };

/** How long a condition may take to come true. */
export const soon = { timeout: 20_000, interval: 50 };

/** Gives each test of a file a server and a folder; what is captured ends with the test. */
export function useCaptures(pages: Pages) {
  let server: PageServer;
  let folder: ReturnType<typeof temporaryFolder>;
  let controller: AbortController;
  let running: Promise<void>[];

  beforeEach(async () => {
    server = await servePages((path, visit) => pages[path]?.(visit));
    folder = temporaryFolder();
    controller = new AbortController();
    running = [];
  });

  afterEach(async () => {
    controller.abort();
    await Promise.all(running);
    await server.close();
    folder.remove();
  });

  return {
    get url() {
      return server.url;
    },
    get folder() {
      return folder.path;
    },
    /** Paths asked for so far, oldest first. */
    paths: () => server.requests.map(({ path }) => path),
    userAgents: () => server.requests.map(({ userAgent }) => userAgent),
    closeServer: () => server.close(),
    abort: () => controller.abort(),
    /** Begins to capture a page; its events as they come. */
    capture(path: string, changes: CaptureChanges = {}) {
      const { clock = new SandboxClock(1), signal = controller.signal, ...order } = changes;
      const events: PageEvent[] = [];
      const framesDir = order.framesDir ?? join(folder.path, `frames-${running.length}`);
      const done = capturePage({
        url: `${server.url}${path}`,
        ...pageSize,
        isMobile: false,
        readyTimeoutMs: 0,
        nowMs: () => clock.nowMs(),
        sleepUntil: (...wait) => clock.sleepUntil(...wait),
        onEvent: (event) => events.push(event),
        engine: "chromium",
        ...order,
        framesDir,
        signal: AbortSignal.any([controller.signal, signal]),
      });
      running.push(done);
      const frames = () => listFrames(framesDir);
      return {
        done,
        clock,
        framesDir,
        frames,
        frameCount: async () => (await frames()).length,
        events,
        /** Events in a few words: "opened", "failed 5". */
        said: () => events.map((event) => (event.kind === "failed" ? `failed ${event.code}` : event.kind)),
      };
    },
  };
}

/** Processes of this test's browsers. */
export const browserProcesses = () => descendants(/chrom/);

/** Browsers alone, without the processes they start for their pages. */
export const browsers = () => descendants(/^(?!.* --type=).* --remote-debugging-pipe/);
