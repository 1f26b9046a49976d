import type { Env } from "@/lib/env";
import { SettingError } from "@/lib/errors";
import { startEngine } from "@/lib/jobs/engine";
import { requireProduction } from "./launcher/production";
import { launchedFlag } from "./launcher/project";
import { runPart } from "./launcher/report";
import { readSettings } from "./launcher/settings";

/** `npm run engine` adds an engine to an installation; the launcher starts its own with settings it made or checked. */
await runPart(async () => {
  const env = readSettings();
  const { databaseUrl, secretKey } = process.argv.includes(launchedFlag)
    ? wiredByLauncher(env)
    : requireProduction(env);
  const engine = await startEngine({ databaseUrl, secretKey, logLevel: env.logLevel });
  return { stop: () => engine.stop() };
});

function wiredByLauncher({ databaseUrl, secretKey }: Env): { databaseUrl: string; secretKey: string } {
  if (!databaseUrl) throw new SettingError("DATABASE_URL", "must be set for this process");
  if (!secretKey) throw new SettingError("TALLY_SECRET_KEY", "must be set for this process");
  return { databaseUrl, secretKey };
}
