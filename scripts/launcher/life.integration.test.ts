import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sandboxDetails } from "../sandbox-details";
import { launchInstallation, removeDataDir, temporaryDataDir, type Launched } from "../testing/installation";
import { descendantsOf, isAlive, type Process } from "../testing/process-tree";

let dataDir: string;
let running: Launched | undefined;
beforeAll(() => {
  dataDir = temporaryDataDir();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => removeDataDir(dataDir));

const text = (name: string) => readFileSync(join(dataDir, name), "utf8");
const details = () => sandboxDetails.parse(JSON.parse(text("sandbox.json")));

async function start(settings: Record<string, string> = {}): Promise<Launched> {
  running = await launchInstallation({ dataDir, settings });
  await running.ready();
  return running;
}

function find(processes: Process[], what: string): Process {
  const found = processes.find(({ command }) => command.includes(what));
  if (!found) throw new Error(`No ${what} among ${processes.map(({ command }) => command).join("\n")}`);
  return found;
}

async function expectAllGone(processes: Process[]): Promise<void> {
  await vi.waitFor(() => expect(processes.filter(({ pid }) => isAlive(pid))).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  });
}

async function callbackUrls(): Promise<unknown> {
  const answer = await fetch(`${details().controlUrl}/notifications/target`);
  return answer.json();
}

describe("an installation", () => {
  it("starts, tells scripts how to reach it, and stops everything on Ctrl-C", async () => {
    const launched = await start();
    const password = text("first-admin.txt").trim();
    expect(launched.output()).toContain(password);
    expect(launched.output()).toContain(`Tally is ready: ${launched.url}`);
    expect(JSON.parse(text("console.json"))).toEqual({ url: launched.url, adminEmail: "admin@tally.localhost" });
    for (const name of ["first-admin.txt", "sandbox.json", "secret-key", "postgres-password"]) {
      expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600);
    }
    expect((await fetch(`${launched.url}/api/health`)).status).toBe(200);
    expect(await callbackUrls()).toMatchObject({ urls: [expect.stringMatching(/\/api\/callbacks\/.{20}/)] });

    const processes = descendantsOf(launched.pid);
    for (const part of ["postgres-process.ts", "sandbox-process.ts", "engine.ts", "next"]) find(processes, part);
    expect(await launched.stop()).toBe(0);
    await expectAllGone(processes);
    expect(existsSync(join(dataDir, "console.json"))).toBe(false);
  });

  it("refuses a second start in the same folder, and the first goes on", async () => {
    const first = await start();
    const second = await launchInstallation({ dataDir });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Tally already runs in ${dataDir} (${first.url}). Stop it first`);
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
  });

  it("leaves nothing behind when the launcher is killed, and then starts again with the same data", async () => {
    const first = await start();
    const before = { keys: details(), urls: await callbackUrls(), password: text("first-admin.txt") };
    const processes = descendantsOf(first.pid);
    first.signal("SIGKILL");
    await expectAllGone(processes);

    await start({ PORT: first.settings.PORT ?? "", SANDBOX_PORT: first.settings.SANDBOX_PORT ?? "" });
    expect(await callbackUrls()).toEqual(before.urls);
    expect(text("first-admin.txt")).toBe(before.password);
    expect(details().customerSecret).toBe(before.keys.customerSecret);
    expect(details().objectStore.secretKey).toBe(before.keys.objectStore.secretKey);
  });

  it.each([
    ["engine.ts", "The engine"],
    ["sandbox-process.ts", "The sandbox"],
  ])("starts %s again when it is killed", async (file, name) => {
    const launched = await start();
    const victim = find(descendantsOf(launched.pid), file);
    process.kill(victim.pid, "SIGKILL");
    await vi.waitFor(() => expect(find(descendantsOf(launched.pid), file).pid).not.toBe(victim.pid), 60_000);
    expect(launched.output()).toContain(`${name} ended unexpectedly (signal SIGKILL) and is started again.`);
    expect((await fetch(`${launched.url}/api/health`)).status).toBe(200);
    await vi.waitFor(async () => expect(await callbackUrls()).toMatchObject({ urls: [expect.any(String)] }), 60_000);
  });

  it.each([
    ["next", "The console"],
    ["postgres-process.ts", "The database"],
  ])("stops everything when %s is killed, and can be started again", async (file, name) => {
    const launched = await start();
    const processes = descendantsOf(launched.pid);
    process.kill(find(processes, file).pid, "SIGKILL");
    expect(await launched.exited).toBe(1);
    expect(launched.output()).toContain(`${name} ended unexpectedly (signal SIGKILL).`);
    // The server that the killed watcher leaves behind is taken over by the next start.
    await expectAllGone(processes.filter(({ command }) => !command.includes("postgres")));
    running = undefined;
    await start();
    await expectAllGone(processes);
  });

  it("uses the ffmpeg that came with it when the one on the path is broken", async () => {
    const folder = join(dirname(dataDir), "bin");
    mkdirSync(folder);
    writeFileSync(join(folder, "ffmpeg"), "#!/bin/sh\nexit 1\n");
    chmodSync(join(folder, "ffmpeg"), 0o755);
    await start({ PATH: `${folder}:${process.env.PATH}` });
  });

  it.runIf(process.getuid?.() === 0)(
    "starts for an ordinary user too, and says that root's folder is not theirs",
    async () => {
      const nobody = { uid: 65_534, gid: 65_534 };
      const refused = await launchInstallation({ dataDir, user: nobody });
      expect(await refused.exited).toBe(1);
      expect(refused.output()).toContain(`${dataDir} cannot be read and written by you`);

      const own = temporaryDataDir();
      chownSync(dirname(own), nobody.uid, nobody.gid);
      running = await launchInstallation({ dataDir: own, user: nobody, settings: { HOME: dirname(own) } });
      await running.ready();
      expect(statSync(join(own, "postgres")).uid).toBe(nobody.uid);
      await running.stop();

      const tooPowerful = await launchInstallation({ dataDir: own });
      expect(await tooPowerful.exited).toBe(1);
      expect(tooPowerful.output()).toContain(`${own} belongs to another user`);
      removeDataDir(own);
    },
  );

  it("says when its database is damaged", async () => {
    rmSync(join(dataDir, "postgres", "global", "pg_control"));
    const launched = await launchInstallation({ dataDir });
    expect(await launched.exited).toBe(1);
    expect(launched.output()).toContain(`The database in ${join(dataDir, "postgres")} is damaged`);
  });
});
