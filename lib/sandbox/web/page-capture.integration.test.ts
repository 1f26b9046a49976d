import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SandboxClock } from "../clock";
import { colourDistance, decodeFrames, pixel } from "../media/test-media";
import { pageEngine } from "./page-capture";
import { frameName, listFrames } from "./page-frames";
import { colouredPage } from "./test-page-server";
import { browserProcesses, browsers, type Pages, pageSize, soon, useCaptures } from "./test-captures";

const red = { r: 255, g: 0, b: 0 };
const blue = { r: 0, g: 0, b: 255 };

const pages: Pages = {
  "/red": () => ({ body: colouredPage("#ff0000") }),
  "/blue": () => ({ body: colouredPage("#0000ff") }),
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

const captures = useCaptures(pages);

/** The colour in the middle of the newest frame. */
async function colour(framesDir: string, canvas = pageSize) {
  const atMs = (await listFrames(framesDir)).at(-1);
  const [frame] = await decodeFrames(join(framesDir, frameName(atMs ?? 0)), canvas);
  if (frame === undefined) throw new Error("There is no frame");
  return pixel(frame, canvas.width / 2, canvas.height / 2);
}

describe("the pictures of a page in Chromium", () => {
  it("are how pages are captured here", async () => {
    expect(await pageEngine()).toBe("chromium");
  });

  it("takes a picture each second, named by the sandbox's time", async () => {
    const clock = new SandboxClock(1);
    const { said, frames, frameCount, framesDir } = captures.capture("/red", { clock });
    await expect.poll(frameCount, soon).toBeGreaterThanOrEqual(4);
    expect(said()).toEqual(["opened"]);
    const times = await frames();
    const steps = times.slice(2).map((time, i) => time - (times[i + 1] ?? 0));
    for (const step of steps) expect(Math.abs(step - Math.round(step / 1000) * 1000)).toBeLessThan(300);
    expect(times.at(-1)).toBeLessThanOrEqual(clock.nowMs());
    expect(colourDistance(await colour(framesDir), red)).toBeLessThan(6);
    expect(captures.userAgents()[0]).toMatch(/Chrome\/\d+\.0\.0\.0 Safari\/537\.36 AgoraWebView\/2\.13\.14$/);
  });

  it("takes no more than two pictures a real second when the clock runs fast", async () => {
    const { said, frameCount } = captures.capture("/red", { clock: new SandboxClock(100) });
    await expect.poll(said, soon).toEqual(["opened"]);
    const first = await frameCount();
    const from = performance.now();
    await expect.poll(frameCount, soon).toBeGreaterThanOrEqual(first + 5);
    expect(performance.now() - from).toBeGreaterThan(1_900);
  });

  it("shows a page as a phone when told to", async () => {
    const canvas = { width: 240, height: 426 };
    const { frames, framesDir } = captures.capture("/phone", { ...canvas, isMobile: true });
    await expect.poll(frames, soon).not.toEqual([]);
    await expect.poll(captures.paths, soon).toContain("/seen?240,426,true,true");
    expect(captures.userAgents()[0]).toMatch(/Android.* Mobile Safari.*AgoraWebView/);
    expect(colourDistance(await colour(framesDir, canvas), red)).toBeLessThan(6);
  });

  it("keeps pages apart, and shares one browser that ends with the last of them", async () => {
    const first = new AbortController();
    const one = captures.capture("/kept", { signal: first.signal });
    await expect.poll(() => captures.paths().length, soon).toBe(2);
    const before = await browsers();
    expect(before).toHaveLength(1);
    const two = captures.capture("/kept");
    await expect.poll(two.frames, soon).not.toEqual([]);
    expect(captures.paths()).toEqual(["/kept", "/seen?none", "/kept", "/seen?none"]);
    expect(await browsers()).toEqual(before);

    first.abort();
    await one.done;
    captures.abort();
    await two.done;
    expect(await browserProcesses()).toEqual([]);
    expect([...one.said(), ...two.said()]).toEqual(["opened", "opened"]);
  });

  it("closes the window of a page that has ended while others go on", async () => {
    const first = new AbortController();
    const one = captures.capture("/beating", { signal: first.signal });
    const two = captures.capture("/blue");
    await expect.poll(two.frames, soon).not.toEqual([]);
    const beats = () => captures.paths().filter((path) => path === "/beat").length;
    await expect.poll(beats, soon).toBeGreaterThan(2);
    first.abort();
    await one.done;
    const moreFrames = async (count: number) => {
      const frames = await two.frameCount();
      await expect.poll(two.frameCount, soon).toBeGreaterThan(frames + count);
    };
    // What the page had sent before its window closed may still be on its way.
    await moreFrames(1);
    const beaten = beats();
    await moreFrames(1);
    expect(beats()).toBe(beaten);
  });

  it("dismisses dialogs, closes second windows and refuses downloads", async () => {
    const { said, frames, frameCount, framesDir } = captures.capture("/rude");
    await expect.poll(frames, soon).not.toEqual([]);
    await expect.poll(async () => colourDistance(await colour(framesDir), blue), soon).toBeLessThan(6);
    expect(said()).toEqual(["opened"]);
    expect(captures.paths()).toEqual(expect.arrayContaining(["/file", "/popup"]));
    const lives = () => captures.paths().filter((path) => path === "/popup-lives").length;
    const [livedBefore, taken] = [lives(), await frameCount()];
    await expect.poll(frameCount, soon).toBeGreaterThan(taken);
    expect(lives()).toBe(livedBefore);
  });
});
