import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, alignments, distribute, fillSpace, matchSize, tidy } from "./arrange";
import { explodePreset } from "./document";
import { MAX_REGIONS, type PresetName, presetRegions, resolveCustom } from "./presets";
import { contains, overlaps, type Rect, rectFromEdges, unionBounds } from "./rect";
import { corners, defaultStarterOptions, starterRegions, starters, stripSides } from "./starters";
import { anyRect, anyTile, counting } from "./test-documents";
import { FULL } from "./units";

const whole = rectFromEdges(0, 0, FULL, FULL);
const tiles = fc.array(anyTile, { minLength: 1, maxLength: 8 });

describe("aligning", () => {
  it("puts all on one line without leaving the canvas or changing a size", () => {
    fc.assert(
      fc.property(tiles, fc.constantFrom(...alignments), fc.boolean(), (rects, to, isToCanvas) => {
        const aligned = align(rects, to, isToCanvas ? whole : null);
        const line = ({ x, y, w, h }: Rect) =>
          ({ left: x, centre: x + w / 2, right: x + w, top: y, middle: y + h / 2, bottom: y + h })[to];
        const lines = aligned.map(line);
        expect(Math.max(...lines) - Math.min(...lines)).toBeLessThanOrEqual(1);
        expect(aligned.map(({ w, h }) => [w, h])).toEqual(rects.map(({ w, h }) => [w, h]));
        expect(aligned.every((rect) => contains(whole, rect))).toBe(true);
      }),
    );
  });

  it("makes one size of all, that of the first", () => {
    fc.assert(
      fc.property(tiles, (rects) => {
        const [first] = rects;
        for (const rect of matchSize(rects, "both")) expect([rect.w, rect.h]).toEqual([first?.w, first?.h]);
      }),
    );
  });
});

describe("distributing", () => {
  it("makes the gaps between the outermost two equal, and leaves those two alone", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10_000, max: 90_000 }), { minLength: 3, maxLength: 8 }), (widths) => {
        let place = 0;
        const rects = widths.map((w) => {
          const rect = rectFromEdges(place, 0, place + w, 50_000);
          place += w + Math.round(w / 3);
          return rect;
        });
        const spread = distribute(rects, "horizontal");
        expect([spread[0], spread.at(-1)]).toEqual([rects[0], rects.at(-1)]);
        const gaps = spread.slice(1).map((rect, index) => rect.x - ((spread[index]?.x ?? 0) + (spread[index]?.w ?? 0)));
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("by centres makes the steps equal", () => {
    const rects = [0, 100_000, 150_000, 800_000].map((x, index) => rectFromEdges(x, 0, x + 20_000 * (index + 1), 9));
    const steps = distribute(rects, "horizontal", "centres").map(({ x, w }) => x + w / 2);
    expect(steps).toEqual([10_000, 286_666.5, 563_333, 840_000].map((value) => expect.closeTo(value, -1)));
  });
});

describe("tidying and filling", () => {
  it("tidies any pile into cells of one size that do not overlap", () => {
    fc.assert(
      fc.property(fc.array(anyRect, { minLength: 1, maxLength: 17 }), (rects) => {
        const tidied = tidy(rects, whole);
        expect(tidied).toHaveLength(rects.length);
        expect(tidied.some((a, i) => tidied.slice(i + 1).some((b) => overlaps(a, b)))).toBe(false);
        const widths = tidied.map(({ w }) => w);
        expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("fills the free space around a rectangle without covering anyone new", () => {
    fc.assert(
      fc.property(anyTile, fc.array(anyTile, { maxLength: 6 }), (rect, all) => {
        const others = all.filter((other) => !overlaps(rect, other));
        const filled = fillSpace(rect, others);
        expect(contains(filled, rect)).toBe(true);
        expect(others.some((other) => overlaps(filled, other))).toBe(false);
      }),
    );
  });
});

describe("ready arrangements", () => {
  it.each(starters)("%s stays on the canvas for any number of people and any measure", (starter) => {
    fc.assert(
      fc.property(
        fc.record({
          people: fc.integer({ min: 1, max: 17 }),
          gap: fc.integer({ min: 0, max: 60_000 }),
          margin: fc.integer({ min: 0, max: 100_000 }),
          corner: fc.constantFrom(...corners),
          side: fc.constantFrom(...stripSides),
          share: fc.integer({ min: 0, max: FULL }),
        }),
        (options) => {
          const places = starterRegions(starter, options);
          expect(places.length).toBeGreaterThan(0);
          expect(places.length).toBeLessThanOrEqual(MAX_REGIONS);
          expect(places.every((place) => contains(whole, place) && place.w > 0 && place.h > 0)).toBe(true);
          const apart = starter === "pictureInPicture" ? places.slice(1) : places;
          expect(apart.some((a, i) => apart.slice(i + 1).some((b) => overlaps(a, b)))).toBe(false);
        },
      ),
    );
  });

  it("a grid without gap or margin leaves nothing free when it is full", () => {
    const places = starterRegions("grid", { ...defaultStarterOptions, people: 9, gap: 0, margin: 0 });
    expect(unionBounds(places)).toEqual(whole);
    expect(places.reduce((sum, { w, h }) => sum + w * h, 0)).toBe(FULL * FULL);
  });
});

describe("exploding", () => {
  const presets: PresetName[] = ["floating", "bestFit", "vertical"];
  const counts = Array.from({ length: MAX_REGIONS }, (_, index) => index + 1);

  const geometry = ({ x, y, w, h, fit }: Rect & { fit: string }) => ({ x, y, w, h, fit });
  const uidsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

  it.each(presets)("%s has the geometry of Agora's preset for any number of people", (preset) => {
    for (const count of counts) {
      const options = preset === "vertical" ? { maxResolutionUid: "1" } : {};
      const exploded = explodePreset(preset, count, counting(), "77");
      expect(exploded.map(geometry)).toEqual(presetRegions(preset, uidsOf(count), options).map(geometry));
      expect(exploded.map(({ uid }) => uid)).toEqual(
        exploded.map((_, index) => (preset === "vertical" && index === 0 ? "77" : null)),
      );
    }
  });

  it("vertical without a large user keeps everybody small where Agora puts them, and the large place empty", () => {
    for (const count of counts) {
      const [large, ...small] = presetRegions("vertical", uidsOf(count));
      const exploded = explodePreset("vertical", count, counting());
      const sent = exploded.filter(({ isHidden }) => !isHidden);
      expect(sent.map(geometry)).toEqual(small.map(geometry));
      expect(resolveCustom(sent, uidsOf(count)).map(({ uid }) => uid)).toEqual(small.map(({ uid }) => uid));
      expect(exploded.filter(({ isHidden }) => isHidden).map(geometry)).toEqual(
        [large].flatMap((one) => one ?? []).map(geometry),
      );
      expect(exploded.length).toBeLessThanOrEqual(MAX_REGIONS);
    }
  });
});
