import { describe, expect, it } from "vitest";
import { cellHeight, cellsOrigin, cellWidth, columns, readCells, rows } from "./cells";
import { fitPicture } from "./fitting";
import { ownedFrames } from "./frame-grid";
import { personColour, personToneHz, type Rgb, sourceSizes, type SourceAspect } from "./person";

const aspects: SourceAspect[] = ["16:9", "4:3", "9:16"];

const distance = (a: Rgb, b: Rgb) => Math.hypot(a.r - b.r, a.g - b.g, a.b - b.b);
const smallestDistance = (uids: number[]) => {
  const colours = uids.map(personColour);
  return Math.min(...colours.flatMap((a, i) => colours.slice(i + 1).map((b) => distance(a, b))));
};
const inARow = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

const grey = (value: number) => ({ data: new Uint8Array(320 * 180 * 3).fill(value), width: 320, height: 180 });

describe("a simulated person", () => {
  it("has a colour clearly apart from everybody's in the seeded channels", () => {
    const cast = [...inARow(1001, 3), ...inARow(2001, 6), ...inARow(3001, 2)];
    expect(smallestDistance(cast)).toBeGreaterThan(75);
  });

  it("has a saturated colour clearly apart from its neighbours', wherever the uids begin", () => {
    for (const first of [1, 97, 101, 5000, 123_456, 4_294_967_279]) {
      expect(smallestDistance(inARow(first, 6))).toBeGreaterThan(100);
      expect(smallestDistance(inARow(first, 17))).toBeGreaterThan(30);
      for (const { r, g, b } of inARow(first, 17).map(personColour)) {
        expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeGreaterThan(120);
      }
    }
  });

  it("has a tone of a whole number of hertz, different from those of 36 neighbours", () => {
    const tones = inARow(4_294_967_259, 37).map(personToneHz);
    expect(new Set(tones).size).toBe(37);
    expect(tones.every((hz) => Number.isInteger(hz) && hz >= 240 && hz <= 1320)).toBe(true);
  });

  it.each(aspects)("keeps the middle of a %s picture plain", (aspect) => {
    const { width, height } = sourceSizes[aspect];
    const origin = cellsOrigin(aspect);
    expect(origin.x).toBeGreaterThanOrEqual((width - 320) / 2);
    expect(origin.x + columns * cellWidth).toBeLessThanOrEqual((width + 320) / 2);
    expect(origin.y + rows * cellHeight).toBeLessThan(height / 2 - 20);
  });
});

describe("readCells", () => {
  const whole = { x: 0, y: 0, width: 320, height: 180 };

  it("reads black cells as zero and white ones as one", () => {
    expect(readCells(grey(0), whole, "16:9")).toEqual({ uid: 0, utcSecond: 0 });
    expect(readCells(grey(255), whole, "16:9")).toEqual({ uid: 0xffff_ffff, utcSecond: 0xffff_ffff });
  });

  it("reads nothing from a picture that has no clear cells or lies outside", () => {
    expect(readCells(grey(128), whole, "16:9")).toBeNull();
    expect(readCells(grey(0), { ...whole, x: 200 }, "16:9")).toBeNull();
  });
});

describe("fitPicture", () => {
  const camera = { width: 640, height: 360 };
  const region = { x: 100, y: 50, width: 100, height: 100 };

  it("covers a region and cuts off both sides alike", () => {
    expect(fitPicture(camera, region, "cover")).toEqual({ x: 61, y: 50, width: 178, height: 100 });
  });

  it("contains the whole picture in the middle of a region", () => {
    expect(fitPicture(camera, region, "contain")).toEqual({ x: 100, y: 72, width: 100, height: 56 });
  });
});

describe("ownedFrames", () => {
  it("gives every frame to exactly one of the slices that follow each other", () => {
    const edges = [0, 2, 3.73, 6.03, 7.34, 7.4, 22.4];
    for (const rate of [1, 7, 15, 60, 48_000 / 1024]) {
      const runs = edges.slice(1).map((end, i) => ownedFrames(edges[i] ?? 0, end, rate));
      // At one frame a second a slice of 60 ms has none of its own and shows one all the same.
      const own = runs.filter((run, i) => Math.ceil((edges[i] ?? 0) * rate) < Math.ceil((edges[i + 1] ?? 0) * rate));
      own.slice(1).forEach((run, i) => expect(run.first).toBe((own[i]?.first ?? 0) + (own[i]?.count ?? 0)));
      expect(own.at(-1)).toMatchObject({ first: Math.ceil(7.4 * rate) });
    }
  });

  it("is not misled by what sums leave behind", () => {
    expect(ownedFrames(0, 0.1 + 0.2, 10)).toEqual({ first: 0, count: 3 });
    expect(ownedFrames(0.1 + 0.2, 0.4, 10)).toEqual({ first: 3, count: 1 });
  });
});
