import "server-only";
import type { Span } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";
import { closedAfterMs } from "../constants";
import type { RecordedFile } from "../types";

/** Reads the recordings that touch a stretch of time. */
export type ReadRange = (span: Span) => Promise<RecordedFile[]>;

type Day = { files: RecordedFile[]; readAtMs: number; isClosed: boolean };

/** A day that still grows is read again after so long. */
const freshForMs = 3_000;
/** So many days are asked for at once, and as many such questions run side by side. */
const daysAtOnce = 7;
const questionsAtOnce = 3;
const mostDays = 2_000;

/**
 * Recordings by stream and day (UTC), remembered while this process runs. A day is closed when it is over for a while and
 * nothing that touches it still grows; a closed day is not asked for again. Days that cannot be read together are tried
 * one by one, so that one slow day does not hide the others.
 */
export class RecordedDays {
  readonly #days = new Map<string, Day>();

  /**
   * @param key names project, entry point, area and stream
   * @returns the recordings in order of their start, and what could not be read with the last reason
   */
  async read(
    key: string,
    span: Span,
    options: { read: ReadRange; nowMs: number; isFresh?: boolean },
  ): Promise<{ files: RecordedFile[]; unread: Span[]; failure: unknown }> {
    const { read, nowMs, isFresh = false } = options;
    const wanted = daysOf(span);
    const missing = wanted.filter((day) => isFresh || !this.#isKnown(`${key} ${day}`, nowMs));
    const unread: Span[] = [];
    let failure: unknown = null;
    const store = (days: readonly number[], files: readonly RecordedFile[]) => {
      for (const day of days) this.#store(`${key} ${day}`, day, files, nowMs);
    };
    await eachAtOnce(runsOf(missing), questionsAtOnce, async (run) => {
      try {
        store(run, await read(spanOfDays(run)));
      } catch (error) {
        failure = error;
        for (const day of run.length > 1 ? run : []) {
          try {
            store([day], await read(spanOfDays([day])));
          } catch (oneError) {
            failure = oneError;
            unread.push(spanOfDays([day]));
          }
        }
        if (run.length === 1) unread.push(spanOfDays(run));
      }
    });
    const isUnread = (day: number) => unread.some(({ fromMs }) => fromMs === day * dayMs);
    const found = new Map<string, RecordedFile>();
    for (const day of wanted) {
      // What was known of a day that cannot be read now is left out: it is told as not known.
      const files = isUnread(day) ? [] : (this.#days.get(`${key} ${day}`)?.files ?? []);
      for (const file of files) if (file.endMs > span.fromMs && file.startMs < span.toMs) keepLonger(found, file);
    }
    const files = [...found.values()].toSorted((a, b) => a.startMs - b.startMs);
    return { files, unread: unread.toSorted((a, b) => a.fromMs - b.fromMs), failure };
  }

  #isKnown(key: string, nowMs: number): boolean {
    const day = this.#days.get(key);
    return day !== undefined && (day.isClosed || nowMs - day.readAtMs < freshForMs);
  }

  #store(key: string, day: number, files: readonly RecordedFile[], nowMs: number): void {
    const { fromMs, toMs } = spanOfDays([day]);
    const own = files.filter((file) => file.endMs > fromMs && file.startMs < toMs);
    const isOver = nowMs - toMs > closedAfterMs && own.every(({ endMs }) => nowMs - endMs > closedAfterMs);
    this.#days.delete(key);
    this.#days.set(key, { files: own, readAtMs: nowMs, isClosed: isOver });
    const [oldest] = this.#days.size > mostDays ? this.#days.keys() : [];
    if (oldest !== undefined) this.#days.delete(oldest);
  }
}

/** Two days may tell of one recording that grew in between. */
function keepLonger(found: Map<string, RecordedFile>, file: RecordedFile): void {
  const known = found.get(file.fileName);
  if (known === undefined || known.endMs < file.endMs) found.set(file.fileName, file);
}

function daysOf({ fromMs, toMs }: Span): number[] {
  const first = Math.floor(fromMs / dayMs);
  const last = Math.ceil(toMs / dayMs) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function spanOfDays(days: readonly number[]): Span {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  return { fromMs: first * dayMs, toMs: (last + 1) * dayMs };
}

/** Days that follow each other, at most so many together. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1 && run.length < daysAtOnce) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

async function eachAtOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
