import { type Answer, expectAnswer, type Mode, type Task } from "./agora";
import type { Json } from "./json";
import type { Lab } from "./lab";
import type { Delivery } from "./receiver";

/** What was seen of one recording from start to end, whatever its mode. Several checks look at it. */
export type Observed = {
  task: Task;
  /** What stands before every name in the bucket. */
  prefix: string;
  /** Sandbox time right before start and after the end. */
  fromMs: number;
  toMs: number;
  started: Answer;
  /** A query right after start, and the last one before stop. */
  first: Answer;
  last: Answer;
  stopped: Answer;
  /** A query after the end. */
  ended: Answer;
  /** Names in the bucket after the end, without the prefix. */
  names: string[];
  deliveries: Delivery[];
};

/** What there is so far. */
export type SoFar = { names: string[]; deliveries: Delivery[]; answer: Answer };

/** How a recording goes. */
export type Course = {
  mode: Mode;
  /** Whose turn it takes: what costs most of the work. */
  turn: keyof Lab["turns"];
  cname?: string;
  /** People by uid, each with the choices of the control API. */
  people?: Record<string, Json>;
  prefix?: string[];
  storage?: Json;
  /** What acquire is told; by default what the mode needs. */
  acquire?: Json;
  request: Json;
  /** What is awaited, for people to read, and whether it is there. */
  awaited: string;
  isEnough(seen: SoFar): boolean;
  /** What happens between that and stop. */
  meanwhile?(task: Task): Promise<void>;
  /** The notification that is the last one; event 11 unless told otherwise. */
  lastEvent?: number;
};

/** Makes a recording and notes what is seen of it. @throws Mismatch when it does not go its course */
export function observe(lab: Lab, course: Course): Promise<Observed> {
  const { mode, people = {}, prefix = [], acquire = {}, request, lastEvent = 11 } = course;
  return lab.turns[course.turn].use(async () => {
    const cname = await lab.newChannel([], course.cname);
    for (const [uid, choices] of Object.entries(people)) await lab.join(cname, uid, choices);
    const fromMs = await lab.nowMs();
    const storage = { ...course.storage, ...(prefix.length > 0 ? { fileNamePrefix: prefix } : {}) };
    const { answer: started, task } = await lab.tryStart({ mode, cname, storage, acquire, request });
    expectAnswer(started, 200, { sid: /^[0-9a-f]{32}$/ });
    const path = prefix.map((part) => `${part}/`).join("");
    const namesNow = () => namesOf(lab, task, path);
    const first = await lab.query(task);
    let last = first;
    await lab.until(course.awaited, async () => {
      last = await lab.query(task);
      const seen = { names: await namesNow(), deliveries: lab.receiver.about(task.sid), answer: last };
      return course.isEnough(seen) ? true : undefined;
    });
    await course.meanwhile?.(task);
    await lab.catchUp(task);
    last = await lab.query(task);
    const stopped = await lab.stop(task);
    const ended = await lab.ended(task);
    await lab.notified(task.sid, lastEvent);
    return {
      task,
      prefix: path,
      fromMs,
      toMs: await lab.nowMs(),
      started,
      first,
      last,
      stopped,
      ended,
      names: await namesNow(),
      deliveries: lab.receiver.about(task.sid),
    };
  });
}

/** The names of a recording's objects, without what stands before them all; those after a failover need a prefix. */
export async function namesOf(lab: Lab, { sid }: Pick<Task, "sid">, prefix = ""): Promise<string[]> {
  return (await lab.bucket.list(sid, prefix === "" ? sid : prefix)).map(({ key }) =>
    key.startsWith(prefix) ? key.slice(prefix.length) : key,
  );
}

/** Names with an ending. */
export function ending(names: readonly string[], end: string): string[] {
  return names.filter((name) => name.endsWith(end));
}

/** The notifications in the order of their sequence. */
export function inSequence({ deliveries }: Pick<Observed, "deliveries">): Delivery[] {
  return deliveries.toSorted((a, b) => Number(a.payload.sequence) - Number(b.payload.sequence));
}
