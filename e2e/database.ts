import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Installation } from "./installation";

/** Every row of every table of an installation's database, as text, by table. */
export async function dumpDatabase({ dataDir }: Installation): Promise<Map<string, string>> {
  // The fourth line of PostgreSQL's own file is the port it listens on.
  const port = Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[3]);
  const password = readFileSync(join(dataDir, "postgres-password"), "utf8").trim();
  const client = new Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres", password });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dump = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} AS t`);
      dump.set(name, rows.map(({ row }) => row).join("\n"));
    }
    return dump;
  } finally {
    await client.end();
  }
}
