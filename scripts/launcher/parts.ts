import { z } from "zod";
import type { ChildOptions } from "./child";
import type { DataFolder } from "./data-folder";
import {
  appEnvironment,
  consoleEnvironment,
  databaseEnvironment,
  sandboxEnvironment,
  type Wiring,
} from "./environment";
import { launchedFlag, nextProgram, projectRoot, runTypeScript } from "./project";
import { join } from "node:path";

/** What each process is called, how it is started and how long it may take to finish. */
export function describeParts(log: (name: string) => ChildOptions["log"]) {
  return {
    database: (folder: DataFolder, passwordFile: string): ChildOptions => ({
      name: "The database",
      args: runTypeScript("scripts/postgres-process.ts", folder.file("postgres"), passwordFile),
      env: databaseEnvironment(),
      log: log("database"),
      stopWithinMs: 25_000,
    }),
    sandbox: (dataDir: string): ChildOptions => ({
      name: "The sandbox",
      args: runTypeScript("scripts/sandbox-process.ts"),
      env: sandboxEnvironment(dataDir),
      log: log("sandbox"),
      stopWithinMs: 8000,
    }),
    prepare: (wiring: Wiring): ChildOptions => ({
      name: "Preparing the database",
      args: runTypeScript("scripts/prepare-process.ts"),
      env: appEnvironment(wiring),
      log: log("prepare"),
      stopWithinMs: 5000,
    }),
    engine: (wiring: Wiring): ChildOptions => ({
      name: "The engine",
      args: runTypeScript("scripts/engine.ts", launchedFlag),
      env: appEnvironment(wiring),
      log: log("engine"),
      // A stop call to Agora may be under way, which takes up to 25 s.
      stopWithinMs: 30_000,
    }),
    console: (wiring: Wiring, mode: "production" | "development"): ChildOptions => ({
      name: "The console",
      args: [
        "--import",
        join(projectRoot, "scripts", "launcher", "stop-with-launcher.mjs"),
        nextProgram,
        mode === "production" ? "start" : "dev",
        "-H",
        wiring.env.host,
        "-p",
        String(wiring.env.port),
      ],
      env: consoleEnvironment(wiring, mode),
      log: log("console"),
      stopWithinMs: 5000,
    }),
  };
}

export const databaseDetails = z.object({ url: z.string() });

/** What `scripts/prepare-process.ts` found or made. */
export const prepared = z.object({
  /** Null when accounts existed before: whoever made them knows how to sign in. */
  firstAdmin: z.object({ email: z.string(), passwordFile: z.string().nullable() }),
  /** Path below the console's address where the sandbox sends its notifications; null without a sandbox project. */
  callbackPath: z.string().nullable(),
});
export type Prepared = z.output<typeof prepared>;
