import { callsPerSecond, ratePriorities, slotLifetimeMs, windowMs } from "./rate-limit";
import type { RateLimit, RateRequest, RateReservation, RateSlot } from "./rate-limit";

/** When a place in the window becomes free again, by the monotonic clock. */
type Place = { freeAt: number };

type Waiting = {
  request: RateRequest;
  since: number;
  grant: (reservation: RateReservation) => void;
};

/**
 * A strict sliding window kept in this process: for tools, tests and the sandbox's own clients. Processes that share
 * an account need one in a common place instead.
 *
 * `limit` calls in any `windowMs`, by default Agora's ten a second with a margin; a request may name another limit for
 * its own buckets.
 */
export function createSlidingWindow(
  options: { limit?: number; windowMs?: number; now?: () => number } = {},
): RateLimit {
  const { limit = callsPerSecond, windowMs: window = windowMs, now = () => performance.now() } = options;
  const places = new Map<string, Place[]>();
  const holds = new Map<string, number>();
  let queue: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const taken = (bucket: string): Place[] => {
    const live = (places.get(bucket) ?? []).filter((place) => place.freeAt > now());
    places.set(bucket, live);
    return live;
  };

  /** When the bucket will have room for `count` more; now or earlier means it has. */
  const roomAt = (bucket: string, { count, limit: own = limit }: RateRequest): number => {
    const ends = taken(bucket)
      .map((place) => place.freeAt)
      .toSorted((a, b) => a - b);
    const tooMany = ends.length + count - own;
    const free = tooMany > 0 ? (ends[tooMany - 1] ?? Number.POSITIVE_INFINITY) : 0;
    return Math.max(free, holds.get(bucket) ?? 0);
  };

  const take = ({ buckets }: RateRequest): RateSlot => {
    const place: Place = { freeAt: now() + slotLifetimeMs };
    for (const bucket of buckets) taken(bucket).push(place);
    let isUsed = false;
    return {
      use() {
        isUsed = true;
        place.freeAt = now() + window;
        serve();
        return Promise.resolve();
      },
      release() {
        if (!isUsed) place.freeAt = 0;
        serve();
        return Promise.resolve();
      },
    };
  };

  /** Serves the queue in order. Who waits for a bucket holds back everyone behind who needs the same bucket. */
  function serve(): void {
    clearTimeout(timer);
    const blocked = new Set<string>();
    let earliest = Number.POSITIVE_INFINITY;
    const left: Waiting[] = [];
    for (const waiting of queue) {
      const { request, since, grant } = waiting;
      const at = Math.max(...request.buckets.map((bucket) => roomAt(bucket, request)));
      const isBlocked = request.buckets.some((bucket) => blocked.has(bucket));
      if (isBlocked || at > now()) {
        for (const bucket of request.buckets) blocked.add(bucket);
        earliest = Math.min(earliest, at);
        left.push(waiting);
      } else {
        grant({ waitedMs: now() - since, slots: Array.from({ length: request.count }, () => take(request)) });
      }
    }
    queue = left;
    if (queue.length > 0) timer = setTimeout(serve, Math.max(0, Math.min(earliest - now(), slotLifetimeMs)) + 1);
  }

  return {
    reserve(request) {
      const most = request.limit ?? limit;
      if (request.count > most) return Promise.reject(new RangeError(`cannot reserve ${request.count} of ${most}`));
      return new Promise((resolve, reject) => {
        if (request.signal?.aborted) {
          reject(reasonOf(request.signal));
          return;
        }
        const giveUp = () => {
          queue = queue.filter((other) => other !== waiting);
          reject(reasonOf(request.signal));
          serve();
        };
        const waiting: Waiting = {
          request,
          since: now(),
          grant(reservation) {
            request.signal?.removeEventListener("abort", giveUp);
            resolve(reservation);
          },
        };
        request.signal?.addEventListener("abort", giveUp, { once: true });
        queue = [...queue, waiting].toSorted((a, b) => rank(a) - rank(b));
        serve();
      });
    },
    hold(bucket, ms) {
      holds.set(bucket, Math.max(holds.get(bucket) ?? 0, now() + ms));
      return Promise.resolve();
    },
  };
}

function rank({ request }: Waiting): number {
  return ratePriorities.indexOf(request.priority);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error("the wait for a free slot was given up");
}
