import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { z } from "zod";
import { permuteNotices } from "./faults/permutations";
import { killPoints } from "./faults/process";
import { addRounds, chancesOf, emptyRound, playRound, type Round } from "./faults/rounds";
import { playStory } from "./faults/story";

/**
 * `npm run faults [-- --seeds N --point P]`: recordings on a virtual clock, driven by what the engine really decides and
 * judges, with everything that may go wrong. `--seeds` says how many at each rate of kills (20,000), `--point` kills
 * engines at that place alone. `--seed S --kill 0.2` tells one recording step by step. Exits with 1 when anything was
 * lost. docs/engine.md says what is counted.
 */
const rates = [0, 0.02, 0.2];
const rateOfPoint = 0.5;
/** A client that follows the documented advice must lose more than this, or the faults are too weak to prove anything. */
const naiveMustLose = 0.1;
const permutations = 1_000;

const share = z.object({
  kill: z.number(),
  point: z.string().nullable(),
  first: z.number(),
  step: z.number(),
  end: z.number(),
});
type Share = z.infer<typeof share>;

Error.stackTraceLimit = 0; // Errors are thrown by the thousand, and their names say enough.

if (isMainThread) {
  await main();
} else {
  const { kill, point, ...range } = share.parse(workerData);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker of Node's has no origin
  parentPort?.postMessage(playRound(kill, point, seedsOf(range)));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "20000" },
      point: { type: "string" },
      seed: { type: "string" },
      kill: { type: "string", default: "0.2" },
    },
  });
  const point = values.point ?? null;
  const seeds = Number(values.seeds);
  if (!Number.isInteger(seeds) || seeds < 1 || (point !== null && !killPoints.includes(point))) {
    console.error(`--seeds takes a whole number from 1, --point one of: ${killPoints.join(", ")}`);
    process.exit(2);
  }
  if (values.seed !== undefined) {
    const chances = chancesOf(Number(values.kill), point);
    console.log(playStory(Number(values.seed), chances, (text) => console.log(text)));
    return;
  }
  let all = emptyRound(0);
  for (const kill of point === null ? rates : [rateOfPoint]) {
    const from = performance.now();
    const round = await playShared(kill, point, seeds);
    tell(round, (performance.now() - from) / 1000);
    all = addRounds(all, round);
  }
  conclude(all);
}

/** A round, shared among the cores. The same seeds give the same whatever their number is. */
async function playShared(kill: number, point: string | null, seeds: number): Promise<Round> {
  const step = Math.min(availableParallelism(), 8);
  const parts = Array.from({ length: step }, (_, first) => playElsewhere({ kill, point, first, step, end: seeds }));
  return (await Promise.all(parts)).reduce(addRounds, emptyRound(kill));
}

function playElsewhere(part: Share): Promise<Round> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: part });
    worker.once("message", (round: Round) => resolve(round));
    worker.once("error", reject);
  });
}

function* seedsOf({ first, step, end }: Pick<Share, "first" | "step" | "end">): Iterable<number> {
  for (let seed = first; seed < end; seed += step) yield seed;
}

function tell({ kill, starts, leftToPerson, lostByNaive, badSeeds }: Round, seconds: number): void {
  const naive = ((100 * lostByNaive) / starts).toFixed(1);
  console.log(
    `kills ${kill * 100} %: ${starts} starts in ${seconds.toFixed(1)} s, ${badSeeds.length} went wrong, ` +
      `${leftToPerson} shown as in need of a person; a naive client loses ${naive} %`,
  );
  for (const seed of badSeeds.toSorted((a, b) => a - b).slice(0, 10)) {
    console.log(`  follow it with: npm run faults -- --kill ${kill} --seed ${seed}`);
  }
}

function conclude({ starts, orphans, doubles, lostNotices, unfinished, lostByNaive }: Round): void {
  const disordered = permuteNotices(permutations);
  console.log(`${permutations} sets of notifications in any order: ${disordered} ended otherwise`);
  const isBiting = lostByNaive > naiveMustLose * starts;
  if (!isBiting) console.log("The naive client lost too little: these faults prove nothing.");
  console.log(`never came to an end: ${unfinished}`);
  console.log(`orphans: ${orphans}`);
  console.log(`unseen doubles: ${doubles}`);
  console.log(`lost notifications: ${lostNotices}`);
  const isGood = orphans + doubles + lostNotices + unfinished + disordered === 0 && isBiting;
  process.exitCode = isGood ? 0 : 1;
}
