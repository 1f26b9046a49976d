import { expect, test } from "vitest";
import { noSelection } from "@/lib/timeline/selection";
import { LibraryDesk } from "./desk";

const nowMs = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const at = (minutes: number) => nowMs + minutes * minute;
const file = (from: number, to: number) => ({
  id: `${from}`,
  url: `/${from}.m3u8`,
  kind: "hls" as const,
  fromMs: at(from),
  toMs: at(to),
  startMs: at(from),
  positionSeconds: 0,
});
const files = [file(-60, -40), file(-30, -10)];

function deskAt(minutes: number) {
  const view = { fromMs: at(-120), toMs: at(0) };
  return new LibraryDesk({ atMs: at(minutes), view, selection: noSelection, nowMs });
}

test("the file in the player is that of the playhead, and none in a gap", () => {
  const desk = deskAt(-50);
  desk.setFiles(files, { unknown: [], isPlayable: true });
  expect(desk.file.get()?.id).toBe("-60");
  desk.seek(at(-35));
  expect(desk.file.get()).toBeNull();
  expect(desk.gapAt(desk.playhead.get())).toEqual({ fromMs: at(-40), toMs: at(-30) });
});

test("where files cannot be played, everything but the player works with them", () => {
  const desk = deskAt(-50);
  desk.setFiles(files, { unknown: [], isPlayable: false });
  desk.latest.set(at(-10));
  expect(desk.file.get()).toBeNull();
  desk.jump(1);
  expect(desk.playhead.get()).toBe(at(-40));
  expect(desk.gapAt(at(-35))).toEqual({ fromMs: at(-40), toMs: at(-30) });
  desk.setIn(at(-20));
  desk.setOut("latest");
  expect(desk.selectedSpan).toEqual({ fromMs: at(-20), toMs: at(-10) });
  desk.run({ do: "toggle" });
  expect(desk.playhead.get()).toBe(at(-40));
});

test("the latest is not the newest file that happens to be loaded", () => {
  const desk = deskAt(-50);
  desk.setFiles(files, { unknown: [], isPlayable: true });
  desk.setIn(at(-50));
  desk.setOut("latest");
  expect(desk.selectedSpan).toBeNull();
  expect(desk.seekLatest(minute)).toBe(false);
  expect(desk.playhead.get()).toBe(nowMs);
  desk.latest.set(at(-2));
  expect(desk.selectedSpan).toEqual({ fromMs: at(-50), toMs: at(-2) });
  expect(desk.seekLatest(minute)).toBe(true);
  expect(desk.playhead.get()).toBe(at(-3));
  desk.latest.set(at(-10));
  desk.seekLatest(25 * minute);
  expect(desk.playhead.get()).toBe(at(-30));
});

test("of what could not be read it is not said that nothing was recorded", () => {
  const desk = deskAt(-35);
  const unknown = [{ fromMs: at(-45), toMs: at(-32) }];
  desk.setFiles(files, { unknown, isPlayable: true });
  expect(desk.gapAt(at(-35))).toBeUndefined();
  expect([-50, -42, -35, -31].map((minutes) => desk.isUnknownAt(at(minutes)))).toEqual([false, false, true, false]);
  expect(desk.gapAt(at(-31))).toEqual({ fromMs: at(-32), toMs: at(-30) });
});
