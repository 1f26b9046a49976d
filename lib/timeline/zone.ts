/** What a clock on the wall shows. `month` counts from 1. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
};

export const dayMs = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formatters.set(timeZone, made);
  return made;
}

/** True for a zone name this runtime knows (`"Europe/Berlin"`, `"UTC"`). */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetMsAt(atMs: number, timeZone: string): number {
  const wholeMs = Math.floor(atMs / 1000) * 1000;
  const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterOf(timeZone).formatToParts(wholeMs)) {
    if (type in part) part[type as keyof typeof part] = Number(value); // `in` has just told that it is one of them.
  }
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - wholeMs;
}

export function wallTimeAt(atMs: number, timeZone: string): WallTime {
  const local = new Date(atMs + offsetMsAt(atMs, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    ms: local.getUTCMilliseconds(),
  };
}

/** `skipped`: no clock of the zone ever showed it (clocks went forward). `twice`: shown twice; the first is meant. */
export type WallInstant = { atMs: number; kind: "once" | "twice" | "skipped" };

/** The instant at which the zone's clocks show a time. A skipped one is taken with the offset before the change. */
export function instantOf(wall: WallTime, timeZone: string): WallInstant {
  const local = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
  const before = offsetMsAt(local - dayMs, timeZone);
  const after = offsetMsAt(local + dayMs, timeZone);
  const fits = [...new Set([before, after])]
    .map((offset) => local - offset)
    .filter((atMs) => atMs + offsetMsAt(atMs, timeZone) === local)
    .toSorted((a, b) => a - b);
  const [first] = fits;
  if (first === undefined) return { atMs: local - before, kind: "skipped" };
  return { atMs: first, kind: fits.length > 1 ? "twice" : "once" };
}

/** The first instant of the day that an instant is in. Where midnight is skipped, the first moment after it. */
export function startOfDay(atMs: number, timeZone: string): number {
  const { year, month, day } = wallTimeAt(atMs, timeZone);
  return dayStart(year, month, day, timeZone);
}

/** The first instant of a day; `day` may be beyond its month's last, and below 1. */
export function dayStart(year: number, month: number, day: number, timeZone: string): number {
  const wall = { year, month, day, hour: 0, minute: 0, second: 0, ms: 0 };
  return instantOf(wall, timeZone).atMs;
}

/** The whole day that an instant is in: 23, 24 or 25 hours. */
export function dayAround(atMs: number, timeZone: string): { fromMs: number; toMs: number } {
  const { year, month, day } = wallTimeAt(atMs, timeZone);
  return { fromMs: dayStart(year, month, day, timeZone), toMs: dayStart(year, month, day + 1, timeZone) };
}

/** `2026-11-21`: names a day in addresses. */
export function dayKey(atMs: number, timeZone: string): string {
  const { year, month, day } = wallTimeAt(atMs, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `14:03:22`, or `14:03:22.250`. */
export function clockText(atMs: number, timeZone: string, withMs = false): string {
  const { hour, minute, second, ms } = wallTimeAt(atMs, timeZone);
  const text = `${two(hour)}:${two(minute)}:${two(second)}`;
  return withMs ? `${text}.${String(ms).padStart(3, "0")}` : text;
}

/** RFC 3339 with the offset that the zone has then; milliseconds only where there are any. */
export function toRfc3339(atMs: number, timeZone: string): string {
  const { year, month, day, ms } = wallTimeAt(atMs, timeZone);
  const offset = Math.round(offsetMsAt(atMs, timeZone) / 60_000);
  const ahead = Math.abs(offset);
  const zone = offset === 0 ? "Z" : `${offset > 0 ? "+" : "-"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clockText(atMs, timeZone, ms !== 0)}${zone}`;
}

export const two = (value: number) => String(value).padStart(2, "0");
