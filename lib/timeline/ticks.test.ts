import fc from "fast-check";
import { expect, test } from "vitest";
import { ticksOf } from "./ticks";
import { dayMs, wallTimeAt } from "./zone";

const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu"];

test("labels are never closer than asked, lie in the view, and on the zone's own full steps", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
      fc.integer({ min: 5_000, max: 8 * dayMs }),
      fc.constantFrom(...zones),
      (fromMs, length, zone) => {
        const view = { fromMs, toMs: fromMs + length };
        const { labelled, stepMs } = ticksOf(view, 1200, zone);
        for (const [index, tick] of labelled.entries()) {
          expect(tick.atMs >= view.fromMs && tick.atMs < view.toMs).toBe(true);
          const { hour, minute, second, ms } = wallTimeAt(tick.atMs, zone);
          expect((((hour * 60 + minute) * 60 + second) * 1000 + ms) % Math.min(stepMs, dayMs)).toBe(0);
          const before = labelled[index - 1];
          if (before !== undefined && stepMs < dayMs)
            expect(tick.atMs - before.atMs).toBeLessThanOrEqual(stepMs + 3_600_000);
        }
        expect((stepMs / length) * 1200 >= 72 || stepMs === dayMs).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("a day begins with its date", () => {
  const view = { fromMs: Date.UTC(2026, 10, 20, 20), toMs: Date.UTC(2026, 10, 21, 4) };
  expect(ticksOf(view, 800, "UTC").labelled.find(({ isDate }) => isDate)?.label).toBe("21 Nov");
  expect(
    ticksOf({ fromMs: 0, toMs: 10_000 }, 1000, "UTC")
      .labelled.map(({ label }) => label)
      .slice(0, 3),
  ).toEqual(["1 Jan", "00:00:01", "00:00:02"]);
});

test("an hour that comes twice has two ticks and a seam; one that is left out has none", () => {
  const autumn = ticksOf({ fromMs: Date.UTC(2026, 9, 24, 22), toMs: Date.UTC(2026, 9, 25, 4) }, 1200, "Europe/Berlin");
  expect(autumn.seams).toEqual([{ atMs: Date.UTC(2026, 9, 25, 1), beforeMs: 7_200_000, afterMs: 3_600_000 }]);
  expect(autumn.labelled.filter(({ label }) => label === "02:00")).toHaveLength(2);
  const spring = ticksOf({ fromMs: Date.UTC(2026, 2, 28, 23), toMs: Date.UTC(2026, 2, 29, 5) }, 1200, "Europe/Berlin");
  expect(spring.seams.map(({ atMs }) => atMs)).toEqual([Date.UTC(2026, 2, 29, 1)]);
  expect(spring.labelled.some(({ label }) => label === "02:00")).toBe(false);
});
