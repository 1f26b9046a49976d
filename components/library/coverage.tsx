"use client";

import { coverageOf, gapsWithin, lengthOf, type Span } from "@/lib/timeline/span";
import { Button } from "../ui/button";
import { Time } from "../ui/time";
import { formatDuration } from "../ui/time-format";
import { lengthText } from "@/lib/timeline/length-text";
import type { LibraryDesk } from "./desk";
import type { Recordings } from "./use-recordings";

const lengthOfAll = (spans: readonly Span[]) => spans.reduce((sum, span) => sum + lengthOf(span), 0);

/** How much of the selection was recorded, before anything is asked for. */
export function CoverageReadout({
  desk,
  selected,
  recordings: { files, unknown, isLoading },
}: {
  desk: LibraryDesk;
  selected: Span;
  recordings: Recordings;
}) {
  const { totalMs, recordedMs, share, parts } = coverageOf(files, selected);
  const gaps = gapsWithin([...files, ...unknown], selected);
  const notKnownMs = totalMs - recordedMs - lengthOfAll(gaps);
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
          {notKnownMs > 0 && "at least "}
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
              Nothing from <Time at={gap.fromMs} format="time" /> for {lengthText(lengthOf(gap))}
            </li>
          ))}
          {gaps.length > 4 && <li>and {gaps.length - 4} more gaps</li>}
        </ul>
      )}
      {notKnownMs > 0 && (
        <p className="text-pretty text-unknown">
          {isLoading
            ? `${lengthText(notKnownMs)} of it is being read.`
            : `${lengthText(notKnownMs)} of it could not be read: what was recorded then is not known.`}
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
