import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
    globalSetup: ["lib/db/test-db-setup.ts"],
    include: ["{app,components,lib,scripts,bench}/**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", ".next*/**", ".data*/**"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
