"use client";

import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { clsx } from "clsx";
import { useState } from "react";
import type { StreamPlace } from "@/lib/features/library/types";
import { spansWithin, type Span } from "@/lib/timeline/span";
import { dateText } from "@/lib/timeline/ticks";
import { dayAround, dayKey, dayMs, dayStart, wallTimeAt } from "@/lib/timeline/zone";
import { buttonClass } from "../ui/button";
import { useTimeZone } from "../ui/clock";
import { IconButton } from "../ui/icon-button";
import { Popover } from "../ui/popover";
import { formatZone } from "../ui/time-format";
import type { TimelineWindow } from "./timeline-window";
import { useStandardRecordings } from "./use-recordings";
import { useValue } from "./value-store";

type Props = {
  window: TimelineWindow;
  projectId: string;
  place: StreamPlace;
  nowMs: number;
  /** Recordings that are known anyway, where they do not come from Agora's lists. */
  known: readonly Span[] | null;
  onDay: (day: Span) => void;
};

/** The day in the middle of the timeline, the ones beside it, and a calendar of all. */
export function DayPicker({ window, projectId, place, nowMs, known, onDay }: Props) {
  const timeZone = useTimeZone();
  const view = useValue(window.view);
  const middleMs = (view.fromMs + view.toMs) / 2;
  const day = dayAround(Math.min(middleMs, nowMs), timeZone);
  const { fromMs: earliestMs } = window.bounds();
  return (
    <span className="flex items-center gap-0.5">
      <IconButton
        label="Day before"
        icon={<ChevronLeft />}
        disabled={day.fromMs <= earliestMs}
        onClick={() => onDay(dayAround(day.fromMs - 1, timeZone))}
      />
      <Popover
        label="Days with recordings"
        align="end"
        trigger={
          <button type="button" className={clsx(buttonClass(), "min-w-38 tabular-nums")}>
            <CalendarDays aria-hidden="true" />
            {dateText(day.fromMs, timeZone)} {wallTimeAt(day.fromMs, timeZone).year}
            <span className="text-subtle">{formatZone(day.fromMs, timeZone)}</span>
          </button>
        }
      >
        <Calendar
          key={dayKey(day.fromMs, timeZone)}
          {...{ projectId, place, nowMs, earliestMs, known, onDay }}
          shown={day}
        />
      </Popover>
      <IconButton
        label="Day after"
        icon={<ChevronRight />}
        disabled={day.toMs > nowMs}
        onClick={() => onDay(dayAround(day.toMs, timeZone))}
      />
    </span>
  );
}

const weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

function Calendar({
  projectId,
  place,
  nowMs,
  earliestMs,
  known,
  shown,
  onDay,
}: Omit<Props, "window"> & { shown: Span; earliestMs: number }) {
  const timeZone = useTimeZone();
  const [month, setMonth] = useState(() => {
    const { year, month: number } = wallTimeAt(shown.fromMs, timeZone);
    return { year, number };
  });
  const fromMs = dayStart(month.year, month.number, 1, timeZone);
  const toMs = dayStart(month.year, month.number + 1, 1, timeZone);
  const listed = useStandardRecordings(projectId, place, { fromMs, toMs: Math.min(toMs, nowMs) }, nowMs);
  const spans = known ?? listed.files;
  const days = Array.from({ length: Math.round((toMs - fromMs) / dayMs) }, (_, index) => {
    const start = dayStart(month.year, month.number, index + 1, timeZone);
    return { number: index + 1, fromMs: start, toMs: dayStart(month.year, month.number, index + 2, timeZone) };
  });
  const lead = mondayFirst(month.year, month.number);
  const turn = (by: number) => setMonth(monthBeside(month, by));
  return (
    <div className="w-60">
      <div className="mb-2 flex items-center justify-between">
        <IconButton
          size="sm"
          label="Month before"
          icon={<ChevronLeft />}
          disabled={fromMs <= earliestMs}
          onClick={() => turn(-1)}
        />
        <span className="text-sm font-medium">
          {months[month.number - 1]} {month.year}
        </span>
        <IconButton
          size="sm"
          label="Month after"
          icon={<ChevronRight />}
          disabled={toMs > nowMs}
          onClick={() => turn(1)}
        />
      </div>
      <div className="grid grid-cols-7 gap-0.5 text-center text-xs">
        {weekdays.map((name) => (
          <span key={name} className="pb-1 text-2xs text-subtle">
            {name}
          </span>
        ))}
        {days.map((day, index) => {
          const hasMaterial = spansWithin(spans, day).length > 0;
          const isShown = day.fromMs === shown.fromMs;
          return (
            <button
              key={day.number}
              type="button"
              // The first day stands below its weekday.
              style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
              disabled={day.fromMs > nowMs || day.toMs <= earliestMs}
              aria-pressed={isShown}
              aria-label={`${day.number} ${months[month.number - 1]}${hasMaterial ? ", has recordings" : ", nothing recorded"}`}
              onClick={() => onDay(day)}
              className={clsx(
                "relative flex h-8 items-center justify-center rounded-sm tabular-nums hover:bg-hover disabled:text-subtle disabled:opacity-50 coarse:h-11",
                isShown && "bg-selected font-semibold",
                hasMaterial ? "text-fg" : "text-subtle",
              )}
            >
              {day.number}
              {hasMaterial && <span className="absolute inset-x-2 bottom-1 h-0.5 rounded-full bg-accent" />}
            </button>
          );
        })}
      </div>
      <p className="mt-2 text-2xs text-subtle">
        {listed.isLoading && known === null ? "Reading Agora's lists." : "Underlined: something was recorded."}
      </p>
    </div>
  );
}

/** How many days of the week come before the first of a month, beginning on Monday. */
function mondayFirst(year: number, month: number): number {
  return (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
}

function monthBeside({ year, number }: { year: number; number: number }, by: number) {
  const date = new Date(Date.UTC(year, number - 1 + by, 1));
  return { year: date.getUTCFullYear(), number: date.getUTCMonth() + 1 };
}
