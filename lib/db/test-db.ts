import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { connect, type Database } from "./client";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the throw-away PostgreSQL that `test-db-setup.ts` started. */
    postgresUrl: string;
  }
}

/** The migrated database every test database is copied from. Nobody stays connected to it. */
export const templateName = "tally_template";

export type TestDatabase = { url: string; db: Database; close(): Promise<void> };

/**
 * A fresh, migrated, empty database of its own for one test (or one file). `close` drops it.
 * Only inside Vitest.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(server, `create database ${name} template ${templateName}`);
  const url = databaseUrl(server, name);
  const connection = connect(url, { max: 5 });
  return {
    url,
    db: connection.db,
    async close() {
      await connection.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

/** The same server and user, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on its own connection, as `create database` demands. */
export async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
