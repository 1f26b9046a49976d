import { decide } from "@/lib/features/recordings/service/advance/decide";
import type { Step } from "@/lib/features/recordings/service/advance/situation";
import { Overtaken, type Engine } from "./parts";
import { DatabaseAway, type Pause } from "./process";
import { perform } from "./steps";

const mostSteps = 100;

/** `advanceAttempt` over the store in memory: the same order of lease, wake, decision and step. */
export function* advance(engine: Engine, id: string): Generator<Pause, void> {
  const { store, owner } = engine;
  if (!store.claim(id, owner)) return;
  try {
    yield* work(engine, id);
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!(error instanceof DatabaseAway)) throw error;
    store.abandon(id, owner, 2_000);
  }
}

function* work(engine: Engine, id: string): Generator<Pause, void> {
  const { store, owner } = engine;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    if (!store.consumeWake(id, owner)) {
      store.release(id, owner, null);
      return;
    }
    const step = next(engine, id);
    if (step.kind === "wait") {
      if (store.release(id, owner, step.until)) return;
      continue;
    }
    engine.trace?.(`${owner} ${id} ${JSON.stringify(step)}`);
    try {
      yield* perform(engine, id, step);
    } catch (error) {
      if (!(error instanceof Overtaken) || error.isLeaseLost) throw error;
    }
  }
  throw new Error(`The attempt ${id} took ${mostSteps} steps without coming to rest.`);
}

function next({ store, watch, controlHours, canList }: Engine, id: string): Step {
  const { row, hasSeenFile } = store.get(id);
  return decide({
    attempt: row,
    desired: store.desired,
    controlHours,
    pageHours: null,
    isSuperseded: store.isSuperseded(row),
    now: store.now(),
    liveCount: 1,
    resourceIdWatchedMs: watch.knownForMs(row.resourceId),
    canList,
    hasSeenFile,
    hasUnseenFile: false,
  });
}
