import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, startTestServer, type TestServer } from "@/lib/agora/test-server";
import { TestSandbox } from "@/lib/sandbox/test-sandbox";
import { projectRoot } from "../launcher/project";
import { runCommandLine } from "./command-line";
import { commands } from "./commands";

const box = await TestSandbox.start();
const elsewhere = await mkdtemp(join(tmpdir(), "tally-control-"));
let receiver: TestServer;
let receiverStatus = 200;

beforeAll(async () => {
  await writeFile(join(box.dataDir, "sandbox.json"), JSON.stringify(box.sandbox));
  receiver = await startTestServer((response) => json(response, receiverStatus, {}));
});

afterAll(async () => {
  await receiver.close();
  await box.close();
  await rm(elsewhere, { recursive: true });
});

beforeEach(async () => {
  receiverStatus = 200;
  await box.control("POST", "reset");
});

const program = ["--import", "tsx", "scripts/sandbox-control.ts"];
const settings = (dataDir: string) => ({ cwd: projectRoot, env: { ...process.env, TALLY_DATA_DIR: dataDir } });

type Ran = { code: number; out: string; err: string };

/** Runs the program as a process of its own. */
function spawned(args: string[], dataDir = box.dataDir): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...program, ...args], settings(dataDir), (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out.trimEnd(), err: err.trimEnd() });
    });
  });
}

/** Runs a command line here: a process for each of the hundred would spend its time on starting. */
async function run(args: string[], dataDir = box.dataDir): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(args, {
    dataDir: () => dataDir,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { code, out: out.join("\n").trimEnd(), err: err.join("\n").trimEnd() };
}

/** Runs lines one after another, and returns what the last one printed; an error when one is refused. */
async function lines(...given: string[]): Promise<string> {
  let out = "";
  for (const line of given) {
    const ran = await run(line.split(" "));
    if (ran.code !== 0) throw new Error(`${line}: ${ran.err}`);
    ({ out } = ran);
  }
  return out;
}

test("people come, mute themselves and go", async () => {
  await lines("join lobby 1004 --audience --no-video --aspect 4:3", "mute lobby 1001 video", "leave lobby 1002");
  const { people } = (await box.control("GET", "channels/lobby/people")).body;
  expect(people).toMatchObject([
    { uid: "1001", audio: true, video: false },
    { uid: "1003" },
    { uid: "1004", role: "audience", audio: true, video: false, aspect: "4:3" },
  ]);
  const shown = await lines("unmute lobby 1001", "mute lobby 1003", "people lobby");
  expect(shown.split("\n").map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
    ["UID", "ROLE", "AUDIO", "VIDEO"],
    ["1001", "host", "yes", "yes"],
    ["1003", "host", "no", "no"],
    ["1004", "audience", "yes", "no"],
  ]);
  expect(await lines("channels")).toBe(
    "CHANNEL    PEOPLE  RECORDERS  PROFILE\nlobby      3       0          live\nclass-101  6       0          live\nsupport-7  2       0          live",
  );
});

test("faults are armed, strike, are listed and removed", async () => {
  await lines("fault acquire --status 503 --skip 1", "fault notification --lose --event 31", "fault upload --backup");
  expect((await box.acquire("room", "1")).status).toBe(200);
  expect((await box.acquire("room", "1")).status).toBe(503);
  const [, ...rows] = (await lines("faults")).split("\n");
  expect(rows.map((row) => row.split(/ {2,}/).slice(1, 3))).toEqual([
    ["acquire", "json status=503 body={}"],
    ["notification", "lose eventType=31"],
    ["upload", "backup"],
  ]);
  expect(rows[0]).toContain("1 of 1");
  const [id = ""] = rows[0]?.split(" ") ?? [];
  expect((await lines(`clear-faults ${id}`, "faults")).split("\n")).toHaveLength(3);
  expect(await lines("clear-faults", "faults")).toBe("There are no faults.");
});

test("channels: their users and their profile", async () => {
  expect(await lines("profile lobby communication", "channels")).toMatch(/^lobby +3 +0 +communication$/m);
  await lines("join lobby 1009 --platform 2 --ip 203.0.113.9 --account amy");
  expect(await lines("users lobby")).toMatch(/^1009 +host +2 +- +20\d\d-/m);
  expect(await lines("leave lobby 1009 --reason 999")).toBe("1009 has left lobby.");
  expect(await lines("notifications --channel lobby")).toMatch(/^\d+ +1 +108 /m);
});

test("the rules that keep people out are listed and lifted", async () => {
  const body = { appid: box.sandbox.appId, uid: 1001, time: 5, privileges: ["join_channel"] };
  await box.fetch("/dev/v1/kicking-rule", { method: "POST", body: JSON.stringify(body) });
  const listed = await lines("rules");
  expect(listed).toMatch(/^\d+ +- +1001 +- +join_channel +20\d\d-/m);
  const refused = await run(["join", "lobby", "1001"]);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("kicking rule") });
  const [id = ""] = listed.split("\n")[1]?.split(" ") ?? [];
  expect(await lines(`lift ${id}`)).toBe(`Rule ${id} is lifted.`);
  expect(await lines("rules")).toBe("There are no kicking rules.");
  expect(await lines("lift")).toBe("There are no kicking rules any more.");
});

test("time, switches and counters", async () => {
  const before = Date.parse(String((await box.control("GET", "clock")).body.now));
  await lines("clock --rate 2 --advance 2h");
  const { now, rate } = (await box.control("GET", "clock")).body;
  expect(rate).toBe(2);
  expect(Date.parse(String(now)) - before).toBeGreaterThanOrEqual(7_200_000);
  await lines("switches queryWhileExiting=501 invalidLayoutCode=1028 repeatedStartHasSid=true");
  expect((await box.control("GET", "switches")).body).toMatchObject({
    queryWhileExiting: "501",
    invalidLayoutCode: 1028,
    repeatedStartHasSid: true,
  });
  expect(await lines("switches")).toMatch(/^repeatedStartHasSid +yes$/m);
  await box.acquire("room", "1");
  expect(await lines("counters")).toMatch(/^requests +1$/m);
});

test("a recording is listed and shown, and forgotten by a reset that is meant", async () => {
  const { sid } = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
  expect(await lines("tasks")).toMatch(new RegExp(`^${sid} +mix +empty-room +1 `, "m"));
  const shown = await lines(`task ${sid}`);
  expect(shown).toMatch(/^cname +empty-room$/m);
  expect(shown).toMatch(/^startedAtMs +20\d\d-/m);
  expect(shown).toContain("No slices yet.");
  expect(await lines(`task ${sid} --json`)).not.toContain(box.sandbox.objectStore.secretKey);
  expect(await run(["reset"])).toMatchObject({ code: 2, err: expect.stringContaining("say reset --yes") });
  expect(await lines("tasks")).toContain(sid);
  expect(await lines("reset --yes", "tasks")).toBe("There are no recordings.");
});

test("a recording fails over", async () => {
  const task = await box.record("empty-room", "1", { recordingConfig: { maxIdleTime: 86_400 } });
  await expect.poll(() => box.events(task), { timeout: 90_000 }).toContain(40);
  expect(await lines(`failover ${task.sid} --seconds 0`)).toBe(`${task.sid} fails over.`);
  await expect.poll(() => box.events(task), { timeout: 90_000 }).toContain(12);
  expect(await run(["failover", "abc"])).toMatchObject({ code: 1, err: "There is no such recording." });
});

test("notifications: where to, test events, by hand, again", async () => {
  await lines(`target ${receiver.url}/agora --redundant`);
  expect((await box.control("GET", "notifications/target")).body).toEqual({
    urls: [`${receiver.url}/agora`],
    isRedundant: true,
    products: [1, 3, 7],
  });
  const shown = await lines("test-event 40,31");
  expect(shown.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
    ["EVENT", "STATUS"],
    ["40", "200"],
    ["31", "200"],
  ]);
  receiverStatus = 404;
  expect(await run(["test-event", "11"])).toMatchObject({ code: 1, out: expect.stringContaining("answered 404") });
  receiverStatus = 200;
  await lines(`notify 4711 --payload {"sid":"made-up"} --signature sha1Only --to ${receiver.url}/by-hand`);
  await expect.poll(() => receiver.seen.at(-1)?.url, { timeout: 90_000 }).toBe("/by-hand");
  const listed = await lines("notifications --sid made-up");
  const [id = ""] = listed.split("\n")[1]?.split(" ") ?? [];
  expect(await lines(`resend ${id}`, `notification ${id}`)).toMatch(/^envelope\.eventType +4711$/m);
  expect((await lines("notifications --sid made-up")).split("\n")).toHaveLength(3);
  expect(await lines("target --none")).toBe("Notifications go nowhere.");
});

test("the journal shows the newest requests, and goes on", async () => {
  for (const uid of ["1", "2", "3"]) await box.acquire("room", uid);
  const newest = (await lines("journal --limit 2")).split("\n");
  expect(newest).toHaveLength(2);
  expect(newest[0]).toMatch(/ ms {2}200 {2}acquire +POST {2}\/v1\/apps\//);
  const child = spawn(process.execPath, [...program, "journal", "--follow", "--limit", "1", "--json"], {
    ...settings(box.dataDir),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed: unknown[] = [];
  createInterface(child.stdout).on("line", (line) => printed.push(JSON.parse(line)));
  await expect.poll(() => printed, { timeout: 90_000 }).toMatchObject([{ body: { uid: "3" } }]);
  await box.acquire("room", "4");
  await expect.poll(() => printed, { timeout: 90_000 }).toMatchObject([{ body: { uid: "3" } }, { body: { uid: "4" } }]);
  child.kill();
  await once(child, "exit");
});

describe("how it finds the sandbox", () => {
  test("by the data folder, or by an address", async () => {
    const { baseUrl, controlUrl, appId } = box.sandbox;
    expect(await spawned(["info", "--dotenv"])).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining(appId),
    });
    expect(await spawned(["dance"], elsewhere)).toMatchObject({ code: 2, out: "" });
    for (const url of [baseUrl, controlUrl, new URL(baseUrl).host]) {
      const { out } = await run(["info", "--json", "--url", url], elsewhere);
      expect(JSON.parse(out)).toMatchObject({ appId, controlUrl });
    }
    expect(await lines("info")).toMatch(new RegExp(`^appId +${appId}$`, "m"));
    expect(await run(["info"], elsewhere)).toEqual({
      code: 1,
      out: "",
      err: `No sandbox runs here: there is no ${elsewhere}/sandbox.json. Start one with npm run sandbox, or give its address with --url.`,
    });
  });

  test("and says so in one sentence when nothing, or something else, answers", async () => {
    const gone = await run(["info", "--url", "http://127.0.0.1:1"]);
    expect(gone).toEqual({
      code: 1,
      out: "",
      err: "Nothing answers at http://127.0.0.1:1/sandbox/v1. Is the sandbox running? npm run sandbox starts one.",
    });
    expect(await run(["info", "--url", "not an address"])).toMatchObject({
      code: 1,
      err: "not an address is no address. Write it as http://127.0.0.1:3100.",
    });
    await writeFile(join(elsewhere, "sandbox.json"), "{");
    expect(await run(["info"], elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining("cannot be read") });
  });

  test("a sandbox for other machines gets the credentials, and no other does", async () => {
    const open = await TestSandbox.start({ host: "0.0.0.0", allowRemote: true });
    await writeFile(join(open.dataDir, "sandbox.json"), JSON.stringify(open.sandbox));
    expect((await run(["counters"], open.dataDir)).out).toMatch(/^requests +0$/m);
    expect(await run(["counters", "--url", open.sandbox.baseUrl])).toMatchObject({
      code: 1,
      err: expect.stringContaining("asks for credentials"),
    });
    await run(["target", "--url", receiver.url], open.dataDir);
    expect(receiver.seen.at(-1)?.headers.authorization).toBeUndefined();
    await open.close();
  });
});

describe("help and mistakes", () => {
  test("lists every command, and explains each", async () => {
    const { out } = await run(["--help"]);
    for (const { name, takes, about } of commands) {
      const usage = takes === undefined ? name : `${name} ${takes}`;
      const line = out.split("\n").find((one) => one.startsWith(`  ${usage} `));
      expect(line).toMatch(new RegExp(` {2}${about.replace(/[().]/g, "\\$&")}$`));
    }
    expect((await run(["mute", "--help"])).out).toContain("mute <channel> <uid> [audio|video|both]");
  });

  test.each([
    [["dance"], 'There is no command "dance".'],
    [["join", "lobby"], "join needs <uid>."],
    [["leave", "lobby", "1", "2"], 'leave does not know what to do with "2".'],
    [["mute", "lobby", "1001", "screen"], '"screen" is none of audio, video and both.'],
    [["clock", "--advance", "later"], '"later" is no duration'],
    [["counters", "--follow"], "counters: Unknown option '--follow'."],
    [["switches", "lateStart"], '"lateStart" must be name=value.'],
  ])("%j", async (args, sentence) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 2, out: "", err: expect.stringContaining(sentence) });
    expect(ran.err).toContain("--help lists the commands");
  });

  test("the sandbox's own refusals are printed as they are", async () => {
    expect(await run(["join", "lobby", "1001"])).toEqual({
      code: 1,
      out: "",
      err: "uid 1001 is in this channel already.",
    });
    expect(await run(["switches", "nothing=1"])).toMatchObject({ code: 1, err: expect.stringContaining("nothing") });
    expect(await run(["task", "abc"])).toMatchObject({ code: 1, err: "There is no such recording." });
  });
});
