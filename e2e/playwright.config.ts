import { defineConfig } from "playwright/test";

/**
 * Browser tests against a running production build. `npm run e2e` starts one of its own and names it here; it passes
 * its arguments on, so `npm run e2e -- sign-in` runs one file.
 */
const { TALLY_URL, TALLY_CHROMIUM, TALLY_BROWSER_RESULTS } = process.env;

export default defineConfig({
  testDir: "specs",
  outputDir: "../test-results",
  // One installation with one sandbox and two cores: tests side by side would wait for each other's recordings.
  workers: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ...(TALLY_BROWSER_RESULTS ? [["json", { outputFile: TALLY_BROWSER_RESULTS }] as const] : [])],
  use: {
    baseURL: TALLY_URL,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: TALLY_CHROMIUM,
      // Chromium's own sandbox cannot be used by root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
