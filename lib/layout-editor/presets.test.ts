import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_REGIONS, type PlacedRegion, type PresetName, presetRegions, resolveCustom } from "./presets";
import { FULL_RECT, overlaps, rectFromEdges, toPixelRect } from "./rect";
import { FULL, canvasUnit, fromFraction } from "./units";

const people = (count: number) => Array.from({ length: count }, (_, i) => String(101 + i));
const counts = Array.from({ length: MAX_REGIONS }, (_, i) => i + 1);
const box = ({ x, y, w, h }: PlacedRegion) => [x, y, w, h];
const edges = ({ x, y, w, h }: PlacedRegion) => [x, y, x + w, y + h];

const grid = (xs: number[], ys: number[]) =>
  ys
    .slice(0, -1)
    .flatMap((top, row) => xs.slice(0, -1).map((left, column) => [left, top, xs[column + 1], ys[row + 1]]));
const at = (part: number, parts: number) => Math.round((part * 1e6) / parts);
const customRegion = (uid: string | null, index: number): PlacedRegion => ({
  ...rectFromEdges(index * 10_000, 0, (index + 1) * 10_000, FULL),
  uid,
  fit: "contain",
  alpha: canvasUnit(500_000),
});

const strip = (parts: number, rows: number) => ({
  large: [0, 0, at(parts - 1, parts), 1e6],
  small: Array.from({ length: rows }, (_, i) => [at(parts - 1, parts), at(i, rows), 1e6, at(i + 1, rows)]),
});
const shown = (wanted: (string | null)[], uids: string[]) =>
  resolveCustom(wanted.map(customRegion), uids).map((r) => r.uid);

describe("floating (contract §3.2)", () => {
  // The documented table, 1-based join order 1 to 17.
  const table = [
    [0, 0, 1, 1],
    ...[0.753, 0.506, 0.259, 0.012].flatMap((y) => [0.012, 0.259, 0.506, 0.753].map((x) => [x, y, 0.235, 0.235])),
  ];

  it.each(counts)("places %i people as in the table", (count) => {
    const regions = presetRegions("floating", people(count));
    const expected = table.slice(0, count).map((row) => row.map((value) => Number(fromFraction(value))));
    expect(regions.map(box)).toEqual(expected);
    expect(regions.map((region) => region.uid)).toEqual(people(count));
  });
});

describe("best fit (contract §3.3)", () => {
  const thirds = [0, 333_333, 666_667, 1_000_000];
  const quarters = [0, 250_000, 500_000, 750_000, 1_000_000];
  const halves = [0, 500_000, 1_000_000];
  const whole = [0, 1_000_000];
  const seventeen = [
    ...[0, 200_000, 400_000, 600_000].flatMap((y) =>
      [100_000, 300_000, 500_000, 700_000].map((x) => [x, y, x + 200_000, y + 200_000]),
    ),
    [400_000, 800_000, 600_000, 1_000_000],
  ];
  const cellsFor = (count: number) => {
    if (count === 1) return grid(whole, whole);
    if (count === 2) return grid(halves, whole);
    if (count <= 4) return grid(halves, halves);
    if (count <= 9) return grid(thirds, thirds);
    return count <= 16 ? grid(quarters, quarters) : seventeen;
  };

  it.each(counts)("gives %i people the first cells of their grid", (count) => {
    const regions = presetRegions("bestFit", people(count));
    expect(regions.map(edges)).toEqual(cellsFor(count).slice(0, count));
    expect(regions.map((region) => region.uid)).toEqual(people(count));
  });
});

describe("vertical (contract §3.4)", () => {
  const twoColumns = {
    large: [0, 0, 800_000, 1e6],
    small: [900_000, 800_000].flatMap((x) =>
      Array.from({ length: 8 }, (_, i) => [x, i * 125_000, x + 100_000, (i + 1) * 125_000]),
    ),
  };
  const classFor = (small: number) => {
    if (small <= 4) return strip(5, 4);
    if (small <= 6) return strip(7, 6);
    return small <= 8 ? strip(9, 8) : twoColumns;
  };

  it.each(counts)("with the large user among %i people, whoever it is", (count) => {
    for (const maxResolutionUid of people(count)) {
      const [large, ...small] = presetRegions("vertical", people(count), { maxResolutionUid });
      const expected = classFor(count - 1);
      expect(large).toMatchObject({ uid: maxResolutionUid, fit: "contain" });
      expect(large && edges(large)).toEqual(expected.large);
      expect(small.map(edges)).toEqual(expected.small.slice(0, count - 1));
      expect(small.map((region) => region.uid)).toEqual(people(count).filter((uid) => uid !== maxResolutionUid));
      expect(small.every((region) => region.fit === "cover")).toBe(true);
    }
  });

  it.each(counts)("keeps the large region empty when its user is not among %i people", (count) => {
    for (const maxResolutionUid of ["999", null]) {
      const [large, ...small] = presetRegions("vertical", people(count), { maxResolutionUid });
      const expected = classFor(count);
      expect(large?.uid).toBeNull();
      expect(large && edges(large)).toEqual(expected.large);
      // Two columns of eight hold sixteen: a seventeenth small user has no place.
      expect(small.map(edges)).toEqual(expected.small.slice(0, count));
      expect(small.map((region) => region.uid)).toEqual(people(count).slice(0, 16));
    }
  });

  it("needs the next class when five people are all small", () => {
    expect(presetRegions("vertical", people(5), { maxResolutionUid: "101" })[0]?.w).toBe(800_000);
    expect(presetRegions("vertical", people(5), { maxResolutionUid: "999" })[0]?.w).toBe(857_143);
  });

  it("prints the documented fractions of a six-person strip", () => {
    const small = presetRegions("vertical", people(6), { maxResolutionUid: "101" })[1];
    expect(small && box(small)).toEqual([857_143, 0, 142_857, 166_667]);
  });
});

describe("every preset", () => {
  const presets: PresetName[] = ["floating", "bestFit", "vertical"];

  it.each(presets)("%s shows nobody in an empty channel", (preset) => {
    expect(presetRegions(preset, []).filter((region) => region.uid !== null)).toEqual([]);
  });

  it.each(presets)("%s leaves out the eighteenth user", (preset) => {
    const maxResolutionUid = preset === "vertical" ? "118" : null;
    expect(presetRegions(preset, people(18), { maxResolutionUid })).toEqual(
      presetRegions(preset, people(17), { maxResolutionUid }),
    );
  });

  it.each(presets)("%s stays on any canvas, opaque, without overlap except the floating ground", (preset) => {
    for (const count of counts) {
      const regions = presetRegions(preset, people(count), { maxResolutionUid: "103" });
      for (const region of regions) {
        expect(region.alpha).toBe(FULL);
        expect(Math.max(region.x + region.w, region.y + region.h)).toBeLessThanOrEqual(FULL);
      }
      const apart = preset === "floating" ? regions.slice(1) : regions;
      const pairs = apart.flatMap((a, i) => apart.slice(i + 1).map((b) => overlaps(a, b)));
      expect(pairs.includes(true)).toBe(false);
    }
  });

  it.each(presets)("%s leaves no hairline between touching neighbours at odd pixel sizes", (preset) => {
    for (const count of counts) {
      const regions = presetRegions(preset, people(count), { maxResolutionUid: "101" });
      for (const a of regions) {
        for (const b of regions.filter((other) => other.x === a.x + a.w)) {
          const [left, right] = [a, b].map((region) => toPixelRect(region, { width: 853, height: 481 }));
          expect(right?.x).toBe((left?.x ?? 0) + (left?.width ?? 0));
        }
      }
    }
  });
});

describe("resolveCustom (contract §3.5)", () => {
  it("fills regions without uid by the remaining users in join order", () => {
    expect(shown([null, "102", null], ["101", "102", "103", "104"])).toEqual(["101", "102", "103"]);
  });

  it("leaves regions of absent users, and those nobody remains for, empty", () => {
    expect(shown(["999", null, null], ["101"])).toEqual([null, "101", null]);
  });

  it("moves the later users up when one leaves", () => {
    expect(shown([null, null], ["101", "102", "103"])).toEqual(["101", "102"]);
    expect(shown([null, null], ["102", "103"])).toEqual(["102", "103"]);
  });

  it("does not show the eighteenth user even in a region of their own", () => {
    expect(shown(["118"], people(18))).toEqual([null]);
    expect(shown(["117"], people(18))).toEqual(["117"]);
  });

  it("shows a user twice when two regions name them", () => {
    expect(shown(["101", "101", null], ["101", "102"])).toEqual(["101", "101", "102"]);
  });

  it("keeps order and everything else of each region, and never seats one user twice by join order", () => {
    const uid = fc.constantFrom(...people(20));
    fc.assert(
      fc.property(
        fc.array(fc.option(uid), { maxLength: MAX_REGIONS }),
        fc.uniqueArray(uid, { maxLength: 20 }),
        (wanted, uids) => {
          const regions = wanted.map(customRegion);
          const resolved = resolveCustom(regions, uids);
          expect(resolved.map((r) => ({ ...r, uid: null }))).toEqual(regions.map((r) => ({ ...r, uid: null })));
          const seated = resolved.filter((_, i) => wanted[i] === null).flatMap((r) => r.uid ?? []);
          expect(new Set(seated).size).toBe(seated.length);
          expect(seated.some((name) => wanted.includes(name))).toBe(false);
          const named = resolved.filter((_, i) => wanted[i] !== null);
          expect(named.every((r) => r.uid === null || wanted.includes(r.uid))).toBe(true);
        },
      ),
    );
  });
});

it("knows the whole canvas", () => {
  expect(FULL_RECT).toEqual({ x: 0, y: 0, w: 1_000_000, h: 1_000_000 });
});
