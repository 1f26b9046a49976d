import { access, constants } from "node:fs/promises";
import type { Browser } from "playwright";

/** A browser that is kept open for its holder. */
export type BrowserLease = {
  readonly browser: Browser;
  /** Gives it back; the last holder's return waits until its process has ended. */
  release(): Promise<void>;
};

type Shared = { readonly path: string; readonly launched: Promise<Browser>; holders: number };

let shared: Shared | undefined;

const launchTimeoutMs = 30_000;

const switches = [
  // Nobody is there to click, and recorded pages play sound and video by themselves.
  "--autoplay-policy=no-user-gesture-required",
  // Containers often have 64 MB there, which a page uses up.
  "--disable-dev-shm-usage",
  // Recorded pages have no WebGL (contract §2.7); without a graphics card it would cost a core.
  "--disable-3d-apis",
];

/**
 * The one browser of this process: started for the first holder, closed when the last has given it back, and started
 * anew after a crash.
 * @throws Error when it cannot be started
 */
export async function leaseBrowser(path: string): Promise<BrowserLease> {
  const held = shared?.path === path ? shared : { path, launched: launch(path), holders: 0 };
  const isFirst = held !== shared;
  shared = held;
  held.holders += 1;
  const forget = () => {
    if (shared === held) shared = undefined;
  };
  const browser = await held.launched.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (isFirst) browser.once("disconnected", forget);
  let isReleased = false;
  return {
    browser,
    async release() {
      if (isReleased) return;
      isReleased = true;
      held.holders -= 1;
      if (held.holders > 0) return;
      forget();
      await browser.close();
    },
  };
}

async function launch(executablePath: string): Promise<Browser> {
  // Playwright would leave the folder of a profile behind.
  await access(executablePath, constants.X_OK);
  // Loaded here, so that a sandbox that records no page does not pay for it.
  const { chromium } = await import("playwright");
  return chromium.launch({
    executablePath,
    // Chromium's own sandbox cannot be used by root.
    args: process.getuid?.() === 0 ? [...switches, "--no-sandbox"] : switches,
    timeout: launchTimeoutMs,
    // The sandbox has its own way to stop; Playwright's would end the process before it is through.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
