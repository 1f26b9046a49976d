"use client";

import { coverageOf, lengthOf, type Span } from "@/lib/timeline/span";
import { Button } from "../ui/button";
import { Time } from "../ui/time";
import { formatDuration } from "../ui/time-format";
import { lengthText } from "@/lib/timeline/length-text";
import type { LibraryDesk } from "./desk";

/** How much of the selection was recorded, before anything is asked for. */
export function CoverageReadout({
  desk,
  selected,
  files,
  unread,
}: {
  desk: LibraryDesk;
  selected: Span;
  files: readonly Span[];
  unread: readonly Span[];
}) {
  const { totalMs, recordedMs, share, gaps, parts } = coverageOf(files, selected);
  const notRead = coverageOf(unread, selected);
  const [first, last] = [parts[0], parts.at(-1)];
  const canShrink =
    first !== undefined && last !== undefined && (first.fromMs > selected.fromMs || last.toMs < selected.toMs);
  const percent = share === 1 ? 100 : Math.min(99, Math.floor(share * 100));
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span data-numeric className="text-sm font-medium">
          {formatDuration(totalMs)} <span className="font-normal text-muted">selected</span>
        </span>
        <span className="text-muted tabular-nums">
          {formatDuration(recordedMs)} recorded, {percent} %
        </span>
      </p>
      <svg viewBox="0 0 1000 6" preserveAspectRatio="none" className="h-1.5 w-full rounded-full" aria-hidden="true">
        <rect width="1000" height="6" className="fill-skeleton" />
        {parts.map((part) => (
          <rect
            key={part.fromMs}
            x={((part.fromMs - selected.fromMs) / totalMs) * 1000}
            width={(lengthOf(part) / totalMs) * 1000}
            height="6"
            className="fill-accent"
          />
        ))}
      </svg>
      {gaps.length > 0 && (
        <ul className="text-muted">
          {gaps.slice(0, 4).map((gap) => (
            <li key={gap.fromMs}>
              Nothing from <Time at={gap.fromMs} format="time" isZoneShown={false} /> for {lengthText(lengthOf(gap))}
            </li>
          ))}
          {gaps.length > 4 && <li>and {gaps.length - 4} more gaps</li>}
        </ul>
      )}
      {notRead.recordedMs > 0 && (
        <p className="text-unknown">
          {lengthText(notRead.recordedMs)} of it could not be read at Agora: what was recorded then is not known.
        </p>
      )}
      {canShrink && (
        <Button
          size="sm"
          className="w-fit"
          onClick={() => {
            desk.setIn(first.fromMs);
            desk.setOut(last.toMs);
          }}
        >
          Shrink to what was recorded
        </Button>
      )}
    </div>
  );
}
