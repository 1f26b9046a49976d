import { clsx } from "clsx";
import type { LayoutPreset } from "@/lib/features/recordings/constants";
import { figureRegions } from "./layout-figures";

const size = { width: 160, height: 90 };

/** A small drawing of a preset's true geometry for some people; numbers are the order of joining. Decorative. */
export function LayoutFigure({
  preset,
  people,
  largePerson = null,
  className,
}: {
  preset: LayoutPreset;
  people: number;
  largePerson?: number | null;
  className?: string;
}) {
  return (
    <svg
      viewBox={`-1 -1 ${size.width + 2} ${size.height + 2}`}
      aria-hidden="true"
      className={clsx("block w-full", className)}
    >
      <rect width={size.width} height={size.height} rx="3" className="fill-canvas stroke-line-strong" />
      {figureRegions(preset, people, size, largePerson).map((region, index) => (
        <g key={index}>
          <rect
            x={region.x + 1}
            y={region.y + 1}
            width={Math.max(0, region.width - 2)}
            height={Math.max(0, region.height - 2)}
            rx="1.5"
            strokeDasharray={region.label === null ? "3 3" : undefined}
            className={region.label === null ? "fill-transparent stroke-control" : "fill-hover stroke-control"}
          />
          {region.label !== null && (
            <text
              x={region.x + region.width / 2}
              y={region.y + region.height / 2}
              textAnchor="middle"
              dominantBaseline="central"
              fontSize={Math.min(14, region.height * 0.55, region.width * 0.45)}
              className="fill-muted font-medium"
            >
              {region.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
