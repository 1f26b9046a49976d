import { clsx } from "clsx";
import type { LayoutPreset } from "@/lib/features/recordings/constants";
import { FigureBox } from "../layout-editor/figure-box";
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
        <FigureBox
          key={index}
          place={region}
          label={region.label}
          inset={1}
          radius={1.5}
          fontSize={Math.min(14, region.height * 0.55, region.width * 0.45)}
          className="fill-hover"
        />
      ))}
    </svg>
  );
}
