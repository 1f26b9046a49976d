import * as fc from "fast-check";
import { defaultBackground, type LayoutDocument, newRegion, type Region } from "./document";
import { type Rect, rectFromEdges } from "./rect";
import { canvasUnit, FULL } from "./units";

/** Ids that count up, so that a failure can be read. */
export function counting(prefix = "r"): () => string {
  let next = 0;
  return () => `${prefix}${(next += 1)}`;
}

export const anyUnit = fc.integer({ min: 0, max: FULL });

/** Any rectangle on the canvas, also one of no size. */
export const anyRect: fc.Arbitrary<Rect> = fc
  .tuple(anyUnit, anyUnit, anyUnit, anyUnit)
  .map(([a, b, c, d]) => rectFromEdges(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)));

/** A rectangle that can be seen: at least a twentieth of the canvas wide and high. */
export const anyTile: fc.Arbitrary<Rect> = fc
  .tuple(
    fc.integer({ min: 50_000, max: FULL }),
    fc.integer({ min: 50_000, max: FULL }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([w, h, x, y]) => {
    const [left, top] = [Math.round((FULL - w) * x), Math.round((FULL - h) * y)];
    return rectFromEdges(left, top, left + w, top + h);
  });

export const anyDelta = fc.record({
  dx: fc.integer({ min: -2 * FULL, max: 2 * FULL }),
  dy: fc.integer({ min: -2 * FULL, max: 2 * FULL }),
});

/** A region with the given edges. */
export function regionAt(id: string, rect: Rect, changes: Partial<Region> = {}): Region {
  return { ...newRegion(id, { ...rect, uid: null, fit: "cover", alpha: FULL }), ...changes };
}

/** A document of some regions for a picture of 1280 x 720. */
export function documentOf(regions: readonly Region[], changes: Partial<LayoutDocument> = {}): LayoutDocument {
  return {
    preset: "custom",
    largeUid: null,
    regions,
    background: defaultBackground,
    canvas: { width: 1280, height: 720 },
    ...changes,
  };
}

const anyUid = fc.integer({ min: 1, max: 4_294_967_295 }).map(String);

export const anyRegions: fc.Arbitrary<Region[]> = fc
  .array(
    fc.record({
      rect: anyRect,
      uid: fc.option(anyUid),
      alpha: anyUnit.map(canvasUnit),
      fit: fc.constantFrom("cover" as const, "contain" as const),
    }),
    { maxLength: 17 },
  )
  .map((list) => list.map(({ rect, ...rest }, index) => regionAt(`r${index + 1}`, rect, rest)));
