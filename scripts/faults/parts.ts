import { AgoraError } from "@/lib/agora/errors";
import type { Change } from "@/lib/features/recordings/data/change";
import type { AttemptRow } from "@/lib/features/recordings/data/rows";
import type { IdWatch } from "@/lib/features/recordings/service/advance/id-watch";
import type { SmallAgora } from "./agora";
import { refused, unanswered, unreachable, unreadable, type Operation } from "./answers";
import { DatabaseAway, type Pause, type Process } from "./process";
import type { Random } from "./random";
import type { Store } from "./store";

/** What an engine's steps work with. */
export type Engine = {
  process: Process;
  owner: string;
  watch: IdWatch;
  store: Store;
  agora: SmallAgora;
  controlHours: number;
  canList: boolean;
  /** Tells of a step, for whoever follows one seed. */
  trace: ((text: string) => void) | null;
};

type Judge = (row: AttemptRow, now: Date) => Change | null;

/** The lease is another's, or the attempt moved on: what the step had in mind is dropped. */
export class Overtaken extends Error {
  constructor(readonly isLeaseLost: boolean) {
    super("The attempt moved on.");
  }
}

/** A transaction over an attempt: the process may die before or after it, the database may go away during it. */
export function* commit<T>(
  { process, store }: Engine,
  [before, after]: [string, string],
  id: string,
  write: () => T,
): Generator<Pause, T> {
  yield before;
  yield process.random.between(1, 5);
  if (process.random.chance(process.chances.databaseAway)) {
    if (process.random.chance(0.5)) store.transaction(id, write);
    throw new DatabaseAway();
  }
  const written = store.transaction(id, write);
  yield after;
  return written;
}

/** The row that names a call before it leaves, under the lease. @throws Overtaken where `judge` gives null */
export function writeAhead(engine: Engine, id: string, operation: string, judge: Judge, before?: () => void) {
  const { store, owner } = engine;
  return commit(engine, [`${operation}.beforeCommit`, `${operation}.committed`], id, () => {
    if (!store.holds(id, owner)) throw new Overtaken(true);
    before?.();
    store.change(id, (row, now) => {
      const change = judge(row, now);
      if (change === null) throw new Overtaken(false);
      return change;
    });
  });
}

/** Writes down what a step led to: with its lease, or whoever has it (`isAnybodys`), as the step does it. */
export function conclude(engine: Engine, id: string, operation: string, judge: Judge, isAnybodys = false) {
  const { store, owner } = engine;
  return commit(engine, [`${operation}.beforeConclude`, `${operation}.concluded`], id, () =>
    store.change(id, (row, now) => (isAnybodys || row.leaseOwner === owner ? judge(row, now) : null)),
  );
}

/** How a call goes wrong, by its share of all that do. Of a lost answer it is not known whether the call was carried out. */
const fates = [
  ["unreachable", 3],
  ["lostBefore", 4],
  ["lostAfter", 4],
  ["late", 4],
  ["errorBefore", 3],
  ["errorAfter", 2],
  ["unreadable", 2],
  ["rateLimited", 1],
] as const;
type Fate = (typeof fates)[number][0] | "answered";

export function fateOf(random: Random, faultyCalls: number): Fate {
  if (!random.chance(faultyCalls)) return "answered";
  let rest = random.next() * fates.reduce((sum, [, share]) => sum + share, 0);
  for (const [fate, share] of fates) {
    rest -= share;
    if (rest < 0) return fate;
  }
  return "lostAfter";
}

/** A request that nobody waits for any more is carried out within this time, which is almost the life of a resource id. */
const latestMs = 250_000;

/** A request on its way to Agora. What it does there it does also when the process that sent it is dead. */
export function* call<T>(
  { process: { random, timeline, chances } }: Pick<Engine, "process">,
  operation: Operation,
  effect: () => T,
): Generator<Pause, T> {
  const fate = fateOf(random, chances.faultyCalls);
  if (fate === "unreachable") {
    yield 200;
    throw unreachable(operation);
  }
  const came: { answer?: () => T } = {};
  const carryOut = () => {
    try {
      const value = effect();
      came.answer = () => value;
    } catch (error) {
      came.answer = () => {
        throw error;
      };
    }
  };
  const lag = random.between(10, 300);
  const isCarriedOut = fate !== "lostBefore" && fate !== "errorBefore" && fate !== "rateLimited";
  if (isCarriedOut) timeline.in(fate === "late" ? random.between(10_000, latestMs) : lag, carryOut);
  yield `${operation}.inFlight`;
  if (fate === "lostBefore" || fate === "lostAfter" || fate === "late") {
    yield 10_000;
    throw unanswered(operation);
  }
  yield lag + random.between(10, 300);
  yield `${operation}.answered`;
  if (fate === "rateLimited") throw refused(operation, 429, null);
  if (fate === "errorBefore" || fate === "errorAfter") {
    throw random.chance(0.3) ? refused(operation, 206, 65) : refused(operation, 504, null);
  }
  if (fate === "unreadable" || came.answer === undefined) throw unreadable(operation);
  return came.answer();
}

/** The failure of a call, to be judged. */
export function callErrorOf(error: unknown): AgoraError {
  if (error instanceof AgoraError) return error;
  throw error;
}
