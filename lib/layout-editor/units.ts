declare const canvasUnitBrand: unique symbol;

/**
 * A length on the canvas: a whole number of millionths of its width or height, 0 to 1 000 000.
 *
 * Agora's layout fields are fractions with at most six decimals (contract §3.1), so this unit holds every value it can
 * express, adds without rounding errors and prints without an exponent.
 */
export type CanvasUnit = number & { readonly [canvasUnitBrand]: true };

const MICRO = 1_000_000;

/**
 * Checks that a number is a canvas length.
 * @throws RangeError unless it is a whole number from 0 to 1 000 000.
 */
export function canvasUnit(value: number): CanvasUnit {
  // -0 would print as "-0" in a label.
  const length = value === 0 ? 0 : value;
  if (!isCanvasUnit(length)) throw new RangeError(`A canvas length is a whole number from 0 to ${MICRO}, not ${value}`);
  return length;
}

/** The origin of the canvas. */
export const ZERO = canvasUnit(0);

/** The whole width or height of the canvas. */
export const FULL = canvasUnit(MICRO);

/**
 * A fraction of the canvas (0 to 1) to the nearest canvas unit.
 * @throws RangeError outside 0 to 1.
 */
export function fromFraction(fraction: number): CanvasUnit {
  return canvasUnit(Math.round(fraction * FULL));
}

/** The canvas length nearest to a number of canvas units, however far outside it lies. */
export function nearestUnit(value: number): CanvasUnit {
  return canvasUnit(clamp(Math.round(value), 0, MICRO));
}

/** A number moved into a range. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A canvas length as a fraction (0 to 1) of at most six decimals, which JSON prints without an exponent. */
export function toFraction(unit: CanvasUnit): number {
  return unit / FULL;
}

/**
 * The pixel boundary nearest to an edge, on a canvas side of `canvasPx` pixels.
 *
 * Convert the two edges of a region, never its width: then neighbours that share an edge share it in pixels too.
 */
export function toPixelEdge(unit: CanvasUnit, canvasPx: number): number {
  return Math.round((unit * canvasPx) / FULL);
}

/**
 * A pixel boundary as a canvas length.
 * @throws RangeError when the pixel lies outside the canvas.
 */
export function fromPixelEdge(px: number, canvasPx: number): CanvasUnit {
  return canvasUnit(Math.round((px / canvasPx) * FULL));
}

function isCanvasUnit(value: number): value is CanvasUnit {
  return Number.isInteger(value) && value >= 0 && value <= MICRO;
}
