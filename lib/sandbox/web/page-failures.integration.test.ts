import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SandboxClock } from "../clock";
import { colouredPage } from "./test-page-server";
import { browserProcesses, browsers, type Pages, soon, useCaptures } from "./test-captures";

const pages: Pages = {
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
  "/file": () => ({ body: "data", headers: { "content-disposition": "attachment; filename=data.bin" } }),
};

const captures = useCaptures(pages);

describe("a page in Chromium", () => {
  it("is content with a page that says it is ready", async () => {
    const { clock, said, frames } = captures.capture("/ready", { readyTimeoutMs: 2_000 });
    await expect.poll(frames, soon).not.toEqual([]);
    clock.moveTo(clock.nowMs() + 60_000);
    const jumpedMs = clock.nowMs();
    await expect.poll(() => frames().then((times) => times.at(-1)), soon).toBeGreaterThan(jumpedMs);
    expect(said()).toEqual(["opened"]);
    expect(captures.paths()).toEqual(["/ready"]);
  });

  it("loads a page again that is not ready in time, once", async () => {
    const { done, said } = captures.capture("/red", { readyTimeoutMs: 1_500 });
    await done;
    expect(said()).toEqual(["opened", "reloaded", "failed 4"]);
    expect(captures.paths()).toEqual(["/red", "/red"]);
  });

  it("goes on when the page is ready after it was loaded again", async () => {
    const clock = new SandboxClock(1);
    const { said, frames } = captures.capture("/ready-second-time", { readyTimeoutMs: 1_500, clock });
    await expect.poll(said, soon).toEqual(["opened", "reloaded"]);
    const reloadedMs = clock.nowMs();
    await expect.poll(() => frames().then((times) => times.at(-1) ?? 0), soon).toBeGreaterThan(reloadedMs + 2_500);
    expect(said()).toEqual(["opened", "reloaded"]);
  });

  it("does not take the word of a page that is being replaced for the next one", async () => {
    const { done, said } = captures.capture("/ready-too-late", { readyTimeoutMs: 1_000 });
    await done;
    expect(said()).toEqual(["opened", "reloaded", "failed 4"]);
  });

  it.each([
    ["/broken", "The page was answered with HTTP 503."],
    ["/nowhere", "The page was answered with HTTP 404."],
    ["/file", "The page could not be reached."],
  ])("gives up a page that cannot be had: %s", async (path, message) => {
    const { done, events } = captures.capture(path);
    await done;
    expect(events).toEqual([{ kind: "failed", code: 5, message }]);
  });

  it("gives up a page that cannot be had when loaded again", async () => {
    const { done, said } = captures.capture("/breaks", { readyTimeoutMs: 500 });
    await done;
    expect(said()).toEqual(["opened", "reloaded", "failed 5"]);
  });

  it("gives up an address where nobody answers, without repeating it", async () => {
    const { url } = captures;
    await captures.closeServer();
    const { done, events } = captures.capture("", { url: `${url}/?token=hidden` });
    await done;
    expect(events).toEqual([
      { kind: "failed", code: 5, message: "The page could not be reached (ERR_CONNECTION_REFUSED)." },
    ]);
  });

  it.each(["file:///etc/hostname", "javascript:alert(1)", "about:blank", "no address"])(
    "does not open %s",
    async (url) => {
      const { done, said } = captures.capture("", { url });
      await done;
      expect(said()).toEqual(["failed 5"]);
    },
  );

  it.each(["/silent", "/busy", "/red"])("stops at once when aborted: %s", async (path) => {
    const { done, said } = captures.capture(path);
    await expect.poll(() => captures.paths().length, soon).toBe(1);
    if (path !== "/silent") await expect.poll(said, soon).toEqual(["opened"]);
    const from = performance.now();
    captures.abort();
    await done;
    expect(performance.now() - from).toBeLessThan(4_000);
    expect(await browserProcesses()).toEqual([]);
    expect(said().filter((kind) => kind !== "opened")).toEqual([]);
  });

  it("stops when aborted before or while the browser starts", async () => {
    const never = AbortSignal.abort();
    await captures.capture("/red", { signal: never }).done;
    const { done, events } = captures.capture("/red");
    captures.abort();
    await done;
    expect(events).toEqual([]);
    expect(await browserProcesses()).toEqual([]);
  });

  it("says so when the browser dies, and starts another for the next page", async () => {
    const { done, said, frames } = captures.capture("/red");
    await expect.poll(frames, soon).not.toEqual([]);
    for (const pid of await browsers()) process.kill(pid, "SIGKILL");
    await done;
    expect(said()).toEqual(["opened", "failed 6"]);

    const next = captures.capture("/blue");
    await expect.poll(next.said, soon).toEqual(["opened"]);
  });

  it("says so when frames cannot be written", async () => {
    const file = join(captures.folder, "no-folder");
    writeFileSync(file, "");
    const { done, said } = captures.capture("/red", { framesDir: join(file, "frames") });
    await done;
    expect(said()).toEqual(["opened", "failed 6"]);
  });

  it("says so when the browser does not start, unless a card will do", async () => {
    const refused = captures.capture("/red", { chromiumPath: "/nowhere/chromium" });
    await refused.done;
    expect(refused.said()).toEqual(["failed 3"]);

    const card = captures.capture("/red", { chromiumPath: "/nowhere/chromium", engine: "auto" });
    await expect.poll(card.said, soon).toEqual(["opened"]);
    expect(captures.userAgents()).toEqual(["AgoraWebView/2.13.14"]);
  });
});

describe("a page as a card", () => {
  it("asks for the page once, writes no frame and counts it as ready", async () => {
    const { done, clock, said, frames } = captures.capture("/red", { engine: "card", readyTimeoutMs: 1_000 });
    await expect.poll(said, soon).toEqual(["opened"]);
    clock.moveTo(clock.nowMs() + 60_000);
    captures.abort();
    await done;
    expect(said()).toEqual(["opened"]);
    expect(await frames()).toEqual([]);
    expect(captures.paths()).toEqual(["/red"]);
    expect(captures.userAgents()).toEqual(["AgoraWebView/2.13.14"]);
  });

  it("gives up a page that cannot be had", async () => {
    const broken = captures.capture("/broken", { engine: "card" });
    await broken.done;
    expect(broken.events).toEqual([{ kind: "failed", code: 5, message: "The page was answered with HTTP 503." }]);

    await captures.closeServer();
    const gone = captures.capture("/red", { engine: "card" });
    await gone.done;
    expect(gone.events).toEqual([{ kind: "failed", code: 5, message: "The page could not be reached." }]);
  });

  it("stops at once when aborted while the page does not answer", async () => {
    const { done, events } = captures.capture("/silent", { engine: "card" });
    await expect.poll(() => captures.paths().length, soon).toBe(1);
    captures.abort();
    await done;
    expect(events).toEqual([]);
  });
});
