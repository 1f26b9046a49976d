"use client";

import { type PointerEvent, useState } from "react";
import { formatDuration } from "../ui/time-format";
import type { MediaState } from "./use-media-state";

/** A moment that is marked, in seconds, and what it is. */
export type SeekMark = { seconds: number; label: string };

/** Where in the recording one is, what is loaded, and the way to another place. */
export function SeekBar({
  state,
  onSeek,
  marks = [],
}: {
  state: MediaState;
  onSeek: (seconds: number) => void;
  marks?: readonly SeekMark[];
}) {
  const { positionSeconds, durationSeconds, buffered } = state;
  const [hover, setHover] = useState<{ share: number } | null>(null);
  const share = (seconds: number) => (durationSeconds === 0 ? 0 : (seconds / durationSeconds) * 1000);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setHover({ share: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) });
  };
  return (
    <div
      className="group/seek relative flex h-5 items-center coarse:h-11"
      onPointerMove={follow}
      onPointerLeave={() => setHover(null)}
    >
      <svg
        viewBox="0 0 1000 4"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 h-1 w-full rounded-full transition-[height] duration-100 group-hover/seek:h-1.5"
      >
        <rect width="1000" height="4" className="fill-skeleton" />
        {buffered.map(([start, end]) => (
          <rect key={start} x={share(start)} width={share(end) - share(start)} height="4" className="fill-control" />
        ))}
        <rect width={share(positionSeconds)} height="4" className="fill-accent" />
        {marks.map(({ seconds, label }) => (
          <rect key={seconds} x={share(seconds) - 1.5} width="3" height="4" className="fill-warning">
            <title>{label}</title>
          </rect>
        ))}
      </svg>
      <input
        type="range"
        aria-label="Seek"
        aria-valuetext={`${formatDuration(positionSeconds * 1000)} of ${formatDuration(durationSeconds * 1000)}`}
        min={0}
        max={durationSeconds}
        step={0.01}
        value={Math.min(positionSeconds, durationSeconds)}
        disabled={durationSeconds === 0}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
        className={`relative m-0 h-full w-full bg-transparent ${rangeClass}`}
      />
      {hover !== null && durationSeconds > 0 && (
        <span
          aria-hidden="true"
          // Rendered in the browser only, where styles set from script are allowed.
          style={{ left: `${hover.share * 100}%` }}
          className="pointer-events-none absolute bottom-full mb-1 -translate-x-1/2 rounded-sm border border-line-strong bg-raised px-1.5 py-0.5 text-2xs tabular-nums"
        >
          {formatDuration(hover.share * durationSeconds * 1000)}
        </span>
      )}
    </div>
  );
}

/** A native range without its track: the drawing below it is the track. */
export const rangeClass =
  "appearance-none outline-offset-0 [&::-webkit-slider-runnable-track]:bg-transparent [&::-moz-range-track]:bg-transparent [&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-fg [&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-fg disabled:opacity-50";
