import { defineConfig } from "playwright/test";

/**
 * Browser tests against a running production build. `npm run e2e` starts one of its own and names it here; it passes
 * its arguments on, so `npm run e2e -- sign-in` runs one file.
 */
const { TALLY_URL, TALLY_CHROMIUM, TALLY_BROWSER_RESULTS } = process.env;

const recordings = { testDir: "specs/recordings", workers: 1, timeout: 240_000 };
const besides = /(?:modes|layout|entry-points)\.spec\.ts$/;
const alone = /secrets\.spec\.ts$/;

export default defineConfig({
  outputDir: "../test-results",
  // Two cores: one worker records, which keeps ffmpeg busy, while the other reads pages.
  workers: 2,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ...(TALLY_BROWSER_RESULTS ? [["json", { outputFile: TALLY_BROWSER_RESULTS }] as const] : [])],
  projects: [
    // What records goes one after the other in two rows; what changes how every channel is entered waits for both.
    { ...recordings, name: "recordings", testIgnore: [besides, alone] },
    { ...recordings, name: "more recordings", testMatch: besides },
    { ...recordings, name: "secrets", testMatch: alone, dependencies: ["recordings", "more recordings"] },
    { name: "console", testDir: "specs/console", fullyParallel: true },
    // Kills an installation of its own, which takes a core for itself.
    { name: "survival", testDir: "specs/survival", workers: 1, timeout: 300_000 },
  ],
  use: {
    baseURL: TALLY_URL,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    // Tracing costs a tenth of the time: `npm run e2e -- --trace retain-on-failure <file>` where a failure needs it.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: TALLY_CHROMIUM,
      // Chromium's own sandbox cannot be used by root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
