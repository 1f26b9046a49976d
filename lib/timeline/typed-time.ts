import { dayMs, instantOf, wallTimeAt, type WallTime } from "./zone";

/** What a person typed, as an instant; or what is wrong with it, in a sentence. `note` is worth showing either way. */
export type TypedTime = { ok: true; atMs: number; note?: string } | { ok: false; sentence: string };

export type TypedTimeContext = {
  /** A time of day alone is meant on this moment's day. */
  nearMs: number;
  nowMs: number;
  /** Zone of times without an offset. */
  timeZone: string;
};

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;
const dateAndTime = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const relative = /^now(?:\s*-\s*(\d{1,5})\s*(s|m|min|h|d))?$/i;
const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

const expected = "Enter 14:03:22.250, 2026-11-21 14:03:22, or RFC 3339 such as 2026-11-21T14:03:22+08:00";

/** Reads a time as people type or paste it. RFC 3339 keeps its own offset; everything else is in the zone shown. */
export function parseTypedTime(text: string, { nearMs, nowMs, timeZone }: TypedTimeContext): TypedTime {
  const typed = text.trim();
  const ago = relative.exec(typed);
  if (ago) return { ok: true, atMs: nowMs - Number(ago[1] ?? 0) * (unitMs[(ago[2] ?? "s").toLowerCase()] ?? 0) };

  const full = rfc3339.exec(typed);
  if (full) {
    const wall = wallOf(full.slice(1, 8));
    const [sign, hours, minutes] = [full[9] === "-" ? -1 : 1, Number(full[10] ?? 0), Number(full[11] ?? 0)];
    if (wall === null || hours > 23 || minutes > 59)
      return { ok: false, sentence: "There is no such time. " + expected };
    return { ok: true, atMs: utcOf(wall) - sign * (hours * 60 + minutes) * 60_000 };
  }
  const dated = dateAndTime.exec(typed);
  const short = timeOfDay.exec(typed);
  if (!dated && !short) return { ok: false, sentence: expected };
  const { year, month, day } = wallTimeAt(nearMs, timeZone);
  const wall = dated ? wallOf(dated.slice(1, 8)) : wallOf([year, month, day, ...(short ?? []).slice(1, 5)].map(textOf));
  if (wall === null) return { ok: false, sentence: "There is no such time. " + expected };
  const { atMs, kind } = instantOf(wall, timeZone);
  if (kind === "skipped") {
    return { ok: false, sentence: "Clocks went forward then: this time of day does not exist in the zone shown" };
  }
  return kind === "twice"
    ? { ok: true, atMs, note: "This time of day came twice: the first is taken" }
    : { ok: true, atMs };
}

/**
 * Reads a typed time at which something may have been recorded.
 * @param earliestMs so far back recordings are looked for
 */
export function parsePastTime(text: string, context: TypedTimeContext & { earliestMs: number }): TypedTime {
  const read = parseTypedTime(text, context);
  if (!read.ok) return read;
  const { nowMs, earliestMs } = context;
  if (read.atMs > nowMs) return { ok: false, sentence: "That is in the future: nothing can be recorded there yet" };
  if (read.atMs < earliestMs) {
    const days = Math.round((nowMs - earliestMs) / dayMs);
    return { ok: false, sentence: `That is more than ${days} days ago: recordings are looked for up to then only` };
  }
  return read;
}

const textOf = (value: string | number | undefined) => (value === undefined ? undefined : String(value));

/** Year, month, day, hour, minute, second, decimals; null for what no calendar or clock has. */
function wallOf(parts: readonly (string | undefined)[]): WallTime | null {
  const at = (index: number) => Number(parts[index] ?? 0);
  const wall: WallTime = {
    year: at(0),
    month: at(1),
    day: at(2),
    hour: at(3),
    minute: at(4),
    second: at(5),
    ms: Math.floor(Number(`0.${parts[6] ?? "0"}`) * 1000),
  };
  const date = new Date(utcOf({ ...wall, hour: 0, minute: 0, second: 0, ms: 0 }));
  const isDate = date.getUTCMonth() + 1 === wall.month && date.getUTCDate() === wall.day;
  return isDate && wall.hour < 24 && wall.minute < 60 && wall.second < 60 ? wall : null;
}

function utcOf({ year, month, day, hour, minute, second, ms }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, ms);
}
