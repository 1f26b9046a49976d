import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SandboxClock } from "../clock";
import { centre, colourDistance, decodeFrames, temporaryFolder } from "../media/test-media";
import { capturePage, pageEngine } from "./page-capture";
import { frameName, listFrames } from "./page-frames";
import type { PageEvent, PageOrder } from "./page-order";
import { colouredPage, descendants, type PageAnswer, type PageServer, servePages } from "./test-page-server";

const size = { width: 320, height: 240 };
const soon = { timeout: 20_000, interval: 50 };

const red = { r: 255, g: 0, b: 0 };
const blue = { r: 0, g: 0, b: 255 };

const pages: Record<string, (visit: number) => PageAnswer> = {
  "/red": () => ({ body: colouredPage("#ff0000") }),
  "/blue": () => ({ body: colouredPage("#0000ff") }),
  "/ready": () => ({ body: colouredPage("#ff0000", "navigator.notifyReady()") }),
  "/ready-second-time": (visit) => ({
    body: colouredPage("#ff0000", visit > 1 ? "setTimeout(() => navigator.notifyReady(), 50)" : ""),
  }),
  "/ready-too-late": (visit) =>
    visit === 1
      ? { body: colouredPage("#ff0000", "setTimeout(() => navigator.notifyReady(), 1500)") }
      : { body: colouredPage("#ff0000"), afterMs: 1_500 },
  "/broken": () => ({ status: 503, body: "Later" }),
  "/breaks": (visit) => (visit === 1 ? { body: colouredPage("#ff0000") } : { status: 500 }),
  "/silent": () => null,
  "/busy": () => ({ body: colouredPage("#ff0000", "setTimeout(() => { for (;;); }, 100)") }),
  "/rude": () => ({
    body: colouredPage(
      "#ff0000",
      `alert("stop"); if (confirm("leave?")) document.body.style.background = "#00ff00";
       window.open("/popup"); window.open("/popup-alone", "_blank", "noopener");
       const link = document.createElement("a"); link.href = "/file"; link.click();
       document.body.style.background = "#0000ff";`,
    ),
  }),
  "/popup": () => ({ body: colouredPage("#00ff00", "setInterval(() => fetch('/popup-lives'), 50)") }),
  "/popup-alone": () => ({ body: colouredPage("#00ff00", "setInterval(() => fetch('/popup-lives'), 50)") }),
  "/file": () => ({ body: "data", headers: { "content-disposition": "attachment; filename=data.bin" } }),
  "/phone": () => ({
    body: colouredPage(
      "#ff0000",
      `fetch("/seen?" + [innerWidth, innerHeight, "ontouchstart" in window, navigator.maxTouchPoints > 0].join())`,
    ),
  }),
  "/beating": () => ({ body: colouredPage("#ff0000", "setInterval(() => fetch('/beat'), 50)") }),
  "/kept": () => ({
    body: colouredPage("#ff0000", `fetch("/seen?" + (localStorage.mark ?? "none")); localStorage.mark = "here";`),
  }),
};

let server: PageServer;
let folder: { path: string; remove: () => void };
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

/** Captures a page of the server until the test ends; its events as they come. */
function capture(path: string, changes: Partial<PageOrder> & { clock?: SandboxClock } = {}) {
  const { clock = new SandboxClock(1), signal = controller.signal, ...order } = changes;
  const events: PageEvent[] = [];
  const framesDir = join(folder.path, `frames-${running.length}`);
  const done = capturePage({
    url: `${server.url}${path}`,
    ...size,
    isMobile: false,
    framesDir,
    readyTimeoutMs: 0,
    nowMs: () => clock.nowMs(),
    sleepUntil: (...wait) => clock.sleepUntil(...wait),
    onEvent: (event) => events.push(event),
    signal: AbortSignal.any([controller.signal, signal]),
    engine: "chromium",
    ...order,
  });
  running.push(done);
  return { events, framesDir, done, clock };
}

const kinds = (events: readonly PageEvent[]) =>
  events.map((event) => (event.kind === "failed" ? `failed ${event.code}` : event.kind));

async function lastFrame(framesDir: string, canvas = size) {
  const atMs = (await listFrames(framesDir)).at(-1);
  const [frame] = await decodeFrames(join(framesDir, frameName(atMs ?? 0)), canvas);
  if (frame === undefined) throw new Error("There is no frame");
  return frame;
}

/** Browser processes alone, without those they start for their pages. */
const browsers = () => descendants(/^(?!.* --type=).* --remote-debugging-pipe/);

const whole = { x: 0, y: 0, width: 1, height: 1 } as Parameters<typeof centre>[1];

describe("capturePage with Chromium", () => {
  it("is what pages are captured with here", async () => {
    expect(await pageEngine()).toBe("chromium");
  });

  it("takes a picture each second, named by the sandbox's time", async () => {
    const clock = new SandboxClock(1);
    const { events, framesDir } = capture("/red", { clock });
    await expect.poll(() => listFrames(framesDir).then((times) => times.length), soon).toBeGreaterThanOrEqual(4);
    expect(kinds(events)).toEqual(["opened"]);
    const times = await listFrames(framesDir);
    const steps = times.slice(2).map((time, i) => time - (times[i + 1] ?? 0));
    for (const step of steps) expect(Math.abs(step - Math.round(step / 1000) * 1000)).toBeLessThan(300);
    expect(times.at(-1)).toBeLessThanOrEqual(clock.nowMs());
    expect(colourDistance(centre(await lastFrame(framesDir), whole), red)).toBeLessThan(6);
    expect(server.requests[0]?.userAgent).toMatch(/Chrome\/\d+\.0\.0\.0 Safari\/537\.36 AgoraWebView\/2\.13\.14$/);
  });

  it("takes no more than two pictures a real second when the clock runs fast", async () => {
    const { framesDir, events } = capture("/red", { clock: new SandboxClock(100) });
    await expect.poll(() => kinds(events), soon).toEqual(["opened"]);
    const from = performance.now();
    await expect.poll(() => listFrames(framesDir).then((times) => times.length), soon).toBeGreaterThanOrEqual(5);
    expect(performance.now() - from).toBeGreaterThan(1_900);
  });

  it("shows a page as a phone when told to", async () => {
    const canvas = { width: 240, height: 426 };
    const { framesDir } = capture("/phone", { ...canvas, isMobile: true });
    await expect.poll(() => listFrames(framesDir), soon).not.toEqual([]);
    await expect.poll(() => server.requests.map(({ path }) => path), soon).toContain("/seen?240,426,true,true");
    expect(server.requests[0]?.userAgent).toMatch(/Android.* Mobile Safari.*AgoraWebView/);
    expect(colourDistance(centre(await lastFrame(framesDir, canvas), whole), red)).toBeLessThan(6);
  });

  it("keeps pages apart, and shares one browser that ends with the last of them", async () => {
    const first = new AbortController();
    const one = capture("/kept", { signal: first.signal });
    await expect.poll(() => server.requests.length, soon).toBe(2);
    const before = await browsers();
    expect(before).toHaveLength(1);
    const two = capture("/kept");
    await expect.poll(() => listFrames(two.framesDir), soon).not.toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual(["/kept", "/seen?none", "/kept", "/seen?none"]);
    expect(await browsers()).toEqual(before);

    first.abort();
    await one.done;
    controller.abort();
    await two.done;
    expect(await descendants(/chrom/)).toEqual([]);
    expect([...kinds(one.events), ...kinds(two.events)]).toEqual(["opened", "opened"]);
  });

  it("closes the window of a page that has ended while others go on", async () => {
    const first = new AbortController();
    const one = capture("/beating", { signal: first.signal });
    const two = capture("/blue");
    await expect.poll(() => listFrames(two.framesDir), soon).not.toEqual([]);
    const beats = () => server.requests.filter(({ path }) => path === "/beat").length;
    await expect.poll(beats, soon).toBeGreaterThan(2);
    first.abort();
    await one.done;
    const [beaten, frames] = [beats(), (await listFrames(two.framesDir)).length];
    await expect.poll(() => listFrames(two.framesDir).then((times) => times.length), soon).toBeGreaterThan(frames + 1);
    expect(beats()).toBeLessThanOrEqual(beaten + 1);
  });

  it("dismisses dialogs, closes second windows and refuses downloads", async () => {
    const { events, framesDir } = capture("/rude");
    await expect
      .poll(async () => {
        await expect.poll(() => listFrames(framesDir), soon).not.toEqual([]);
        return colourDistance(centre(await lastFrame(framesDir), whole), blue);
      }, soon)
      .toBeLessThan(6);
    expect(kinds(events)).toEqual(["opened"]);
    const asked = () => server.requests.map(({ path }) => path);
    expect(asked()).toEqual(expect.arrayContaining(["/file", "/popup"]));
    const lives = () => asked().filter((path) => path === "/popup-lives").length;
    const [before, frames] = [lives(), (await listFrames(framesDir)).length];
    await expect.poll(() => listFrames(framesDir).then((times) => times.length), soon).toBeGreaterThan(frames);
    expect(lives()).toBe(before);
  });

  it("is content with a page that says it is ready", async () => {
    const { events, framesDir, clock } = capture("/ready", { readyTimeoutMs: 2_000 });
    await expect.poll(() => listFrames(framesDir), soon).not.toEqual([]);
    clock.moveTo(clock.nowMs() + 60_000);
    const jumpedMs = clock.nowMs();
    await expect.poll(() => listFrames(framesDir).then((times) => times.at(-1)), soon).toBeGreaterThan(jumpedMs);
    expect(kinds(events)).toEqual(["opened"]);
    expect(server.requests.map(({ path }) => path)).toEqual(["/ready"]);
  });

  it("loads a page again that is not ready in time, once", async () => {
    const { events, done } = capture("/red", { readyTimeoutMs: 1_500 });
    await done;
    expect(kinds(events)).toEqual(["opened", "reloaded", "failed 4"]);
    expect(server.requests.map(({ path }) => path)).toEqual(["/red", "/red"]);
  });

  it("goes on when the page is ready after it was loaded again", async () => {
    const clock = new SandboxClock(1);
    const { events, framesDir } = capture("/ready-second-time", { readyTimeoutMs: 1_500, clock });
    await expect.poll(() => kinds(events), soon).toEqual(["opened", "reloaded"]);
    const reloadedMs = clock.nowMs();
    await expect
      .poll(() => listFrames(framesDir).then((times) => times.at(-1) ?? 0), soon)
      .toBeGreaterThan(reloadedMs + 2_500);
    expect(kinds(events)).toEqual(["opened", "reloaded"]);
  });

  it("does not take the word of a page that is being replaced for the next one", async () => {
    const { events, done } = capture("/ready-too-late", { readyTimeoutMs: 1_000 });
    await done;
    expect(kinds(events)).toEqual(["opened", "reloaded", "failed 4"]);
  });

  it.each([
    ["/broken", "The page was answered with HTTP 503."],
    ["/nowhere", "The page was answered with HTTP 404."],
    ["/file", "The page could not be reached."],
  ])("gives up a page that cannot be had: %s", async (path, message) => {
    const { events, done } = capture(path);
    await done;
    expect(events).toEqual([{ kind: "failed", code: 5, message }]);
  });

  it("gives up a page that cannot be had when loaded again", async () => {
    const { events, done } = capture("/breaks", { readyTimeoutMs: 500 });
    await done;
    expect(kinds(events)).toEqual(["opened", "reloaded", "failed 5"]);
  });

  it("gives up an address where nobody answers, without repeating it", async () => {
    const { url } = server;
    await server.close();
    const { events, done } = capture("", { url: `${url}/?token=hidden` });
    await done;
    expect(events).toEqual([
      { kind: "failed", code: 5, message: "The page could not be reached (ERR_CONNECTION_REFUSED)." },
    ]);
  });

  it.each(["file:///etc/hostname", "javascript:alert(1)", "about:blank", "no address"])(
    "does not open %s",
    async (url) => {
      const { events, done } = capture("", { url });
      await done;
      expect(kinds(events)).toEqual(["failed 5"]);
    },
  );

  it.each(["/silent", "/busy", "/red"])("stops at once when aborted: %s", async (path) => {
    const { events, done } = capture(path);
    await expect.poll(() => server.requests.length, soon).toBe(1);
    if (path !== "/silent") await expect.poll(() => kinds(events), soon).toEqual(["opened"]);
    const from = performance.now();
    controller.abort();
    await done;
    expect(performance.now() - from).toBeLessThan(4_000);
    expect(await descendants(/chrom/)).toEqual([]);
    expect(kinds(events).filter((kind) => kind !== "opened")).toEqual([]);
  });

  it("stops when aborted before or while the browser starts", async () => {
    const never = AbortSignal.abort();
    await capture("/red", { signal: never }).done;
    const { done, events } = capture("/red");
    controller.abort();
    await done;
    expect(events).toEqual([]);
    expect(await descendants(/chrom/)).toEqual([]);
  });

  it("says so when the browser dies, and starts another for the next page", async () => {
    const { events, done, framesDir } = capture("/red");
    await expect.poll(() => listFrames(framesDir), soon).not.toEqual([]);
    for (const pid of await browsers()) process.kill(pid, "SIGKILL");
    await done;
    expect(kinds(events)).toEqual(["opened", "failed 6"]);

    const next = capture("/blue");
    await expect.poll(() => kinds(next.events), soon).toEqual(["opened"]);
  });

  it("says so when frames cannot be written", async () => {
    const file = join(folder.path, "no-folder");
    writeFileSync(file, "");
    const { done, events } = capture("/red", { framesDir: join(file, "frames") });
    await done;
    expect(kinds(events)).toEqual(["opened", "failed 6"]);
  });

  it("says so when the browser does not start, unless a card will do", async () => {
    const refused = capture("/red", { chromiumPath: "/nowhere/chromium" });
    await refused.done;
    expect(kinds(refused.events)).toEqual(["failed 3"]);

    const card = capture("/red", { chromiumPath: "/nowhere/chromium", engine: "auto" });
    await expect.poll(() => kinds(card.events), soon).toEqual(["opened"]);
    expect(server.requests.map(({ userAgent }) => userAgent)).toEqual(["AgoraWebView/2.13.14"]);
  });
});

describe("capturePage as a card", () => {
  it("asks for the page once, writes no frame and counts it as ready", async () => {
    const { events, framesDir, done, clock } = capture("/red", { engine: "card", readyTimeoutMs: 1_000 });
    await expect.poll(() => kinds(events), soon).toEqual(["opened"]);
    clock.moveTo(clock.nowMs() + 60_000);
    controller.abort();
    await done;
    expect(kinds(events)).toEqual(["opened"]);
    expect(await listFrames(framesDir)).toEqual([]);
    expect(server.requests).toEqual([{ path: "/red", userAgent: "AgoraWebView/2.13.14" }]);
  });

  it("gives up a page that cannot be had", async () => {
    const broken = capture("/broken", { engine: "card" });
    await broken.done;
    expect(broken.events).toEqual([{ kind: "failed", code: 5, message: "The page was answered with HTTP 503." }]);

    rmSync(folder.path, { recursive: true, force: true });
    await server.close();
    const gone = capture("/red", { engine: "card" });
    await gone.done;
    expect(gone.events).toEqual([{ kind: "failed", code: 5, message: "The page could not be reached." }]);
  });

  it("stops at once when aborted while the page does not answer", async () => {
    const { done, events } = capture("/silent", { engine: "card" });
    await expect.poll(() => server.requests.length, soon).toBe(1);
    controller.abort();
    await done;
    expect(events).toEqual([]);
  });
});
