"use client";

import { clsx } from "clsx";
import { useRenderedAtMs, useTicking, useTimeZone } from "./clock";
import { formatAge, formatDuration, formatTime, formatZone, type TimeStyle } from "./time-format";

/** An instant as it comes from the server: ISO text, milliseconds since 1970, or a Date. */
export type Instant = string | number | Date;

const toMs = (at: Instant) => (typeof at === "number" ? at : new Date(at).getTime());

type TimeProps = {
  /** Null prints a dash. */
  at: Instant | null | undefined;
  /** `age` ticks: "12 s ago". */
  format?: TimeStyle | "age";
  /** Leave the zone out only where a heading above prints it (`TimeZoneName`). */
  isZoneShown?: boolean;
  className?: string;
};

/** An instant in the zone chosen in the header, with that zone; hovering shows it in full and in UTC. */
export function Time({ at, format = "datetime", isZoneShown = true, className }: TimeProps) {
  if (at === null || at === undefined) return <span className={clsx("text-subtle", className)}>–</span>;
  return format === "age" ? (
    <Age atMs={toMs(at)} className={className} />
  ) : (
    <Moment atMs={toMs(at)} format={format} isZoneShown={isZoneShown} className={className} />
  );
}

function Moment({
  atMs,
  format,
  isZoneShown,
  className,
}: {
  atMs: number;
  format: TimeStyle;
  isZoneShown: boolean;
  className?: string;
}) {
  const timeZone = useTimeZone();
  const nowMs = useRenderedAtMs();
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={inFull(atMs, timeZone)}
      className={clsx("whitespace-nowrap", className)}
    >
      {formatTime(atMs, timeZone, format, nowMs)}
      {isZoneShown && <span className="text-subtle"> {formatZone(atMs, timeZone)}</span>}
    </time>
  );
}

function Age({ atMs, className }: { atMs: number; className?: string }) {
  const timeZone = useTimeZone();
  const text = useTicking((nowMs) => formatAge(nowMs - atMs));
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={inFull(atMs, timeZone)}
      className={clsx("whitespace-nowrap", className)}
    >
      {text}
    </time>
  );
}

function inFull(atMs: number, timeZone: string): string {
  const here = `${formatTime(atMs, timeZone, "datetime", 0)} ${formatZone(atMs, timeZone)}`;
  const utc = new Date(atMs)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  return here.endsWith(" UTC") ? utc : `${here}\n${utc}`;
}

/** The name of the zone in force now, for the heading of a column of times. */
export function TimeZoneName({ className }: { className?: string }) {
  const timeZone = useTimeZone();
  return <span className={clsx("text-subtle", className)}>{useTicking((nowMs) => formatZone(nowMs, timeZone))}</span>;
}

/** The time of day, running. */
export function RunningClock({ className }: { className?: string }) {
  const timeZone = useTimeZone();
  return (
    <span data-numeric className={clsx("whitespace-nowrap", className)}>
      {useTicking((nowMs) => formatTime(nowMs, timeZone, "time", nowMs))}
    </span>
  );
}

/** A length: fixed with `ms`, or running from `since` until `until` (or now). Prints `1:02:45`. */
export function Duration({
  ms,
  since,
  until,
  className,
}: {
  ms?: number | null;
  since?: Instant | null;
  until?: Instant | null;
  className?: string;
}) {
  const text = useTicking((nowMs) => {
    if (typeof ms === "number") return formatDuration(ms);
    if (since === null || since === undefined) return "–";
    return formatDuration((until === null || until === undefined ? nowMs : toMs(until)) - toMs(since));
  });
  return (
    <span data-numeric className={clsx("whitespace-nowrap", className)}>
      {text}
    </span>
  );
}
