import { expect, test } from "vitest";
import type { Span } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";
import type { RecordedFile } from "../types";
import { RecordedDays } from "./recorded-days";

const nowMs = Date.UTC(2026, 10, 21, 18, 0);
const today = Date.UTC(2026, 10, 21);

const file = (name: string, startMs: number, endMs: number): RecordedFile => ({
  fileName: name,
  startMs,
  endMs,
  positionSeconds: 2,
});
const all = [
  file("over midnight", today - 2 * dayMs - 3_600_000, today - 2 * dayMs + 3_600_000),
  file("noon", today - dayMs + 12 * 3_600_000, today - dayMs + 13 * 3_600_000),
  file("live", nowMs - 600_000, nowMs - 5_000),
];

/** Answers like Agora's list, and remembers what it was asked. */
function agora(failing: (span: Span) => boolean = () => false) {
  const asked: Span[] = [];
  const read = (span: Span) => {
    asked.push(span);
    if (failing(span)) return Promise.reject(new Error("504"));
    return Promise.resolve(all.filter(({ startMs, endMs }) => endMs > span.fromMs && startMs < span.toMs));
  };
  return { asked, read };
}

const week = { fromMs: today - 6 * dayMs, toMs: nowMs };

test("a week is one question; days that are over are not asked for again, today is", async () => {
  const { asked, read } = agora();
  const days = new RecordedDays();
  expect((await days.read("cam1", week, { read, nowMs })).files.map(({ fileName }) => fileName)).toEqual([
    "over midnight",
    "noon",
    "live",
  ]);
  expect(asked).toHaveLength(1);
  expect((await days.read("cam1", week, { read, nowMs: nowMs + 10_000 })).files).toHaveLength(3);
  expect(asked.slice(1)).toEqual([{ fromMs: today, toMs: today + dayMs }]);
  await days.read("cam2", week, { read, nowMs });
  expect(asked).toHaveLength(3);
  await days.read("cam1", week, { read, nowMs: nowMs + 20_000, isFresh: true });
  expect(asked.at(-1)).toEqual({ fromMs: today - 6 * dayMs, toMs: today + dayMs });
});

test("a recording over midnight is one, and only what touches the asked time is given", async () => {
  const { read } = agora();
  const span = { fromMs: today - 3 * dayMs, toMs: today - 2 * dayMs + 60_000 };
  expect((await new RecordedDays().read("cam1", span, { read, nowMs })).files).toEqual([all[0]]);
});

test("one day that cannot be read does not hide the others, and is told as not known", async () => {
  const bad = today - dayMs;
  const { asked, read } = agora(({ fromMs, toMs }) => fromMs <= bad && bad < toMs);
  const { files, unread, failure } = await new RecordedDays().read("cam1", week, { read, nowMs });
  expect(files.map(({ fileName }) => fileName)).toEqual(["over midnight", "live"]);
  expect(unread).toEqual([{ fromMs: bad, toMs: bad + dayMs }]);
  expect(failure).toBeInstanceOf(Error);
  expect(asked).toHaveLength(8);
});
