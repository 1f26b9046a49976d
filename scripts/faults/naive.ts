import { AgoraRefused } from "@/lib/agora/errors";
import { SmallAgora } from "./agora";
import { call, callErrorOf } from "./parts";
import { Process, type Chances, type Pause } from "./process";
import { Random } from "./random";
import { Timeline } from "./timeline";

/**
 * What a client does that follows the advice "try again three times, then take a new uid", and keeps what it was
 * answered. True when a recording runs of which it does not know: what shows that the faults bite.
 */
export function losesNaively(seed: number, chances: Chances): boolean {
  const random = new Random(seed ^ 0x5bd1e995);
  const timeline = new Timeline();
  const agora = new SmallAgora(random, timeline, 72);
  const known: { sid: string | null } = { sid: null };
  const begin = () => {
    const process = new Process("naive", random, timeline, { ...chances, point: null, stall: 0 });
    process.run(start(process, agora, known), (how) => {
      if (how === "killed") timeline.in(2_000, begin);
    });
  };
  begin();
  timeline.runUntil(timeline.now + 600_000);
  return agora.tasks.some((task) => task.phase === "running" && task.sid !== known.sid);
}

function* start(process: Process, agora: SmallAgora, known: { sid: string | null }): Generator<Pause, void> {
  for (let round = 0; round < 4; round += 1) {
    const uid = String(process.random.between(1, 1_000_000_000));
    const resourceId = yield* tried(() => call({ process }, "acquire", () => agora.acquire(uid)));
    if (resourceId === null) continue;
    const result = yield* tried(() => call({ process }, "start", () => agora.start(resourceId, uid, "naive")));
    if (result === null || result.sid === null) continue;
    yield "start.beforeConclude";
    known.sid = result.sid;
    return;
  }
}

function* tried<T>(make: () => Generator<Pause, T>): Generator<Pause, T | null> {
  for (let tries = 0; tries < 4; tries += 1) {
    try {
      return yield* make();
    } catch (error) {
      const known = callErrorOf(error);
      if (known instanceof AgoraRefused && known.code === 53) return null;
      yield 3_000;
    }
  }
  return null;
}
