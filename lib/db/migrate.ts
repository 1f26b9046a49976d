import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { TallyError } from "../errors";

/** Any number that no other program locks; two processes that start together migrate one after the other. */
const lockKey = 7_241_163_001;
const oldestServer = 160_000;

/**
 * Brings a database to the schema of this version. Safe to call from several processes at once and on every start.
 *
 * @throws TallyError UNAVAILABLE with a sentence when the server is older than PostgreSQL 16, cannot be reached, or the
 * database was already used by a newer version of Tally.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: "tally-migrate" });
  client.on("error", () => undefined); // A broken connection also fails the query that is waiting on it.
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(databaseUrl, error);
  }
  try {
    await refuseOldServer(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await refuseNewerDatabase(client);
    await applyMigrations(drizzle(client), { migrationsFolder: migrationsFolder() });
  } finally {
    // Ending the connection also gives the lock back.
    await client.end();
  }
}

/** Where the SQL files are: beside this file, or below the working folder when this file was bundled elsewhere. */
function migrationsFolder(): string {
  const candidates = [import.meta.dirname, join(process.cwd(), "lib", "db")]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, "migrations"));
  const found = candidates.find((folder) => existsSync(join(folder, "meta", "_journal.json")));
  if (!found) throw new TallyError("INTERNAL", "The database migrations (lib/db/migrations) are missing.");
  return found;
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
  if (Number(rows[0]?.server_version_num) < oldestServer) {
    throw new TallyError("UNAVAILABLE", "DATABASE_URL: Tally needs PostgreSQL 16 or newer, and this server is older.");
  }
}

/** Running an old version on a newer schema would write rows the newer one cannot read. */
async function refuseNewerDatabase(client: Client): Promise<void> {
  const journal = JSON.parse(readFileSync(join(migrationsFolder(), "meta", "_journal.json"), "utf8")) as {
    entries: { when: number }[];
  };
  const newestKnown = Math.max(...journal.entries.map((entry) => entry.when));
  const { rows: tables } = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (tables[0]?.name === null) return;
  const { rows } = await client.query<{ newest: string | null }>(
    "select max(created_at) as newest from drizzle.__drizzle_migrations",
  );
  if (Number(rows[0]?.newest ?? 0) > newestKnown) {
    throw new TallyError(
      "UNAVAILABLE",
      "The database was used by a newer version of Tally. Start that version instead.",
    );
  }
}

/** The driver's message may repeat the address with its password, so only host and reason are kept. */
function unreachable(databaseUrl: string, error: unknown): TallyError {
  const { host, pathname } = new URL(databaseUrl);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Record<string, string> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "the host name is unknown",
    EAI_AGAIN: "the host name cannot be looked up",
    ETIMEDOUT: "it does not answer",
    "28P01": "it refuses the user name or password",
    "28000": "it refuses the user",
    "3D000": `it has no database named "${pathname.slice(1)}"`,
    "53300": "it has too many connections",
  };
  const reason = reasons[code] ?? `the connection failed${code && ` (${code})`}`;
  return new TallyError("UNAVAILABLE", `DATABASE_URL: cannot use PostgreSQL at ${host}: ${reason}.`, {
    retryable: true,
  });
}
