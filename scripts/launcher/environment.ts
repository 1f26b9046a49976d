import type { Env } from "@/lib/env";
import { derivedKey } from "./keys";

export type Wiring = { env: Env; dataDir: string; databaseUrl: string; secretKey: string };

/** What console and engine need to know: the launcher's findings in place of defaults, everything else as given. */
export function appEnvironment({ env, dataDir, databaseUrl, secretKey }: Wiring): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    TALLY_SECRET_KEY: secretKey,
    TALLY_DATA_DIR: dataDir,
    PUBLIC_URL: env.publicUrl,
    TALLY_SANDBOX: env.isSandboxOn ? "on" : "off",
  };
}

/** The console also gets what next-auth and Next read by themselves. */
export function consoleEnvironment(wiring: Wiring, mode: "production" | "development"): NodeJS.ProcessEnv {
  return {
    ...appEnvironment(wiring),
    NODE_ENV: mode,
    NEXTAUTH_URL: wiring.env.publicUrl,
    NEXTAUTH_SECRET: derivedKey(wiring.secretKey, "next-auth"),
    // The same for every console of one installation, or a page of one could not call an action of another.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: derivedKey(wiring.secretKey, "server-actions"),
  };
}

/** The sandbox plays a foreign service: it gets no database and no key of ours. */
export function sandboxEnvironment(dataDir: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, TALLY_SECRET_KEY: _key, ...rest } = process.env;
  return { ...rest, NODE_ENV: "production", TALLY_DATA_DIR: dataDir };
}

/** PostgreSQL's watcher needs nothing but to find its programs. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { NODE_ENV: "production", PATH, HOME, TMPDIR };
}
