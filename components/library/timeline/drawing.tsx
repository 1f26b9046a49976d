"use client";

import { useId, useMemo } from "react";
import { isMoving } from "@/lib/features/library/lifecycle";
import type { LibraryItem } from "@/lib/features/library/types";
import { msPerPx, toPx, type Scale } from "@/lib/timeline/scale";
import { lengthText } from "@/lib/timeline/length-text";
import { gapsBetween, lengthOf, type Span } from "@/lib/timeline/span";
import { dateText, ticksOf } from "@/lib/timeline/ticks";
import { formatZone } from "../../ui/time-format";
import type { TimelineFile } from "../use-recordings";
import { lanes } from "./lanes";

type DrawingProps = {
  scale: Scale;
  timeZone: string;
  files: readonly TimelineFile[];
  unread: readonly Span[];
  unknown: readonly Span[];
  items: readonly LibraryItem[];
  selected: Span | null;
  nowMs: number;
};

/** How wide a gap has to be for its length to be written into it. */
const gapLabelPx = 96;
/** A newest file whose end is not older than this still grows. */
const growingMs = 60_000;

/** Everything of the timeline that only shows: drawn for the stretch in view, read out by the handles above it. */
export function Drawing({ scale, timeZone, files, unread, unknown, items, selected, nowMs }: DrawingProps) {
  const id = useId();
  const { view, widthPx } = scale;
  const ticks = useMemo(() => ticksOf(view, widthPx, timeZone), [view, widthPx, timeZone]);
  const x = (atMs: number) => Math.max(-4, Math.min(widthPx + 4, toPx(scale, atMs)));
  const isShown = ({ fromMs, toMs }: Span) => toMs > view.fromMs && fromMs < view.toMs;
  const gaps = useMemo(() => gapsBetween(files, unknown), [files, unknown]);
  const { recordings, ruler, items: itemLane, height } = lanes;
  const bar = (span: Span) => ({ x: x(span.fromMs), width: Math.max(1, x(span.toMs) - x(span.fromMs)) });
  return (
    <svg width={widthPx} height={height} aria-hidden="true" className="block">
      <defs>
        <pattern id={`${id}-gap`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="7" className="stroke-line-strong" strokeWidth="2" />
        </pattern>
        <pattern id={`${id}-unread`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="7" className="stroke-unknown" strokeWidth="1.5" />
        </pattern>
      </defs>
      {ticks.minor.map((atMs) => (
        <line
          key={atMs}
          x1={x(atMs)}
          x2={x(atMs)}
          y1={ruler.height - 4}
          y2={ruler.height}
          className="stroke-line-strong"
        />
      ))}
      {ticks.labelled.map(({ atMs, label, isDate }) => (
        <g key={atMs}>
          <line
            x1={x(atMs)}
            x2={x(atMs)}
            y1={isDate ? 0 : ruler.height - 8}
            y2={isDate ? height : ruler.height}
            className={isDate ? "stroke-line-strong" : "stroke-control"}
          />
          <text
            x={x(atMs) + 4}
            y={13}
            className={isDate ? "fill-fg text-2xs font-semibold" : "fill-subtle text-2xs tabular-nums"}
          >
            {label}
          </text>
        </g>
      ))}
      {ticks.seams.map(({ atMs, afterMs, beforeMs }) => (
        <g key={atMs}>
          <line x1={x(atMs)} x2={x(atMs)} y1={0} y2={height} className="stroke-warning" strokeDasharray="3 3" />
          <text x={x(atMs) + 4} y={height - 2} className="fill-warning text-2xs">
            {`clocks ${afterMs > beforeMs ? "forward" : "back"}: ${formatZone(atMs, timeZone)}`}
          </text>
        </g>
      ))}
      <rect x={0} y={recordings.top} width={widthPx} height={recordings.height} rx={4} className="fill-inset" />
      {gaps.filter(isShown).map((gap) => {
        const { x: left, width } = bar(gap);
        return (
          <g key={gap.fromMs}>
            <rect x={left} y={recordings.top} width={width} height={recordings.height} fill={`url(#${id}-gap)`} />
            {width > gapLabelPx && (
              <GapLabel
                x={left + width / 2}
                y={recordings.top + recordings.height / 2}
                text={`gap ${lengthText(lengthOf(gap))}`}
              />
            )}
          </g>
        );
      })}
      {unread.filter(isShown).map((span) => {
        const { x: left, width } = bar(span);
        return (
          <g key={span.fromMs}>
            <rect x={left} y={recordings.top} width={width} height={recordings.height} fill={`url(#${id}-unread)`} />
            {width > 90 && (
              <GapLabel x={left + width / 2} y={recordings.top + recordings.height / 2} text="could not be read" />
            )}
          </g>
        );
      })}
      {files.filter(isShown).map((file) => (
        <g key={file.id}>
          <rect
            {...bar(file)}
            y={recordings.top}
            height={recordings.height}
            rx={Math.min(3, lengthOf(file) / msPerPx(scale) / 3)}
            className="fill-accent-soft stroke-accent"
            strokeWidth="1"
          />
          {nowMs - file.toMs < growingMs && (
            <circle cx={x(file.toMs) - 7} cy={recordings.top + 8} r={3} className="fill-live-solid" />
          )}
        </g>
      ))}
      {selected !== null && (
        <rect {...bar(selected)} y={ruler.height} height={height - ruler.height} className="fill-accent opacity-20" />
      )}
      {items.map((item) => (
        <ItemMark key={item.itemId} item={item} x={x} top={itemLane.top} height={itemLane.height} />
      ))}
      {nowMs < view.toMs && (
        <g>
          <rect
            x={x(nowMs)}
            y={0}
            width={Math.max(0, widthPx - x(nowMs))}
            height={height}
            className="fill-canvas opacity-70"
          />
          <line x1={x(nowMs)} x2={x(nowMs)} y1={0} y2={height} className="stroke-live" strokeDasharray="2 3" />
          <text x={x(nowMs) + 5} y={height - 3} className="fill-live text-2xs">
            now
          </text>
        </g>
      )}
      <text x={6} y={height - 2} className="fill-muted text-2xs font-semibold">
        {!ticks.labelled.some(({ isDate }) => isDate) && `${dateText(view.fromMs, timeZone)} `}
        <tspan className="fill-subtle font-normal">{formatZone(view.fromMs, timeZone)}</tspan>
      </text>
    </svg>
  );
}

function GapLabel({ x, y, text }: { x: number; y: number; text: string }) {
  const width = text.length * 5.6 + 10;
  return (
    <g>
      <rect x={x - width / 2} y={y - 8} width={width} height={16} rx={3} className="fill-panel" />
      <text x={x} y={y + 3.5} textAnchor="middle" className="fill-muted text-2xs tabular-nums">
        {text}
      </text>
    </g>
  );
}

function ItemMark({
  item,
  x,
  top,
  height,
}: {
  item: LibraryItem;
  x: (atMs: number) => number;
  top: number;
  height: number;
}) {
  if (item.startsAt === null) return null;
  const fromMs = Date.parse(item.startsAt);
  const tone = item.status === "seen" ? "fill-ok" : isMoving(item.status) ? "fill-accent" : "fill-danger";
  if (item.kind === "snapshot") {
    const [cx, cy] = [x(fromMs), top + height / 2];
    return <path d={`M${cx} ${cy - 5}l5 5l-5 5l-5 -5z`} className={tone} />;
  }
  const toMs = item.endsAt === null ? Date.parse(item.createdAt) : Date.parse(item.endsAt);
  const left = x(fromMs);
  return <rect x={left} y={top + 5} width={Math.max(3, x(toMs) - left)} height={height - 10} rx={2} className={tone} />;
}
