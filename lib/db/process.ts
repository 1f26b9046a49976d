import "server-only";
import { SettingError } from "../errors";
import { env } from "../env";
import { connect, type Connection } from "./client";

/** Bundles may hold this module more than once; the pool must exist once per process. */
const shared: typeof globalThis & { tallyConnection?: Connection } = globalThis;

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
