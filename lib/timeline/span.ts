/** A stretch of wall-clock time in milliseconds since 1970: from its first moment up to, not including, its last. */
export type Span = { readonly fromMs: number; readonly toMs: number };

export function lengthOf({ fromMs, toMs }: Span): number {
  return Math.max(0, toMs - fromMs);
}

/** The same time in as few spans as possible, in order and apart. Empty and reversed spans are dropped. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { fromMs: number; toMs: number }[] = [];
  const ordered = spans.filter((span) => lengthOf(span) > 0).toSorted((a, b) => a.fromMs - b.fromMs);
  for (const { fromMs, toMs } of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else merged.push({ fromMs, toMs });
  }
  return merged;
}

/** What of the spans lies within another: merged, cut at its edges. */
export function spansWithin(spans: readonly Span[], { fromMs, toMs }: Span): Span[] {
  return mergeSpans(spans.map((span) => ({ fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) })));
}

/** What of a stretch no span covers. */
export function gapsWithin(spans: readonly Span[], within: Span): Span[] {
  const gaps: Span[] = [];
  let atMs = within.fromMs;
  for (const { fromMs, toMs } of spansWithin(spans, within)) {
    if (fromMs > atMs) gaps.push({ fromMs: atMs, toMs: fromMs });
    atMs = toMs;
  }
  if (within.toMs > atMs) gaps.push({ fromMs: atMs, toMs: within.toMs });
  return gaps;
}

/**
 * Holes between the first and the last span: what comes before and after them is no gap.
 * @param unknown stretches of which nobody knows: no gap either
 */
export function gapsBetween(spans: readonly Span[], unknown: readonly Span[] = []): Span[] {
  const merged = mergeSpans(spans);
  const [first, last] = [merged[0], merged.at(-1)];
  if (first === undefined || last === undefined) return [];
  return gapsWithin([...merged, ...unknown], { fromMs: first.fromMs, toMs: last.toMs });
}

/** How much of a stretch was recorded. */
export type Coverage = {
  totalMs: number;
  recordedMs: number;
  /** 0 to 1; of nothing 0. */
  share: number;
  /** What was recorded, and what was not. */
  parts: readonly Span[];
  gaps: readonly Span[];
};

export function coverageOf(spans: readonly Span[], within: Span): Coverage {
  const parts = spansWithin(spans, within);
  const totalMs = lengthOf(within);
  const recordedMs = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return {
    totalMs,
    recordedMs,
    share: totalMs === 0 ? 0 : recordedMs / totalMs,
    parts,
    gaps: gapsWithin(spans, within),
  };
}

/** The span that holds a moment. */
export function spanAt<S extends Span>(spans: readonly S[], atMs: number): S | undefined {
  return spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}

/** The next edge of any span after a moment (`direction` 1) or before it (-1); null where there is none. */
export function nextEdge(edges: readonly number[], atMs: number, direction: 1 | -1): number | null {
  const beyond = edges.filter((edge) => (direction === 1 ? edge > atMs : edge < atMs));
  if (beyond.length === 0) return null;
  return direction === 1 ? Math.min(...beyond) : Math.max(...beyond);
}
