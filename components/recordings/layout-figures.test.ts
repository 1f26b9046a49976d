import { expect, test } from "vitest";
import { layoutPresets } from "@/lib/features/recordings/constants";
import { figureRegions } from "./layout-figures";

const size = { width: 160, height: 90 };

test.each(layoutPresets)("%s stays within its figure and shows everybody up to seventeen", (preset) => {
  for (let people = 1; people <= 17; people += 1) {
    const regions = figureRegions(preset, people, size, preset === "vertical" ? 1 : null);
    expect(regions.filter(({ label }) => label !== null)).toHaveLength(people);
    for (const { x, y, width, height } of regions) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(size.width + 1e-9);
      expect(y + height).toBeLessThanOrEqual(size.height + 1e-9);
    }
  }
});

test("best fit puts two people side by side", () => {
  expect(figureRegions("bestFit", 2, size)).toEqual([
    { x: 0, y: 0, width: 80, height: 90, label: 1 },
    { x: 80, y: 0, width: 80, height: 90, label: 2 },
  ]);
});

test("the large region of the vertical layout is empty without a large person", () => {
  expect(figureRegions("vertical", 3, size)[0]).toMatchObject({ label: null, x: 0, width: 128 });
  expect(figureRegions("vertical", 3, size, 2)[0]).toMatchObject({ label: 2, x: 0, width: 128 });
});
