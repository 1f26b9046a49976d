import type { Rect } from "./rect";
import { FULL } from "./units";

/** What a line stands for, the most telling first: of two equally near ones the earlier wins. */
export const snapKinds = ["canvas", "centre", "third", "sibling", "gap", "safe", "grid"] as const;
export type SnapKind = (typeof snapKinds)[number];

/** The part of a rectangle that a line attracts; null: any of the three. */
export type Anchor = "start" | "centre" | "end";

/** A line that attracts: its place on one axis and how far it reaches along the other, in canvas units. */
export type SnapLine = {
  readonly at: number;
  readonly kind: SnapKind;
  readonly from: number;
  readonly to: number;
  readonly only: Anchor | null;
};

/** Lines of both axes, each sorted by place. */
export type SnapLines = { readonly x: readonly SnapLine[]; readonly y: readonly SnapLine[] };

/** What attracts. `grid` is the distance of its lines in canvas units, null without a grid. */
export type SnapSettings = {
  readonly canvas: boolean;
  readonly thirds: boolean;
  readonly siblings: boolean;
  readonly gaps: boolean;
  readonly safeAreas: boolean;
  readonly grid: { readonly x: number; readonly y: number } | null;
};

export const defaultSnapSettings: SnapSettings = {
  canvas: true,
  thirds: true,
  siblings: true,
  gaps: true,
  safeAreas: false,
  grid: null,
};

/** Action and graphics safe areas (EBU R 95): margins in canvas units. */
export const safeMargins = { action: 35_000, graphics: 50_000 } as const;

/** Every line that the others and the canvas give, found once at the start of a gesture. */
export function collectLines(others: readonly Rect[], settings: SnapSettings): SnapLines {
  return { x: axisLines(others.map(across), settings), y: axisLines(others.map(down), settings) };
}

type Span = { start: number; end: number; from: number; to: number };

const across = ({ x, y, w, h }: Rect): Span => ({ start: x, end: x + w, from: y, to: y + h });
const down = ({ x, y, w, h }: Rect): Span => ({ start: y, end: y + h, from: x, to: x + w });

function axisLines(spans: readonly Span[], settings: SnapSettings): SnapLine[] {
  const lines: SnapLine[] = [];
  const whole = (at: number, kind: SnapKind) => lines.push({ at, kind, from: 0, to: FULL, only: null });
  if (settings.canvas) {
    whole(0, "canvas");
    whole(FULL, "canvas");
    whole(FULL / 2, "centre");
  }
  if (settings.thirds) for (const at of [333_333, 666_667]) whole(at, "third");
  if (settings.safeAreas) {
    for (const margin of Object.values(safeMargins)) for (const at of [margin, FULL - margin]) whole(at, "safe");
  }
  if (settings.siblings) {
    for (const { start, end, from, to } of spans) {
      for (const at of [start, end]) lines.push({ at, kind: "sibling", from, to, only: null });
      lines.push({ at: Math.round((start + end) / 2), kind: "sibling", from, to, only: "centre" });
    }
  }
  if (settings.gaps) lines.push(...gapLines(spans));
  return lines.toSorted((a, b) => a.at - b.at);
}

/** For each two neighbours: the places beside and between them where the gap is the same again. */
function gapLines(spans: readonly Span[]): SnapLine[] {
  return spans.flatMap((first) => {
    const beside = spans.filter((other) => other.start > first.end && other.from < first.to && first.from < other.to);
    const next = beside.reduce<Span | null>((a, b) => (a === null || b.start < a.start ? b : a), null);
    if (next === null) return [];
    const gap = next.start - first.end;
    const reach = { from: Math.min(first.from, next.from), to: Math.max(first.to, next.to), kind: "gap" as const };
    const lines: SnapLine[] = [
      { ...reach, at: next.end + gap, only: "start" },
      { ...reach, at: first.start - gap, only: "end" },
      { ...reach, at: Math.round((first.end + next.start) / 2), only: "centre" },
    ];
    return lines.filter(({ at }) => at >= 0 && at <= FULL);
  });
}
