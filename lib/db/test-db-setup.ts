import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "./embedded";
import { migrate } from "./migrate";
import { administer, databaseUrl, templateName } from "./test-db";

/** Vitest's global setup: one PostgreSQL for the whole run, with one migrated database to copy from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "tally-test-"));
  chmodSync(folder, 0o755); // Started by root, PostgreSQL runs as another user, who must be able to enter.
  const server = await startEmbeddedPostgres({
    folder: join(folder, "postgres"),
    password: "test",
    isDurable: false,
    maxConnections: 200,
  });
  const guard = watchOver(server.pid, folder);
  await administer(server.url, `create database ${templateName}`);
  await migrate(databaseUrl(server.url, templateName));
  project.provide("postgresUrl", server.url);
  return async () => {
    guard.kill();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A test run may be killed before its teardown: then this pipe closes, and the shell behind it cleans up. */
function watchOver(pid: number, folder: string): ChildProcess {
  return spawn("/bin/sh", ["-c", 'read _; kill -QUIT "$1"; sleep 1; rm -rf "$2"', "sh", String(pid), folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
}
