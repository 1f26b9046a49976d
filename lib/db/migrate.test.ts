import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate } from "./migrate";
import { createTestDatabase, databaseUrl, type TestDatabase } from "./test-db";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

describe("migrate", () => {
  it("can run again, from several processes at once", async () => {
    await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    const { rows } = await database.db.execute(
      sql`select count(*)::int as tables from pg_tables where tablename = 'projects'`,
    );
    expect(rows).toEqual([{ tables: 1 }]);
  });

  it("migrates an empty database even when two processes meet on it", async () => {
    await database.db.execute(sql`drop schema public cascade; drop schema drizzle cascade; create schema public`);
    await Promise.all([migrate(database.url), migrate(database.url)]);
    const { rows } = await database.db.execute(sql`select to_regclass('projects') is not null as made`);
    expect(rows).toEqual([{ made: true }]);
  });

  it("refuses a database that a newer version has used", async () => {
    await database.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 99999999999999)`,
    );
    await expect(migrate(database.url)).rejects.toThrow(/newer version of Tally/);
  });

  it("names the database that is missing, and never the password", async () => {
    const url = new URL(databaseUrl(inject("postgresUrl"), "nowhere"));
    await expect(migrate(url.href)).rejects.toThrow(/no database named "nowhere"/);
    url.password = "wrong-secret";
    const error = await migrate(url.href).catch((cause: unknown) => cause);
    expect(String(error)).toMatch(/refuses the user name or password/);
    expect(String(error)).not.toContain("wrong-secret");
  });
});
