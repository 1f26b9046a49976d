import type { Page } from "playwright";
import { launchInstallation, removeDataDir } from "../scripts/testing/installation";
import type { Benchmark, Figure } from "./benchmark";
import { serveApp } from "./hello-world";
import { konvaPage } from "./konva-page";
import { signInToBrowser } from "./signed-in";

const moves = 200;
const slowdown = 4;

type Frames = { p95Ms: number; medianMs: number; longShare: number; commits: number };

/**
 * One of seventeen regions dragged over the others with snapping and its numbers shown, on a processor four times as slow:
 * the time between frames beside that of the same page at rest, and beside the same task in react-konva.
 */
export const layoutDrag: Benchmark = {
  id: "B8",
  name: "layout drag",
  async run(say) {
    say("building the same task with react-konva");
    const konva = await serveApp("konva", konvaPage);
    const installation = await launchInstallation();
    try {
      say("starting an installation (and building it, if its sources have changed)");
      await installation.ready();
      const admin = await signInToBrowser(installation.url, installation.dataDir);
      try {
        const { page } = admin;
        await countCommits(page);
        // The editor asks before a layout is left that was not saved.
        page.on("dialog", (dialog) => void dialog.accept());
        await page.goto("/layouts/new");
        const canvas = page.getByRole("listbox", { name: "Canvas" });
        await canvas.waitFor();
        await page.getByRole("slider", { name: "People" }).fill("17");
        await page.getByRole("button", { name: /^Presets/ }).click();
        const panel = page.getByRole("dialog", { name: "Arrange" });
        await panel.getByRole("button", { name: "Best fit", exact: true }).click();
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Turn into regions" }).click();
        await canvas.getByRole("option").nth(16).waitFor();
        const box = await canvas.boundingBox();
        const ours = await measure(page, box, say, "ours");

        await page.goto(konva.url);
        const stage = page.locator("canvas").first();
        await stage.waitFor();
        const theirs = await measure(page, await stage.boundingBox(), say, "react-konva");
        return figures(ours, theirs);
      } finally {
        await admin.close();
      }
    } finally {
      konva.stop();
      await installation.stop();
      removeDataDir(installation.dataDir);
    }
  },
};

type Measured = { idle: Frames; drag: Frames };

function figures(ours: Measured, theirs: Measured): Figure[] {
  return [
    {
      subject: "frame p95, to idle",
      ours: ours.drag.p95Ms,
      peer: ours.idle.p95Ms,
      unit: "ms",
      limit: 1.1,
      mustBeZero: {
        "% of frames over 20 ms beyond 1": Math.max(0, Math.round(ours.drag.longShare * 100) - 1),
        "React commits beyond 1": Math.max(0, ours.drag.commits - 1),
      },
    },
    {
      subject: "frame p95, to react-konva",
      ours: ours.drag.p95Ms,
      peer: theirs.drag.p95Ms,
      unit: "ms",
      limit: 1.1,
    },
  ];
}

/** React's own hook for its developer tools: called with every commit, also in a production build. */
async function countCommits(page: Page): Promise<void> {
  // What compiles this file gives functions their names by a helper that a page does not have.
  await page.addInitScript("globalThis.__name ??= (value) => value;");
  await page.addInitScript(() => {
    const counter = { commits: 0 };
    Object.assign(window, {
      counter,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: () => void (counter.commits += 1),
        onCommitFiberUnmount: () => undefined,
      },
    });
  });
}

async function measure(
  page: Page,
  box: { x: number; y: number; width: number; height: number } | null,
  say: (line: string) => void,
  who: string,
): Promise<Measured> {
  if (box === null) throw new Error("There is no canvas to drag on.");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  // The seventeenth lies in the middle of the lowest row.
  await page.mouse.move(...at(0.5, 0.92));
  const idle = await frames(page, () => page.waitForTimeout(2000));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.85));
  const drag = await frames(page, async () => {
    for (let step = 0; step < moves; step += 1) {
      const angle = (step / moves) * 4 * Math.PI;
      await page.mouse.move(...at(0.5 + 0.32 * Math.sin(angle), 0.5 + 0.32 * Math.cos(angle)));
    }
  });
  await page.mouse.up();
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await devtools.detach();
  for (const [name, { p95Ms, medianMs, longShare, commits }] of Object.entries({ idle, drag })) {
    say(
      `${who}, ${name}: median ${medianMs.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, ${(longShare * 100).toFixed(1)} % over 20 ms, ${commits} commits`,
    );
  }
  return { idle, drag };
}

/** The times between animation frames while something is done, and React's commits meanwhile. */
async function frames(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const state = { times, isOn: true, commits: window.counter?.commits ?? 0 };
    window.frameWatch = state;
    const tick = (now: number) => {
      times.push(now);
      if (state.isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const { times, commits } = await page.evaluate(() => {
    const state = window.frameWatch ?? { times: [], isOn: false, commits: 0 };
    state.isOn = false;
    return { times: state.times, commits: (window.counter?.commits ?? 0) - state.commits };
  });
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  gaps.sort((a, b) => a - b);
  const quantile = (share: number) => gaps[Math.floor((gaps.length - 1) * share)] ?? 0;
  const longShare = gaps.filter((gap) => gap > 20).length / Math.max(1, gaps.length);
  return { p95Ms: quantile(0.95), medianMs: quantile(0.5), longShare, commits };
}

declare global {
  interface Window {
    counter?: { commits: number };
    frameWatch?: { times: number[]; isOn: boolean; commits: number };
  }
}
