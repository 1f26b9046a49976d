import "server-only";
import { SettingError } from "../errors";
import { env } from "../env";
import { createLogger } from "../logger";
import { createChangeFeed, type ChangeFeed } from "./changes";
import { connect, type Connection } from "./client";

/** Bundles may hold this module more than once; the pool must exist once per process. */
const shared: typeof globalThis & { tallyConnection?: Connection; tallyChanges?: ChangeFeed } = globalThis;

/**
 * The connection of this process, opened on first use.
 * @throws SettingError when DATABASE_URL is not set: the launcher sets it for every process it starts.
 */
export function processConnection(): Connection {
  const { databaseUrl } = env();
  if (!databaseUrl) throw new SettingError("DATABASE_URL", "must be set for this process");
  shared.tallyConnection ??= connect(databaseUrl);
  return shared.tallyConnection;
}

/**
 * What changes in the database, as this process hears it. When the process is asked to end its readers are told, so that
 * what they hold open ends whole.
 * @throws SettingError when DATABASE_URL is not set
 */
export function processChanges(): ChangeFeed {
  if (shared.tallyChanges) return shared.tallyChanges;
  const { databaseUrl, logLevel } = env();
  if (!databaseUrl) throw new SettingError("DATABASE_URL", "must be set for this process");
  const feed = createChangeFeed({ databaseUrl, logger: createLogger("changes", logLevel) });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void feed.close());
  shared.tallyChanges = feed;
  return feed;
}
