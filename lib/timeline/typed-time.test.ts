import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePastTime, parseTypedTime } from "./typed-time";
import { clockText, dayKey, dayMs, toRfc3339 } from "./zone";

const nowMs = Date.UTC(2026, 10, 21, 18, 0);
const context = { nearMs: Date.UTC(2026, 10, 20, 12), nowMs, timeZone: "Europe/Berlin" };
const read = (text: string) => parseTypedTime(text, context);
const recent = fc.integer({ min: Date.UTC(2026, 4, 1), max: Date.UTC(2026, 8, 30) });

test("what is printed can be pasted again", () => {
  fc.assert(
    fc.property(recent, fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu"), (atMs, timeZone) => {
      const typed = { ...context, nearMs: atMs, timeZone };
      expect(parseTypedTime(toRfc3339(atMs, timeZone), typed)).toEqual({ ok: true, atMs });
      expect(parseTypedTime(clockText(atMs, timeZone, true), typed)).toEqual({ ok: true, atMs });
      const whole = Math.floor(atMs / 1000) * 1000;
      expect(parseTypedTime(`${dayKey(atMs, timeZone)} ${clockText(atMs, timeZone)}`, typed)).toEqual({
        ok: true,
        atMs: whole,
      });
    }),
  );
});

test("no text at all breaks it", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof read(text).ok).toBe("boolean");
    }),
  );
});

test.each([
  ["2019-01-07T12:00:00+08:00", Date.UTC(2019, 0, 7, 4)],
  ["2019-01-07t12:00:00.25z", Date.UTC(2019, 0, 7, 12, 0, 0, 250)],
  ["2026-11-20 14:03:22", Date.UTC(2026, 10, 20, 13, 3, 22)],
  ["14:03:22.007", Date.UTC(2026, 10, 20, 13, 3, 22, 7)],
  ["9:05", Date.UTC(2026, 10, 20, 8, 5)],
  ["now", nowMs],
  ["now-10m", nowMs - 600_000],
  ["  NOW - 2 h ", nowMs - 7_200_000],
])("%s", (text, atMs) => {
  expect(read(text)).toEqual({ ok: true, atMs });
});

test.each(["", "yesterday", "25:00", "14:60", "2026-02-30 12:00", "2026-13-01T00:00:00Z", "2026-03-29 02:30:00", "12"])(
  "%j is refused with a sentence",
  (text) => {
    const typed = read(text);
    expect(typed.ok).toBe(false);
    expect(typed.ok ? "" : typed.sentence.length).toBeGreaterThan(20);
  },
);

test("a time of day that came twice is the first, and it is said", () => {
  expect(read("2026-10-25 02:30")).toEqual({
    ok: true,
    atMs: Date.UTC(2026, 9, 25, 0, 30),
    note: expect.stringContaining("twice"),
  });
});

test("what lies ahead, or further back than is looked for, is refused in words", () => {
  const past = (text: string) => parsePastTime(text, { ...context, earliestMs: nowMs - 90 * dayMs });
  expect(past("now-89d")).toEqual({ ok: true, atMs: nowMs - 89 * dayMs });
  expect(past("now-91d")).toMatchObject({ ok: false, sentence: expect.stringContaining("more than 90 days ago") });
  expect(past("2026-11-22 14:00")).toMatchObject({ ok: false, sentence: expect.stringContaining("future") });
  expect(past("yesterday")).toMatchObject({ ok: false, sentence: expect.stringContaining("RFC 3339") });
});
