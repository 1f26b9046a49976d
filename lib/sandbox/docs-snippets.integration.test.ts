import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { freePorts } from "@/scripts/testing/free-ports";

/**
 * Goes through docs/test-your-agora-code.md as a reader would: saves its files, types its commands into one shell beside
 * a sandbox that `npm run sandbox` started, and compares what is printed with what the page says.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/test-your-agora-code.md"), "utf8");

type Block = { heading: string; kind: string; code: string; output: string | null };

/** The page's blocks of code, each with the output that follows it. */
const blocks: Block[] = [];
let heading = "";
for (const [line, kind, code] of page.matchAll(/^#{2,3} .*$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
  if (kind === undefined || code === undefined) heading = line.replace(/^#+ /, "");
  else if (kind === "text") Object.assign(blocks.at(-1) ?? {}, { output: code });
  else blocks.push({ heading, kind, code, output: null });
}

const folder = mkdtempSync(join(tmpdir(), "tally-docs-"));
const dataDir = join(folder, "data");
const [sandboxPort, storePort, receiverPort, frontPort, ciPort, ciStorePort, pythonPort] = await freePorts(7);
const environment = {
  ...process.env,
  TALLY: root,
  TALLY_DATA_DIR: dataDir,
  SANDBOX_PORT: `${sandboxPort}`,
  OBJECT_STORE_PORT: `${storePort}`,
  SANDBOX_SLICE_SECONDS: "2",
  RECEIVER_PORT: `${receiverPort}`,
  FRONT_PORT: `${frontPort}`,
};

/** What was started, the newest last: each a group of its own, so that what it left in the background ends with it. */
const opened: ChildProcess[] = [];

function open(command: string, args: string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): ChildProcess {
  const child = spawn(command, args, { env: environment, ...options, detached: true });
  opened.push(child);
  return child;
}

/** Signals a whole group; false when nobody is left in it. */
function signalGroup({ pid = 0 }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

afterAll(async () => {
  for (const child of opened.toReversed()) {
    signalGroup(child, "SIGTERM");
    // npm ends before what it has started.
    await vi.waitFor(() => expect(signalGroup(child, 0)).toBe(false), { timeout: 90_000 });
  }
  rmSync(folder, { recursive: true, force: true });
});

/** One shell for the whole page, because its blocks build on one another. */
class Shell {
  readonly #child = open("bash", [], { cwd: folder });
  #output = "";
  #count = 0;
  #isBusy = false;

  constructor() {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    this.#child.stdin?.write("exec 2>&1\n");
  }

  /** What a block prints. */
  async run(code: string): Promise<string> {
    if (this.#isBusy) throw new Error("A block before this one has not come to its end.");
    this.#isBusy = true;
    this.#count += 1;
    const mark = `--- end of block ${this.#count} ---`;
    writeFileSync(join(folder, "block.sh"), code);
    this.#output = "";
    this.#child.stdin?.write(`. ./block.sh < /dev/null\necho '${mark}'\n`);
    await expect.poll(() => this.#output, { timeout: 150_000 }).toContain(mark);
    this.#isBusy = false;
    const text = this.#output.slice(0, this.#output.indexOf(mark));
    return text === "" || text.endsWith("\n") ? text : `${text}\n`;
  }
}

/** `…` stands for anything within a line; alone on a line, for any number of lines. */
function pattern(output: string): RegExp {
  const anything = (line: string) =>
    line
      .split("…")
      .map((part) => RegExp.escape(part))
      .join(".*");
  const lines = output === "" ? [] : output.trimEnd().split("\n");
  return new RegExp(`^${lines.map((line) => (line === "…" ? "(?:.*\\n)*?" : `${anything(line)}\\n`)).join("")}$`);
}

function canRun(program: string, ...args: string[]): boolean {
  return spawnSync(program, args).status === 0;
}
const [hasPython, hasOpenssl] = [canRun("python3", "--version"), canRun("openssl", "version")];
const hasRequests = hasPython && canRun("python3", "-c", "import requests");

/** Why a block cannot be tried on this machine, or null. */
function missing({ heading: part, code }: Block): string | null {
  if (part === "The official SDKs" && !hasOpenssl) return "openssl is not installed";
  if (!/^python3 /m.test(code)) return null;
  if (!hasPython) return "python3 is not installed";
  const needsRequests = /\brequests\b/.test(readFileSync(join(folder, "send.py"), "utf8"));
  return needsRequests && !hasRequests ? "the Python package requests is not installed" : null;
}

/** Where a block is to be saved, from its first line. */
const fileName = ({ code }: Block) => /^(?:#|\/\/) ([\w.-]+)\n/.exec(code)?.[1] ?? null;

/** The one block that is not for the reader's shell: it starts the sandbox. */
const isStart = ({ heading: part }: Block) => part === "Start it";

describe.skipIf(process.platform === "win32")("the page about testing Agora code, as it stands", () => {
  let shell: Shell;

  test("starts the sandbox", async () => {
    const lines = blocks.filter(isStart).flatMap(({ code }) => code.trimEnd().split("\n"));
    expect(lines).toEqual(["npm ci", "npm run sandbox"]);
    open("bash", ["-c", lines[1] ?? ""], { cwd: root });
    await expect.poll(() => existsSync(join(dataDir, "sandbox.json")), { timeout: 90_000 }).toBe(true);
    shell = new Shell();
  });

  test.for(blocks.filter((block) => !isStart(block)).map((block, at) => ({ ...block, name: nameOf(block, at) })))(
    "$name",
    async (block, { skip }) => {
      const why = missing(block);
      if (why !== null) skip(why);
      const file = fileName(block);
      if (file !== null) return writeFileSync(join(folder, file), block.code);
      // A reader would stop the first sandbox, or give this one other ports, as the page says.
      if (block.heading === "In CI") await shell.run(`export SANDBOX_PORT=${ciPort} OBJECT_STORE_PORT=${ciStorePort}`);
      expect(await shell.run(block.code)).toMatch(pattern(block.output ?? ""));
    },
  );

  test("leaves nothing of the sandbox that was started in CI", async () => {
    const isUp = () =>
      fetch(`http://127.0.0.1:${ciPort}/`).then(
        () => true,
        () => false,
      );
    await expect.poll(isUp).toBe(false);
  });

  test.skipIf(!hasPython)("has a receiver in Python that tells genuine from forged", async () => {
    const secret = (await shell.run(". ./settings.sh; echo $AGORA_NOTIFICATION_SECRET")).trim();
    const env = { ...environment, RECEIVER_PORT: `${pythonPort}`, AGORA_NOTIFICATION_SECRET: secret };
    const receiver = open("python3", ["receiver.py"], { cwd: folder, env });
    let heard = "";
    receiver.stdout?.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    const url = `http://127.0.0.1:${pythonPort}/agora`;
    await expect.poll(() => fetch(url).then(({ status }) => status)).toBe(501);
    const body = JSON.stringify({ eventType: 31, payload: { uid: "9" }, signature: "forged", url });
    const headers = { "content-type": "application/json" };
    await fetch(`http://127.0.0.1:${sandboxPort}/sandbox/v1/notifications`, { method: "POST", headers, body });
    await expect.poll(() => heard).toContain("forged");
    expect(await shell.run(`sandbox POST notifications/test '{"eventTypes":[40],"url":"${url}"}'`)).toContain(
      '"isAccepted":true',
    );
    await expect.poll(() => heard).toContain("40 recorder_started of uid 12121212\n");
  });
});

function nameOf(block: Block, at: number): string {
  return `${at + 1}. ${block.heading}: ${fileName(block) ?? block.code.split("\n")[0]}`;
}
