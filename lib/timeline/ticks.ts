import { lengthOf, type Span } from "./span";
import { clockText, dayMs, offsetMsAt, wallTimeAt } from "./zone";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Distances between labelled ticks that people count in. */
const steps = [
  second,
  2 * second,
  5 * second,
  10 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  dayMs,
] as const;

export type Tick = {
  readonly atMs: number;
  /** `14:05`, `14:05:30` between minutes, or `21 Nov` where a day begins. */
  readonly label: string;
  readonly isDate: boolean;
};

/** Where the zone's clocks are changed: the same hour comes twice, or is left out. */
export type Seam = { readonly atMs: number; readonly beforeMs: number; readonly afterMs: number };

export type Ticks = {
  readonly stepMs: number;
  readonly labelled: readonly Tick[];
  /** Moments of short marks between them. */
  readonly minor: readonly number[];
  readonly seams: readonly Seam[];
};

/**
 * Ticks of a view at the full hours, minutes and seconds of the zone's own clocks.
 * @param leastPx how close two labels may come
 */
export function ticksOf(view: Span, widthPx: number, timeZone: string, leastPx = 72): Ticks {
  const leastMs = (lengthOf(view) / Math.max(1, widthPx)) * leastPx;
  const stepMs = steps.find((step) => step >= leastMs) ?? dayMs;
  const seams = seamsOf(view, timeZone);
  const labelled = multiplesIn(view, stepMs, timeZone, seams).map((atMs) => tickAt(atMs, stepMs, timeZone));
  const minorMs = minorOf(stepMs);
  const taken = new Set(labelled.map(({ atMs }) => atMs));
  const minor = multiplesIn(view, minorMs, timeZone, seams).filter((atMs) => !taken.has(atMs));
  return { stepMs, labelled, minor, seams };
}

function tickAt(atMs: number, stepMs: number, timeZone: string): Tick {
  const wall = wallTimeAt(atMs, timeZone);
  const isDate = wall.hour === 0 && wall.minute === 0 && wall.second === 0;
  const clock = clockText(atMs, timeZone);
  return { atMs, isDate, label: isDate ? dateText(atMs, timeZone) : stepMs < minute ? clock : clock.slice(0, 5) };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `21 Nov`. */
export function dateText(atMs: number, timeZone: string): string {
  const { day, month } = wallTimeAt(atMs, timeZone);
  return `${day} ${months[month - 1] ?? ""}`;
}

/** Moments at which the local clock shows a multiple of the step, each stretch between two seams for itself. */
function multiplesIn(view: Span, stepMs: number, timeZone: string, seams: readonly Seam[]): number[] {
  const edges = [view.fromMs, ...seams.map(({ atMs }) => atMs), view.toMs];
  return edges.slice(0, -1).flatMap((fromMs, index) => {
    const toMs = edges[index + 1] ?? view.toMs;
    const offset = offsetMsAt(fromMs, timeZone);
    const found: number[] = [];
    for (let local = Math.ceil((fromMs + offset) / stepMs) * stepMs; local - offset < toMs; local += stepMs) {
      found.push(local - offset);
    }
    return found;
  });
}

/** Looks at the offset every few hours, and finds the very moment of a change by halving. */
function seamsOf(view: Span, timeZone: string): Seam[] {
  const seams: Seam[] = [];
  const strideMs = 6 * hour;
  for (let fromMs = view.fromMs; fromMs < view.toMs; fromMs += strideMs) {
    const toMs = Math.min(fromMs + strideMs, view.toMs);
    const [beforeMs, afterMs] = [offsetMsAt(fromMs, timeZone), offsetMsAt(toMs, timeZone)];
    if (beforeMs === afterMs) continue;
    let [low, high] = [Math.floor(fromMs / second), Math.ceil(toMs / second)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetMsAt(middle * second, timeZone) === beforeMs) low = middle;
      else high = middle;
    }
    seams.push({ atMs: high * second, beforeMs, afterMs });
  }
  return seams;
}

function minorOf(stepMs: number): number {
  if (stepMs === dayMs) return 6 * hour;
  if (stepMs === 12 * hour || stepMs === 6 * hour) return hour;
  return stepMs % 5 === 0 && [5, 10, 15, 30].some((count) => stepMs === count * second || stepMs === count * minute)
    ? stepMs / 5
    : stepMs / 4;
}
