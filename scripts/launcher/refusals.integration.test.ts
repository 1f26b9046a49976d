import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { launchInstallation, removeDataDir, temporaryDataDir, type LaunchOptions } from "../testing/installation";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) removeDataDir(folder);
});

function newDataDir(): string {
  const dataDir = temporaryDataDir();
  folders.push(dataDir);
  return dataDir;
}

/** Starts what cannot start and gives what it said; nothing may be left running. */
async function refusal(options: LaunchOptions): Promise<string> {
  const dataDir = options.dataDir ?? newDataDir();
  const launched = await launchInstallation({ ...options, dataDir });
  expect(await launched.exited).toBe(1);
  expect(launched.output()).toContain("Tally did not start. ");
  expect(launched.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return launched.output();
}

describe("a start that cannot work says so in one sentence", () => {
  it.each([
    ["PORT", "eighty"],
    ["PORT", "99999"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["TALLY_SECRET_KEY", "short"],
    ["TALLY_SANDBOX", "perhaps"],
    ["SANDBOX_SLICE_SECONDS", "0"],
    ["LOG_LEVEL", "loud"],
  ])("setting %s=%s", async (name, value) => {
    expect(await refusal({ settings: { [name]: value } })).toContain(`${name}: must be`);
  });

  it.each(["PORT", "SANDBOX_PORT", "OBJECT_STORE_PORT"])("%s is taken", async (setting) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const said = await refusal({ settings: { [setting]: String(port) } });
    expect(said).toMatch(
      new RegExp(`Port ${port}, wanted for .*, is used by another program.*${setting}=\\d+ npm start`),
    );
    server.close();
  });

  it("an address that is not of this machine", async () => {
    expect(await refusal({ settings: { HOST: "192.0.2.1" } })).toContain("HOST: cannot listen on 192.0.2.1");
  });

  it("a folder with somebody else's files", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "holiday.jpg"), "");
    expect(await refusal({ dataDir })).toContain(`${dataDir} holds files that are not Tally's (holiday.jpg)`);
    expect(statSync(dataDir).isDirectory()).toBe(true);
  });

  it("a file where the folder should be", async () => {
    const dataDir = newDataDir();
    writeFileSync(dataDir, "");
    expect(await refusal({ dataDir })).toContain(`${dataDir} is not a folder`);
  });

  it("a damaged marker, and one of a newer version", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "tally.json"), "{");
    expect(await refusal({ dataDir })).toContain("tally.json is damaged");
    writeFileSync(join(dataDir, "tally.json"), `{"product":"tally","format":2}`);
    expect(await refusal({ dataDir })).toContain("was made by a newer version of Tally");
  });

  it("a lost secret key", async () => {
    const dataDir = newDataDir();
    mkdirSync(join(dataDir, "postgres"), { recursive: true });
    writeFileSync(join(dataDir, "tally.json"), `{"product":"tally","format":1}`);
    expect(await refusal({ dataDir })).toContain("secret-key is missing");
  });

  it("a database that nobody answers for, without its password", async () => {
    const settings = { DATABASE_URL: "postgres://tally:hidden-word@127.0.0.1:1/tally", TALLY_SANDBOX: "off" };
    const said = await refusal({ settings });
    expect(said).toContain("DATABASE_URL: cannot use PostgreSQL at 127.0.0.1:1: nothing listens there");
    expect(said).not.toContain("hidden-word");
  });

  it.runIf(process.getuid?.() === 0)("root in a folder that others cannot enter", async () => {
    const dataDir = newDataDir();
    chmodSync(dirname(dataDir), 0o700);
    expect(await refusal({ dataDir })).toContain("cannot enter");
  });

  it.runIf(process.getuid?.() !== 0)("a folder that may not be written", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o500);
    expect(await refusal({ dataDir })).toContain(`${dataDir} cannot be read and written by you`);
    rmSync(dataDir, { recursive: true });
  });
});
