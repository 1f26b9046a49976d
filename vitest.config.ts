import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const neverTests = ["node_modules/**", ".next*/**", ".data*/**"];

export default defineConfig({
  resolve: {
    alias: {
      "@": here("."),
      // Outside React's server build the package throws on import; its own empty file is what Next uses there.
      "server-only": here("node_modules/server-only/empty.js"),
    },
  },
  test: {
    environment: "node",
    restoreMocks: true,
    // Files that share a worker share what they import: half of the time went into importing it anew for each of them.
    isolate: false,
    // A poll ends as soon as it may; how long it takes on a busy machine proves nothing.
    expect: { poll: { timeout: 10_000 } },
    // Many tests wait for ffmpeg, PostgreSQL or a clock: more of them than cores keep the cores busy.
    maxWorkers: 4,
    // Tests of one file that record side by side: more at once than cores prove nothing but patience.
    maxConcurrency: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          globalSetup: ["lib/db/test-db-setup.ts"],
          include: ["{app,components,lib,scripts,bench}/**/*.test.{ts,tsx}"],
          exclude: [...neverTests, "**/*.integration.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        // What takes minutes because it records real media or kills real processes: not part of `npm run verify`.
        extends: true,
        test: {
          name: "integration",
          globalSetup: ["lib/db/test-db-setup.ts"],
          include: ["{lib,scripts}/**/*.integration.test.ts"],
          exclude: [...neverTests, "scripts/launcher/**"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // They share the cores with one another and with ffmpeg: patience costs nothing where they pass.
          expect: { poll: { timeout: 90_000, interval: 150 } },
        },
      },
      {
        // Starts and kills the whole product, so one after the other, on a build of its own.
        extends: true,
        test: {
          name: "launcher",
          include: ["scripts/launcher/*.integration.test.ts"],
          exclude: neverTests,
          fileParallelism: false,
          globalSetup: ["scripts/testing/build-once.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
