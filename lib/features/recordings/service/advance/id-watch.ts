/** How long things have been known to this process, by a clock that is never set (invariant I9). */
export type IdWatch = {
  /** Milliseconds since this process first heard of `id`; 0 the first time, also after a restart. */
  knownForMs(id: string | null): number;
};

/** Ids are forgotten after this: a resource id is dead long before. */
const forgetAfterMs = 3_600_000;

export function createIdWatch(clock: { monotonicMs(): number }): IdWatch {
  const firstSeen = new Map<string, number>();
  return {
    knownForMs(id) {
      if (id === null) return 0;
      const now = clock.monotonicMs();
      for (const [known, since] of firstSeen) if (now - since > forgetAfterMs) firstSeen.delete(known);
      const since = firstSeen.get(id) ?? now;
      firstSeen.set(id, since);
      return now - since;
    },
  };
}
