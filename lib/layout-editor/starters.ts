import type { Fit, PlacedRegion } from "./presets";
import { type Rect, rectFromEdges } from "./rect";
import { FULL, clamp } from "./units";

/** Ready arrangements beside Agora's own presets. */
export const starters = [
  "grid",
  "pictureInPicture",
  "sideBySide",
  "stacked",
  "presenterAndStrip",
  "spotlight",
  "interview",
] as const;
export type Starter = (typeof starters)[number];

export const corners = ["topLeft", "topRight", "bottomLeft", "bottomRight"] as const;
export type Corner = (typeof corners)[number];

export const stripSides = ["left", "right", "top", "bottom"] as const;
export type StripSide = (typeof stripSides)[number];

/** What an arrangement is made from. Lengths are canvas units of the width or the height alike. */
export type StarterOptions = {
  readonly people: number;
  readonly gap: number;
  readonly margin: number;
  readonly corner: Corner;
  readonly side: StripSide;
  /** Width or height of the strip, or of the small picture, as a share of the canvas. */
  readonly share: number;
};

export const defaultStarterOptions: StarterOptions = {
  people: 4,
  gap: 10_000,
  margin: 20_000,
  corner: "bottomRight",
  side: "right",
  share: 220_000,
};

/** Places of an arrangement, in join order and from below to the top; never more than seventeen. */
export function starterRegions(starter: Starter, options: StarterOptions): PlacedRegion[] {
  return makers[starter](options).map(({ fit, ...rect }) => ({ ...rect, fit, uid: null, alpha: FULL }));
}

type Place = Rect & { fit: Fit };

const makers: Record<Starter, (options: StarterOptions) => Place[]> = {
  grid: ({ people, gap, margin }) => gridIn(inset(margin), people, gap).map(cover),
  pictureInPicture: ({ corner, share, margin }) => [cover(full), cover(cornerRect(corner, share, margin))],
  sideBySide: ({ gap, margin }) => cut(inset(margin), 2, 1, gap).map(cover),
  stacked: ({ gap, margin }) => cut(inset(margin), 1, 2, gap).map(cover),
  presenterAndStrip: ({ people, side, share, gap, margin }) => presenter(people, side, share, gap, margin),
  spotlight: ({ people, gap, margin }) => spotlight(people, gap, margin),
  interview: ({ gap, margin }) => interview(gap, margin),
};

const full: Box = { left: 0, top: 0, right: FULL, bottom: FULL };

type Box = { left: number; top: number; right: number; bottom: number };

/** A rectangle whose pictures are cropped to it. */
function cover(box: Box): Place {
  return { ...rectFromEdges(box.left, box.top, box.right, box.bottom), fit: "cover" };
}

/** A rectangle that shows all of a picture. */
function contain(box: Box): Place {
  return { ...cover(box), fit: "contain" };
}

function inset(margin: number): Box {
  const edge = clamp(margin, 0, FULL / 4);
  return { left: edge, top: edge, right: FULL - edge, bottom: FULL - edge };
}

/** Equal cells with gaps between, row by row, in the squarest grid that holds everybody; a last row is centred. */
function gridIn(box: Box, people: number, gap: number): Box[] {
  const count = clamp(people, 1, 17);
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const cells = cut(box, columns, rows, gap);
  const inLast = count - (rows - 1) * columns;
  const aside = ((columns - inLast) * ((cells[1]?.left ?? FULL) - (cells[0]?.left ?? 0))) / 2;
  return cells
    .slice(0, count)
    .map((cell, index) =>
      index < (rows - 1) * columns || inLast === columns
        ? cell
        : { ...cell, left: cell.left + Math.round(aside), right: cell.right + Math.round(aside) },
    );
}

/** Cuts a box into columns and rows. Edges are rounded, so that all gaps are the same to a millionth. */
function cut(box: Box, columns: number, rows: number, gap: number): Box[] {
  const xs = spans(box.left, box.right, columns, gap);
  const ys = spans(box.top, box.bottom, rows, gap);
  return ys.flatMap(([top, bottom]) => xs.map(([left, right]) => ({ left, top, right, bottom })));
}

function spans(start: number, end: number, parts: number, gap: number): [number, number][] {
  const room = Math.min(gap, (end - start) / (parts * 2));
  const size = (end - start - room * (parts - 1)) / parts;
  return Array.from({ length: parts }, (_, index) => {
    const from = start + index * (size + room);
    return [Math.round(from), Math.round(from + size)];
  });
}

function cornerRect(corner: Corner, share: number, margin: number): Box {
  const size = clamp(share, 50_000, 500_000);
  const edge = clamp(margin, 0, FULL - size);
  const left = corner.endsWith("Left") ? edge : FULL - edge - size;
  const top = corner.startsWith("top") ? edge : FULL - edge - size;
  return { left, top, right: left + size, bottom: top + size };
}

/** One large picture, shown whole, and the others in a strip at one side. */
function presenter(people: number, side: StripSide, share: number, gap: number, margin: number): Place[] {
  const box = inset(margin);
  const size = clamp(share, 80_000, 450_000);
  const small = clamp(people - 1, 0, 16);
  if (small === 0) return [contain(box)];
  const isUpright = side === "left" || side === "right";
  const isFirst = side === "left" || side === "top";
  const [start, end] = isUpright ? [box.left, box.right] : [box.top, box.bottom];
  const strip: [number, number] = isFirst ? [start, start + size] : [end - size, end];
  const rest: [number, number] = isFirst ? [start + size + gap, end] : [start, end - size - gap];
  const along = ([from, to]: [number, number]): Box =>
    isUpright ? { ...box, left: from, right: to } : { ...box, top: from, bottom: to };
  return [contain(along(rest)), ...cut(along(strip), isUpright ? 1 : small, isUpright ? small : 1, gap).map(cover)];
}

/** One large picture above, the others in a row of two columns' height below. */
function spotlight(people: number, gap: number, margin: number): Place[] {
  const box = inset(margin);
  const small = clamp(people - 1, 1, 16);
  const third = Math.round(box.top + ((box.bottom - box.top) * 2) / 3);
  const rows = small > 8 ? 2 : 1;
  const below = { ...box, top: third + gap };
  return [
    cover({ ...box, bottom: third }),
    ...cut(below, Math.ceil(small / rows), rows, gap)
      .slice(0, small)
      .map(cover),
  ];
}

/** Two people side by side and a third below, full width. */
function interview(gap: number, margin: number): Place[] {
  const box = inset(margin);
  const middle = Math.round((box.top + box.bottom) / 2);
  return [
    ...cut({ ...box, bottom: middle - Math.round(gap / 2) }, 2, 1, gap),
    { ...box, top: middle + Math.round(gap / 2) },
  ].map(cover);
}
