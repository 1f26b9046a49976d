import type { RecordedRange } from "@/lib/features/library/types";
import type { Span } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";
import { pastDays } from "./timeline-window";

/** Recordings are asked for in blocks of a week, so that panning and zooming ask for nothing twice. */
const blockMs = 7 * dayMs;

const blockAt = (index: number): Span => ({ fromMs: index * blockMs, toMs: (index + 1) * blockMs });

/** The blocks that a stretch of time and a little around it lies in. */
export function blocksOf({ fromMs, toMs }: Span, nowMs: number): Span[] {
  const first = Math.floor((fromMs - dayMs) / blockMs);
  const last = Math.floor(Math.min(toMs + dayMs, nowMs) / blockMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => blockAt(first + index));
}

/** So many blocks from that of now backwards, the newest first; fewer where no recording is looked for any more. */
export function newestBlocks(nowMs: number, count: number): Span[] {
  const newest = Math.floor(nowMs / blockMs);
  const blocks = Array.from({ length: count }, (_, index) => blockAt(newest - index));
  return blocks.filter(({ toMs }) => toMs > nowMs - pastDays * dayMs);
}

/**
 * Where the newest recording ends, as told by the answers for blocks from now backwards; undefined stands for no answer. Not
 * known (null) while one that could tell of a newer recording is missing, or could not be read in part.
 */
export function latestIn(newestFirst: readonly (RecordedRange | undefined)[]): {
  atMs: number | null;
  /** Whether all were answered and none holds a recording. */
  isFurtherBack: boolean;
} {
  for (const answer of newestFirst) {
    if (answer === undefined) return { atMs: null, isFurtherBack: false };
    const ends = answer.files.map(({ endMs }) => endMs);
    const atMs = ends.length === 0 ? null : Math.max(...ends);
    if (answer.unread.some(({ toMs }) => atMs === null || toMs > atMs)) return { atMs: null, isFurtherBack: false };
    if (atMs !== null) return { atMs, isFurtherBack: false };
  }
  return { atMs: null, isFurtherBack: true };
}
