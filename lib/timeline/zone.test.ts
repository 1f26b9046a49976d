import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAround, dayMs, instantOf, isTimeZone, startOfDay, toRfc3339, wallTimeAt } from "./zone";

const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana"];
const atMs = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });

test("every instant has a wall time that leads back to it, or to the first of two that look the same", () => {
  fc.assert(
    fc.property(atMs, fc.constantFrom(...zones), (instant, zone) => {
      const found = instantOf(wallTimeAt(instant, zone), zone);
      expect(found.kind).not.toBe("skipped");
      if (found.kind === "once") expect(found.atMs).toBe(instant);
      else expect([instant, instant - 3_600_000, instant - 1_800_000]).toContain(found.atMs);
    }),
  );
});

test("RFC 3339 with an offset names the same instant", () => {
  fc.assert(
    fc.property(atMs, fc.constantFrom(...zones), (instant, zone) => {
      expect(Date.parse(toRfc3339(instant, zone))).toBe(instant);
    }),
  );
});

test("days are 23, 24 or 25 hours, and follow each other", () => {
  fc.assert(
    fc.property(atMs, fc.constantFrom("Europe/Berlin", "America/Havana"), (instant, zone) => {
      const { fromMs, toMs } = dayAround(instant, zone);
      expect(fromMs <= instant && instant < toMs).toBe(true);
      expect([23, 24, 25]).toContain((toMs - fromMs) / 3_600_000);
      expect(startOfDay(toMs, zone)).toBe(toMs);
      expect(startOfDay(toMs - 1, zone)).toBe(fromMs);
    }),
  );
  expect(dayAround(Date.UTC(2026, 2, 29, 12), "Europe/Berlin").toMs - dayMs).not.toBe(
    dayAround(Date.UTC(2026, 2, 29, 12), "Europe/Berlin").fromMs,
  );
});

test("a skipped time of day is told, a doubled one is the first", () => {
  const at = (day: number, month: number, hour: number) => ({
    year: 2026,
    month,
    day,
    hour,
    minute: 30,
    second: 0,
    ms: 0,
  });
  expect(instantOf(at(29, 3, 2), "Europe/Berlin").kind).toBe("skipped");
  expect(instantOf(at(25, 10, 2), "Europe/Berlin")).toEqual({ kind: "twice", atMs: Date.UTC(2026, 9, 25, 0, 30) });
});

test("tells zone names from other text", () => {
  expect(isTimeZone("Europe/Berlin")).toBe(true);
  expect(isTimeZone("Middle/Earth")).toBe(false);
});
