import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "tally-embedded-"));
  chmodSync(parent, 0o755);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const start = (onLog?: (text: string) => void) =>
  startEmbeddedPostgres({ folder: join(parent, "postgres"), password: "p@ss:word", isDurable: false, onLog });

async function query(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe("startEmbeddedPostgres", () => {
  it("makes a UTF-8 cluster on loopback and keeps its data over a restart", async () => {
    const first = await start();
    expect(await query(first.url, "show server_encoding")).toBe("UTF8");
    expect(await query(first.url, "show listen_addresses")).toBe("127.0.0.1");
    await query(first.url, "create table kept as select 'ü' as letter");
    await first.stop();

    const second = await start();
    expect(await query(second.url, "select letter from kept")).toBe("ü");
    await second.stop();
    await second.exited;
  });

  it("refuses a wrong password", async () => {
    const server = await start();
    const url = new URL(server.url);
    url.password = "guess";
    await expect(query(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });

  it("takes over from a server that a killed process left behind", async () => {
    const orphan = await start();
    await query(orphan.url, "create table kept as select 7 as number");
    const next = await start();
    await orphan.exited;
    expect(await query(next.url, "select number from kept")).toBe(7);
    await next.stop();
  });

  it("passes its log on without what clients sent, and tells why it ended", async () => {
    let log = "";
    const server = await start((text) => (log += text));
    await expect(query(server.url, "select 'hidden-word'::int")).rejects.toThrow(/invalid input syntax/);
    const pid = Number(readFileSync(join(parent, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGINT");
    expect(await server.exited).toBe("PostgreSQL ended (code 0): received fast shutdown request.");
    expect(log).toContain("received fast shutdown request");
    expect(log).not.toContain("hidden-word");
  });

  it("says that a folder with other files in it is not a database", async () => {
    mkdirSync(join(parent, "postgres"));
    writeFileSync(join(parent, "postgres", "holiday.jpg"), "");
    await expect(start()).rejects.toThrow(/holds files that are not a PostgreSQL database/);
  });

  it("says that a database of another PostgreSQL version cannot be used", async () => {
    await (await start()).stop();
    writeFileSync(join(parent, "postgres", "PG_VERSION"), "12\n");
    await expect(start()).rejects.toThrow(/another version of PostgreSQL/);
  });

  it("says that a damaged database cannot be opened", async () => {
    await (await start()).stop();
    rmSync(join(parent, "postgres", "global", "pg_control"));
    await expect(start()).rejects.toThrow(/is damaged/);
  });

  it.runIf(process.getuid?.() === 0)("tells root what to do in a folder that others cannot enter", async () => {
    chmodSync(parent, 0o700);
    await expect(start()).rejects.toThrow(/cannot enter .* Set TALLY_DATA_DIR/);
  });
});
