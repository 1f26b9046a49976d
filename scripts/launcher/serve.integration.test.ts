import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import { launchInstallation, removeDataDir, temporaryDataDir, type Launched } from "../testing/installation";
import { descendantsOf, isAlive } from "../testing/process-tree";

let dataDir: string;
let postgres: EmbeddedPostgres;
let settings: Record<string, string>;
beforeAll(async () => {
  dataDir = temporaryDataDir();
  mkdirSync(dataDir);
  const password = randomBytes(16).toString("hex");
  postgres = await startEmbeddedPostgres({ folder: join(dataDir, "postgres"), password, isDurable: false });
  settings = { DATABASE_URL: postgres.url, TALLY_SECRET_KEY: randomBytes(32).toString("base64") };
});
afterAll(async () => {
  await postgres.stop();
  removeDataDir(dataDir);
});

const serve = (more: Record<string, string> = {}) =>
  launchInstallation({ script: "serve.ts", dataDir, settings: { ...settings, ...more } });

describe("npm run serve", () => {
  it("refuses to begin without an address of its own", async () => {
    const launched = await serve();
    expect(await launched.exited).toBe(1);
    expect(launched.output()).toContain("Tally did not start. PUBLIC_URL: must be the address operators type");
  });

  it("serves console and engine on a database of yours, writes the first password to a file, and stops", async () => {
    const launched = await serve({ PUBLIC_URL: "http://localhost:3000" });
    await launched.ready();
    const port = launched.settings.PORT;
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
    const password = readFileSync(join(dataDir, "first-admin.txt"), "utf8").trim();
    expect(statSync(join(dataDir, "first-admin.txt")).mode & 0o777).toBe(0o600);
    expect(launched.output()).not.toContain(password);
    const processes = descendantsOf(launched.pid);
    expect(processes.some(({ command }) => command.includes("sandbox-process"))).toBe(false);

    await addEngine(launched);
    expect(await launched.stop()).toBe(0);
    await vi.waitFor(() => expect(processes.filter(({ pid }) => isAlive(pid))).toEqual([]), { timeout: 60_000 });
  });
});

/** One more engine beside the one that runs, as `npm run engine` adds it. */
async function addEngine(beside: Launched): Promise<void> {
  const engine = await launchInstallation({ script: "engine.ts", dataDir, settings: beside.settings });
  await engine.ready();
  expect(engine.output()).toContain("the engine runs");
  engine.signal("SIGTERM");
  expect(await engine.exited).toBe(0);
}
