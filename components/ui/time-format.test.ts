import { describe, expect, it } from "vitest";
import { formatAge, formatDuration, formatTime, formatZone } from "./time-format";

const at = Date.UTC(2026, 10, 21, 23, 5, 9);
const sameYear = Date.UTC(2026, 11, 1);

describe("formatTime", () => {
  it("prints time, date or both in the zone", () => {
    expect(formatTime(at, "UTC", "time", sameYear)).toBe("23:05:09");
    expect(formatTime(at, "UTC", "datetime", sameYear)).toBe("21 Nov 23:05:09");
    expect(formatTime(at, "Asia/Kolkata", "datetime", sameYear)).toBe("22 Nov 04:35:09");
    expect(formatTime(at, "America/New_York", "date", sameYear)).toBe("21 Nov");
  });

  it("prints midnight as 00", () => {
    expect(formatTime(Date.UTC(2026, 0, 1), "UTC", "time", sameYear)).toBe("00:00:00");
  });

  it("adds the year where it is another one in that zone", () => {
    expect(formatTime(at, "UTC", "date", Date.UTC(2027, 1, 1))).toBe("21 Nov 2026");
    const newYear = Date.UTC(2026, 11, 31, 23, 30);
    expect(formatTime(newYear, "Europe/Berlin", "date", newYear)).toBe("1 Jan");
    expect(formatTime(newYear, "Europe/Berlin", "date", Date.UTC(2026, 6, 1))).toBe("1 Jan 2027");
  });
});

describe("formatZone", () => {
  it("prints the offset in force at that instant", () => {
    expect(formatZone(at, "UTC")).toBe("UTC");
    expect(formatZone(at, "Europe/Berlin")).toBe("UTC+1");
    expect(formatZone(Date.UTC(2026, 6, 1), "Europe/Berlin")).toBe("UTC+2");
    expect(formatZone(at, "Asia/Kolkata")).toBe("UTC+5:30");
    expect(formatZone(at + 987, "America/St_Johns")).toBe("UTC-3:30");
  });

  it("is exact before 1970, where milliseconds are negative", () => {
    expect(formatZone(-1, "UTC")).toBe("UTC");
  });
});

it.each([
  [0, "now"],
  [999, "now"],
  [12_400, "12 s ago"],
  [59_999, "59 s ago"],
  [60_000, "1 min ago"],
  [3_600_000, "1 h ago"],
  [47 * 3_600_000, "47 h ago"],
  [48 * 3_600_000, "2 d ago"],
  [-4 * 60_000, "in 4 min"],
])("prints an age of %d ms as %s", (ageMs, text) => {
  expect(formatAge(ageMs)).toBe(text);
});

it.each([
  [-500, "0:00"],
  [7_900, "0:07"],
  [723_000, "12:03"],
  [3_765_000, "1:02:45"],
  [360_000_000, "100:00:00"],
])("prints a length of %d ms as %s", (spanMs, text) => {
  expect(formatDuration(spanMs)).toBe(text);
});
