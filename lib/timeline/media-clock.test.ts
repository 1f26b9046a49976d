import fc from "fast-check";
import { expect, test } from "vitest";
import { mediaClockOf, type Fragment } from "./media-clock";

const startMs = Date.UTC(2026, 10, 21, 12);
const file = { startMs, positionSeconds: 3 };

test("both readings of position lead there and back", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 90_000, noNaN: true }),
      fc.constantFrom("lead", "seek"),
      (seconds, reading) => {
        const clock = mediaClockOf(file, reading);
        expect(clock.toMediaSeconds(clock.toWallMs(seconds))).toBeCloseTo(seconds, 3);
      },
    ),
  );
  expect(mediaClockOf(file, "lead").toMediaSeconds(startMs + 10_000)).toBe(7);
  expect(mediaClockOf(file, "seek").toMediaSeconds(startMs + 10_000)).toBe(10);
  expect(mediaClockOf({ startMs, positionSeconds: null }).toWallMs(1)).toBe(startMs + 1000);
});

/** Four fragments of six seconds; a hole of a minute after the second. */
const fragments: Fragment[] = [
  { startSeconds: 0, durationSeconds: 6, wallMs: null },
  { startSeconds: 6, durationSeconds: 6, wallMs: startMs + 6_000 },
  { startSeconds: 12, durationSeconds: 6, wallMs: startMs + 72_000 },
  { startSeconds: 18, durationSeconds: 6, wallMs: null },
];

test("dates of the playlist win over position, each fragment for itself", () => {
  const clock = mediaClockOf(file, "lead", fragments);
  expect(clock.toWallMs(1)).toBe(startMs + 1_000);
  expect(clock.toWallMs(13)).toBe(startMs + 73_000);
  expect(clock.toWallMs(20)).toBe(startMs + 80_000);
  expect(clock.toMediaSeconds(startMs + 73_000)).toBe(13);
  // In the hole: where it goes on.
  expect(clock.toMediaSeconds(startMs + 40_000)).toBe(12);
  expect(clock.toMediaSeconds(startMs + 90_000)).toBe(30);
});

test("without any date the list's times count", () => {
  const undated = fragments.map((fragment) => ({ ...fragment, wallMs: null }));
  expect(mediaClockOf(file, "lead", undated).toWallMs(0)).toBe(startMs + 3_000);
});
