import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@/lib/sandbox/main";
import { pageEngine } from "@/lib/sandbox/web/page-capture";
import { type Account, Agora } from "./agora";
import type { Check, HarmlessCheck, SandboxCheck } from "./check";
import { Mismatch } from "./expect";
import { Lab } from "./lab";
import { Receiver } from "./receiver";

/** What became of a check: null, or why it failed. */
export type Outcome = { check: Check; failure: { expected: string; got: string } | null; seconds: number };

/** Slices short enough that a recording of three of them takes seconds. */
const sliceSeconds = 2;

/** A real account allows ten requests a second, and somebody may be using it. */
const politeRequestsPerSecond = 8;

/** Runs the harmless checks against any server; the others are left out. */
export async function runAgainst(account: Account, checks: readonly Check[]): Promise<Outcome[]> {
  const agora = new Agora(account, { requestsPerSecond: politeRequestsPerSecond });
  const harmless = checks.filter((one): one is HarmlessCheck => one.isHarmless === true);
  return Promise.all(harmless.map((one) => carryOut(one, () => one.run(agora))));
}

/** What would only make everything slow where checks run side by side; those that are alone look at the limits. */
const relaxed = {
  requestsPerSecond: 100_000,
  channelQueriesPerSecond: 100_000,
  channelCallsPerSecond: 100_000,
  flsRequestsPerSecond: 100_000,
  flsMostEntryPoints: 1000,
  flsClipSeconds: 0,
  maxConcurrentTasks: 1000,
  maxConcurrentWebTasks: 1000,
  postponedAfterSeconds: 0.2,
  backupMovesAfterSeconds: 8,
};

/** Sandboxes for the checks that must be alone: they wait more than they work. */
const lanes = 3;

/**
 * How many checks are carried out side by side, in the order of their chapters: more recordings at once than the machine
 * can render prove nothing about the contract.
 */
const groupSize = 210;

/** Runs checks against sandboxes of their own, group after group. Those that need Chromium are left out without one. */
export async function runOnSandbox(checks: readonly Check[]): Promise<Outcome[]> {
  const hasBrowser = (await pageEngine()) === "chromium";
  const possible = checks.filter((one) => hasBrowser || one.needsBrowser !== true);
  const outcomes: Outcome[] = [];
  for (let first = 0; first < possible.length; first += groupSize) {
    outcomes.push(...(await runGroup(possible.slice(first, first + groupSize))));
  }
  return outcomes;
}

/**
 * One sandbox for all those of a group that get along, side by side, and a few, reset before each check, for those that
 * must be alone.
 */
async function runGroup(possible: readonly Check[]): Promise<Outcome[]> {
  const isAlone = (one: Check): one is SandboxCheck => one.isAlone === true;
  const alone = possible.filter(isAlone);
  const outcomes = await Promise.all([
    withLab(async (lab) => {
      await lab.setSwitches(relaxed);
      return Promise.all(possible.filter((one) => !isAlone(one)).map((one) => carryOut(one, () => one.run(lab))));
    }),
    ...Array.from({ length: Math.min(lanes, alone.length) }, () => withLab((lab) => runOneByOne(alone, lab))),
  ]);
  return outcomes.flat();
}

/** Takes checks from a common list until it is empty. */
async function runOneByOne(waiting: SandboxCheck[], lab: Lab): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const current = one;
    outcomes.push(await carryOut(current, () => resetAndRun(current, lab)));
  }
  return outcomes;
}

async function resetAndRun(one: SandboxCheck, lab: Lab): Promise<void> {
  lab.receiver.forget();
  await lab.control("POST", "reset");
  await sendNotificationsHere(lab);
  await one.run(lab);
}

function sendNotificationsHere(lab: Lab): Promise<unknown> {
  return lab.control("PUT", "notifications/target", { urls: [lab.receiver.url] });
}

/** Starts a sandbox in a temporary folder, and ends and deletes it afterwards. */
async function withLab<T>(work: (lab: Lab) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "tally-conformance-"));
  const receiver = await Receiver.start();
  const sandbox = await startSandbox({ dataDir, port: 0, objectStorePort: 0, sliceSeconds });
  const lab = new Lab(sandbox, receiver);
  try {
    await sendNotificationsHere(lab);
    return await work(lab);
  } finally {
    lab.close();
    await sandbox.close();
    receiver.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export async function carryOut(check: Check, run: () => Promise<void>): Promise<Outcome> {
  const from = performance.now();
  const outcome = (failure: Outcome["failure"]) => ({ check, failure, seconds: (performance.now() - from) / 1000 });
  try {
    await run();
    return outcome(null);
  } catch (error) {
    if (error instanceof Mismatch) return outcome({ expected: error.expected, got: error.got });
    return outcome({ expected: "the check to run to its end", got: explain(error) });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.name}: ${error.message}${cause}`;
}
