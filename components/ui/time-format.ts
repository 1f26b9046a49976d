/**
 * Times as text. Built from numbers, not from locale formats, so that the server and every browser print the same
 * characters whatever their ICU data.
 */

import { offsetMsAt, two, wallTimeAt } from "@/lib/timeline/zone";

export type TimeStyle = "time" | "datetime" | "date";

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * `14:03:22`, `21 Nov 14:03:22` or `21 Nov`; with the year where it is not that of `nowMs`.
 * @param atMs milliseconds since 1970
 */
export function formatTime(atMs: number, timeZone: string, style: TimeStyle, nowMs: number): string {
  const clock = wallTimeAt(atMs, timeZone);
  const time = `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
  if (style === "time") return time;
  const year = clock.year === wallTimeAt(nowMs, timeZone).year ? "" : ` ${clock.year}`;
  const date = `${clock.day} ${monthNames[clock.month - 1] ?? ""}${year}`;
  return style === "date" ? date : `${date} ${time}`;
}

/** The zone as people compare it: `UTC`, `UTC+1`, `UTC-3:30`, for the offset in force at that instant. */
export function formatZone(atMs: number, timeZone: string): string {
  const offsetMinutes = Math.round(offsetMsAt(atMs, timeZone) / 60_000);
  if (offsetMinutes === 0) return "UTC";
  const hours = Math.floor(Math.abs(offsetMinutes) / 60);
  const minutes = Math.abs(offsetMinutes) % 60;
  return `UTC${offsetMinutes > 0 ? "+" : "-"}${hours}${minutes === 0 ? "" : `:${two(minutes)}`}`;
}

/** How long ago, in the largest whole unit: `now`, `12 s ago`, `3 min ago`, `5 h ago`, `2 d ago`, `in 4 min`. */
export function formatAge(ageMs: number): string {
  const span = Math.abs(ageMs);
  if (span < 1000) return "now";
  const text = formatSpan(span);
  return ageMs > 0 ? `${text} ago` : `in ${text}`;
}

/** A length in its largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function formatSpan(spanMs: number): string {
  const seconds = Math.floor(spanMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** A running length as a counter: `0:07`, `12:03`, `1:02:45`. Never negative. */
export function formatDuration(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
