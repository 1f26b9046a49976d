import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import * as schema from "./schema";

/** A connected database: every read and write takes one as a parameter. */
export type Database = NodePgDatabase<typeof schema>;

/** An open transaction, which can do whatever a `Database` can. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type Connection = { db: Database; pool: Pool; close(): Promise<void> };

/**
 * Opens a pool on a PostgreSQL server. Nothing is sent until the first query, which also reports an unreachable server.
 *
 * @param databaseUrl `postgres://user:password@host:port/name`
 * @param options.max most connections held at once, 10 unless given
 */
export function connect(databaseUrl: string, options: { max?: number } = {}): Connection {
  const pool = new Pool({ connectionString: databaseUrl, max: options.max ?? 10, application_name: "tally" });
  // A server restart breaks idle connections. Without a listener Node would end the process; the pool replaces them.
  pool.on("error", () => undefined);
  // The same for one that is lent out and between two queries of a transaction: the next query then fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
}
