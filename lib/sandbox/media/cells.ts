import { type SourceAspect, sourceSizes } from "./person";
import type { FittedPicture } from "./fitting";

/**
 * The machine-readable cells of a person's picture: four rows of sixteen, white for 1 and black for 0, most significant
 * bit first. The first two rows are the uid, the other two the UTC second. They sit above the centre, inside the middle
 * square of the picture, so that the centre stays plain and most crops keep them.
 */
export const columns = 16;
export const cellWidth = 19;
export const cellHeight = 17;
export const rows = 4;

/** Distance from the middle of the picture to the lower edge of the cells. */
const clearance = 28;

/** Top left corner of the cells in a picture. */
export function cellsOrigin(aspect: SourceAspect): { x: number; y: number } {
  const { width, height } = sourceSizes[aspect];
  return { x: (width - columns * cellWidth) / 2, y: height / 2 - clearance - rows * cellHeight };
}

/** Column and row of a bit. `bit` 0 is the least significant one. */
export function cellOf(word: "uid" | "second", bit: number): { column: number; row: number } {
  const fromStart = 31 - bit;
  return {
    column: fromStart % columns,
    row: (word === "uid" ? 0 : rows / 2) + Math.floor(fromStart / columns),
  };
}

/** A decoded picture: three bytes a pixel, row by row. */
export type RgbFrame = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** What the cells of a person's picture say. */
export type CellReading = { readonly uid: number; readonly utcSecond: number };

const blackBelow = 90;
const whiteAbove = 165;

/**
 * Reads the cells of a person's picture in a composed frame.
 *
 * `picture` tells where the picture lies (`fitPicture`). Returns null when a cell is outside the frame, covered, or
 * neither clearly black nor clearly white.
 */
export function readCells(frame: RgbFrame, picture: FittedPicture, aspect: SourceAspect): CellReading | null {
  const uid = readWord(frame, picture, aspect, "uid");
  const utcSecond = readWord(frame, picture, aspect, "second");
  return uid === null || utcSecond === null ? null : { uid, utcSecond };
}

function readWord(
  frame: RgbFrame,
  picture: FittedPicture,
  aspect: SourceAspect,
  word: "uid" | "second",
): number | null {
  const source = sourceSizes[aspect];
  const origin = cellsOrigin(aspect);
  let value = 0;
  for (let bit = 31; bit >= 0; bit--) {
    const { column, row } = cellOf(word, bit);
    const x = picture.x + ((origin.x + (column + 0.5) * cellWidth) * picture.width) / source.width;
    const y = picture.y + ((origin.y + (row + 0.5) * cellHeight) * picture.height) / source.height;
    const light = lightAt(frame, Math.floor(x), Math.floor(y));
    if (light === null || (light >= blackBelow && light <= whiteAbove)) return null;
    value = value * 2 + (light > whiteAbove ? 1 : 0);
  }
  return value;
}

function lightAt(frame: RgbFrame, x: number, y: number): number | null {
  if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) return null;
  const at = (y * frame.width + x) * 3;
  const [r = 0, g = 0, b = 0] = frame.data.subarray(at, at + 3);
  return (r + g + b) / 3;
}
