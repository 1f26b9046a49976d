import { defineConfig } from "playwright/test";
import tests from "./playwright.config";

/** `npm run screenshots`: the pictures of docs/screenshots, taken anew. Looked at by people, not compared by machines. */
export default defineConfig({
  ...tests,
  workers: 1,
  timeout: 600_000,
  projects: [{ name: "screenshots", testDir: "screenshots" }],
});
