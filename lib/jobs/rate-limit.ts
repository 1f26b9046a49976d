import { inArray, sql } from "drizzle-orm";
import {
  callsPerSecond,
  ratePriorities,
  slotLifetimeMs,
  windowMs,
  type RateLimit,
  type RatePriority,
  type RateRequest,
  type RateReservation,
  type RateSlot,
} from "../agora/rate-limit";
import type { Database, Transaction } from "../db/client";
import { rateBuckets, rateSlots } from "../db/schema";
import { TallyError } from "../errors";

/**
 * How many of ten places in the window a priority may fill. What it leaves free is head-room for what matters more, also
 * when that is asked for by another process: a stop finds a place although everything else is busy (reliability I7).
 * Looking at what runs well gets a fifth, however much of it there is.
 */
const shares: Record<RatePriority, number> = { stop: 10, start: 8, confirm: 7, update: 6, monitor: 2, list: 3 };

/** Somebody else may give a place back early, so a wait is never longer than this before looking again. */
const longestPauseMs = 250;

/** After a 429 so much of the limit is used, of what was used before (10 becomes 8), and never less than the slowest. */
const slowdown = 0.8;
const slowestPace = 0.2;
/** What comes back of the limit with every half minute without one. */
const recovery = { share: 0.1, everySeconds: 30 };

/** How much of the limit may be used now. */
const paceNow = sql<number>`least(1, ${rateBuckets.pace} + ${recovery.share}::float8 * floor(
  extract(epoch from clock_timestamp() - coalesce(${rateBuckets.pacedAt}, '2000-01-01')) / ${recovery.everySeconds}::float8))`;

type Waiting = {
  request: RateRequest;
  since: number;
  isGivenUp: boolean;
  resolve(reservation: RateReservation): void;
  reject(error: unknown): void;
};

/** The callers of one set of buckets in this process, served strictly in order. */
type Line = { waiting: Waiting[]; isServing: boolean; interrupt: () => void };

/**
 * The limit on calls to Agora, kept in PostgreSQL and therefore common to all engines: at no time more than `limit`
 * calls of a bucket in any `windowMs`, by the database's clock; a request may name another limit for its own buckets.
 * Within a process higher priorities go first; between processes they have head-room.
 *
 * @throws TallyError UNAVAILABLE from `use` when the slot's life ended before: the request must not be sent.
 */
export function createRateLimit(options: {
  db: Database;
  limit?: number;
  windowMs?: number;
  slotLifetimeMs?: number;
}): RateLimit {
  const {
    db,
    limit = callsPerSecond,
    windowMs: window = windowMs,
    slotLifetimeMs: lifetime = slotLifetimeMs,
  } = options;
  const lines = new Map<string, Line>();

  async function serve(line: Line): Promise<void> {
    if (line.isServing) {
      line.interrupt();
      return;
    }
    line.isServing = true;
    while (line.waiting[0]) {
      const first = line.waiting[0];
      try {
        const taken = await takeSlots(db, first.request, { most: mostOf(first.request, limit), lifetime });
        if ("waitMs" in taken) {
          await pause(taken.waitMs, line);
          continue;
        }
        line.waiting = line.waiting.filter((other) => other !== first);
        const slots = taken.slots.map((ids) => createSlot(db, ids, window));
        if (first.isGivenUp) await Promise.all(slots.map((slot) => slot.release()));
        else first.resolve({ waitedMs: performance.now() - first.since, slots });
      } catch (error) {
        line.waiting = line.waiting.filter((other) => other !== first);
        first.reject(error);
      }
    }
    line.isServing = false;
  }

  return {
    reserve(request) {
      const most = mostOf(request, limit);
      if (request.count > most) return Promise.reject(new RangeError(`cannot reserve ${request.count} of ${most}`));
      const key = JSON.stringify(request.buckets.toSorted());
      const line = lines.get(key) ?? { waiting: [], isServing: false, interrupt: () => undefined };
      lines.set(key, line);
      return new Promise<RateReservation>((resolve, reject) => {
        if (request.signal?.aborted) {
          reject(reasonOf(request.signal));
          return;
        }
        const waiting: Waiting = { request, since: performance.now(), isGivenUp: false, resolve, reject };
        const giveUp = () => {
          waiting.isGivenUp = true;
          line.waiting = line.waiting.filter((other) => other !== waiting);
          line.interrupt();
          reject(reasonOf(request.signal));
        };
        request.signal?.addEventListener("abort", giveUp, { once: true });
        line.waiting = [...line.waiting, waiting].toSorted((a, b) => rank(a) - rank(b));
        void serve(line);
      });
    },
    async hold(bucket, ms) {
      const until = sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
      await db
        .insert(rateBuckets)
        .values({ bucket, holdUntil: until, pace: slowdown, pacedAt: sql`clock_timestamp()` })
        .onConflictDoUpdate({
          target: rateBuckets.bucket,
          set: {
            holdUntil: sql`greatest(${rateBuckets.holdUntil}, excluded.hold_until)`,
            // Several calls refused at once are one sign.
            pace: sql`case when ${rateBuckets.holdUntil} > clock_timestamp() then ${rateBuckets.pace}
              else greatest(${slowestPace}::float8, ${paceNow} * ${slowdown}::float8) end`,
            pacedAt: sql`clock_timestamp()`,
          },
        });
    },
  };
}

/** How many places of its buckets a request may see filled, with what it asks for: its priority's share of the limit. */
function mostOf({ priority, limit: own }: RateRequest, limit: number): number {
  if (own === undefined) return Math.min(limit, shares[priority]);
  return Math.max(1, Math.floor((own * shares[priority]) / callsPerSecond));
}

type Taken = { slots: number[][] } | { waitMs: number };

/**
 * Takes all places a request needs, or none and says how long to wait. The rows of its buckets are locked in the order
 * of their names, so two takers never wait for each other in a circle.
 */
async function takeSlots(
  db: Database,
  request: RateRequest,
  { most, lifetime }: { most: number; lifetime: number },
): Promise<Taken> {
  const buckets = request.buckets.toSorted();
  return db.transaction(async (tx) => {
    // A crash loses at most the last slots, and a restart takes longer than the window: no need to wait for the disk.
    await tx.execute(sql`set local synchronous_commit = off`);
    const waitMs = await waitFor(tx, buckets, request.count, most);
    if (waitMs > 0) return { waitMs };
    const rows = await tx
      .insert(rateSlots)
      .values(
        Array.from({ length: request.count }, () =>
          buckets.map((bucket) => ({ bucket, freeAt: inFuture(lifetime) })),
        ).flat(),
      )
      .returning({ id: rateSlots.id });
    const ids = rows.map((row) => row.id);
    return {
      slots: Array.from({ length: request.count }, (_, index) =>
        ids.slice(index * buckets.length, (index + 1) * buckets.length),
      ),
    };
  });
}

/** Locks the buckets, forgets places that are free again, and says in how many milliseconds `count` more will fit. */
async function waitFor(tx: Transaction, buckets: string[], count: number, most: number): Promise<number> {
  const lock = () =>
    tx
      .select({
        bucket: rateBuckets.bucket,
        pace: sql<number>`(${paceNow})::float8`,
        heldMs: sql<number>`coalesce(extract(epoch from ${rateBuckets.holdUntil} - clock_timestamp()) * 1000, 0)::float8`,
      })
      .from(rateBuckets)
      .where(inArray(rateBuckets.bucket, buckets))
      .orderBy(rateBuckets.bucket)
      .for("update");
  let locked = await lock();
  if (locked.length < buckets.length) {
    await tx
      .insert(rateBuckets)
      .values(buckets.map((bucket) => ({ bucket })))
      .onConflictDoNothing();
    locked = await lock();
  }
  await tx
    .delete(rateSlots)
    .where(sql`${inArray(rateSlots.bucket, buckets)} and ${rateSlots.freeAt} <= clock_timestamp()`);
  const taken = await tx
    .select({
      bucket: rateSlots.bucket,
      freeInMs: sql<number>`(extract(epoch from ${rateSlots.freeAt} - clock_timestamp()) * 1000)::float8`,
    })
    .from(rateSlots)
    .where(inArray(rateSlots.bucket, buckets))
    .orderBy(rateSlots.freeAt);
  return Math.max(
    ...locked.map(({ bucket, heldMs, pace }) => {
      const places = taken.filter((place) => place.bucket === bucket);
      const tooMany = places.length + count - Math.max(count, Math.floor(most * pace + 1e-6));
      return Math.max(heldMs, tooMany > 0 ? (places[tooMany - 1]?.freeInMs ?? 0) + 1 : 0);
    }),
  );
}

function createSlot(db: Database, ids: number[], window: number): RateSlot {
  let isUsed = false;
  return {
    async use() {
      isUsed = true;
      const rows = await db
        .update(rateSlots)
        .set({ freeAt: inFuture(window) })
        .where(sql`${inArray(rateSlots.id, ids)} and ${rateSlots.freeAt} > clock_timestamp()`)
        .returning({ id: rateSlots.id });
      if (rows.length < ids.length) {
        throw new TallyError("UNAVAILABLE", "The place under the rate limit was kept too long and is gone.", {
          retryable: true,
        });
      }
    },
    async release() {
      if (!isUsed) await db.delete(rateSlots).where(inArray(rateSlots.id, ids));
    },
  };
}

function inFuture(ms: number) {
  return sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}

/** Waits, at most until somebody new joins the line, who may go first. */
function pause(waitMs: number, line: Line): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(waitMs, longestPauseMs));
    line.interrupt = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

function rank({ request }: Waiting): number {
  return ratePriorities.indexOf(request.priority);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error("the wait for a free slot was given up");
}
