import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "@/lib/env";
import { ffmpegPath } from "@/lib/sandbox/media/ffmpeg-binary";
import { sandboxDetails, type SandboxDetails } from "../sandbox-details";
import { build, isBuilt } from "./build";
import { Crew, type Restartable } from "./crew";
import { openDataFolder, type DataFolder } from "./data-folder";
import type { Wiring } from "./environment";
import { localAddress, waitUntilHealthy } from "./health";
import { masterKey, postgresPasswordFile } from "./keys";
import { databaseDetails, describeParts, prepared, type Prepared } from "./parts";
import { checkPorts } from "./ports";
import { complain, say, sentenceOf, StartError } from "./say";
import { readSettings } from "./settings";
import { tellNotificationUrl } from "./notification-target";
import { restartOnChange } from "./watch";

export type Mode = "production" | "development";

/** Starts everything of one installation on this machine, and stops it again on a signal or when a part is lost. */
export async function launch(mode: Mode): Promise<void> {
  let folder: DataFolder | undefined;
  let finish: Promise<void> | undefined;
  const end = (exitCode: number, sentence?: string) => {
    if (sentence) complain(sentence);
    if (finish) return void crew.stop(); // A second Ctrl-C.
    finish = crew.stop().then(() => {
      for (const name of ["console.json", "sandbox.json"]) folder?.remove(name);
      folder?.release();
      process.exit(exitCode);
    });
  };
  const crew = new Crew((sentence) =>
    end(1, `${sentence}. Everything was stopped; the logs are in ${folder?.file("logs")}.`),
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!finish) say("\nStopping.");
      end(0);
    });
  }
  // A test that starts Tally takes it along when it dies.
  if (process.channel) process.on("disconnect", () => end(0));
  try {
    const env = readSettings();
    folder = openDataFolder(env.dataDir);
    await startAll(mode, env, folder, crew);
  } catch (error) {
    if (!finish) end(1, `Tally did not start. ${sentenceOf(error)}`);
  }
}

async function startAll(mode: Mode, env: Env, folder: DataFolder, crew: Crew): Promise<void> {
  for (const name of ["console.json", "sandbox.json"]) folder.remove(name);
  await checkSurroundings(mode, env);
  mkdirSync(folder.file("logs"), { recursive: true });
  const logTo = (name: string) =>
    mode === "development" ? ("terminal" as const) : { file: folder.file(join("logs", `${name}.log`)) };
  const parts = describeParts(logTo);
  const secretKey = masterKey(folder, env.secretKey);

  if (mode === "production" && !isBuilt()) {
    say("Building the console (once after every change, about half a minute) …");
    await build(crew, logTo("build"));
  }

  let databaseUrl = env.databaseUrl;
  if (!databaseUrl) {
    say("Starting the database …");
    const database = crew.start(parts.database(folder, postgresPasswordFile(folder)));
    databaseUrl = databaseDetails.parse(await database.ready(60_000)).url;
  }
  const wiring: Wiring = { env, dataDir: folder.path, databaseUrl, secretKey };

  let callbackUrl: string | undefined;
  let sandbox: SandboxDetails | undefined;
  const restartables: Restartable[] = [];
  if (env.isSandboxOn) {
    say("Starting the sandbox …");
    const onReady = async (details: unknown) => {
      sandbox = sandboxDetails.parse(details);
      folder.writePrivate("sandbox.json", `${JSON.stringify(sandbox, null, 2)}\n`);
      if (callbackUrl) await tellNotificationUrl(sandbox, callbackUrl);
    };
    restartables.push(await crew.startRestartable(parts.sandbox(folder.path), 60_000, onReady));
  }

  say("Preparing the database …");
  const { firstAdmin, callbackPath } = prepared.parse(await crew.run(parts.prepare(wiring), 120_000));
  if (sandbox && callbackPath) {
    callbackUrl = `${localAddress(env)}${callbackPath}`;
    await tellNotificationUrl(sandbox, callbackUrl);
  }

  say("Starting the console and the engine …");
  const consoleProcess = crew.start(parts.console(wiring, mode));
  restartables.push(await crew.startRestartable(parts.engine(wiring), 60_000));
  await waitUntilHealthy(localAddress(env), consoleProcess, 90_000);

  const adminEmail = firstAdmin.email;
  folder.writePrivate("console.json", `${JSON.stringify({ url: env.publicUrl, adminEmail }, null, 2)}\n`);
  if (mode === "development") restartOnChange(restartables);
  greet(env, firstAdmin, folder, sandbox);
}

/** What can be found wrong before anything is started. */
async function checkSurroundings(mode: Mode, env: Env): Promise<void> {
  await checkPorts(env.host, mode === "production" ? "npm start" : "npm run dev", [
    { setting: "PORT", port: env.port, what: "the console" },
    ...(env.isSandboxOn
      ? [
          { setting: "SANDBOX_PORT" as const, port: env.sandboxPort, what: "the sandbox" },
          { setting: "OBJECT_STORE_PORT" as const, port: env.objectStorePort, what: "the sandbox's object store" },
        ]
      : []),
  ]);
  if (!env.isSandboxOn) return;
  await ffmpegPath().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${reason} To go on without the sandbox, start with TALLY_SANDBOX=off.`);
  });
}

function greet(
  env: Env,
  firstAdmin: Prepared["firstAdmin"],
  folder: DataFolder,
  sandbox: SandboxDetails | undefined,
): void {
  say(`\nTally is ready: ${env.publicUrl}`);
  const password = firstAdmin.passwordFile ? folder.read("first-admin.txt") : undefined;
  say(
    password
      ? `Sign in as   ${firstAdmin.email}\nPassword     ${password}   (also in ${firstAdmin.passwordFile})`
      : `Sign in as ${firstAdmin.email} with the password you chose.`,
  );
  if (sandbox) say(`The sandbox answers at ${sandbox.baseUrl}; its keys are in ${folder.file("sandbox.json")}.`);
  say("Ctrl-C stops everything.");
}
