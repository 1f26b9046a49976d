import { clsx } from "clsx";

type Place = { x: number; y: number; width: number; height: number };

/**
 * A region of a small drawing of a layout: a box with its label in the middle, dashed and empty where nobody is shown.
 * Lengths are in the units of the drawing.
 */
export function FigureBox({
  place,
  label,
  inset,
  radius,
  strokeWidth,
  fontSize,
  opacity,
  className,
}: {
  place: Place;
  label: string | number | null;
  /** How far the box stands within its place, so that neighbours do not touch. */
  inset: number;
  radius: number;
  strokeWidth?: number;
  fontSize: number;
  opacity?: number;
  /** The fill of a box that shows somebody. */
  className: string;
}) {
  return (
    <g opacity={opacity}>
      <rect
        x={place.x + inset}
        y={place.y + inset}
        width={Math.max(0, place.width - 2 * inset)}
        height={Math.max(0, place.height - 2 * inset)}
        rx={radius}
        strokeDasharray={label === null ? "3 3" : undefined}
        strokeWidth={strokeWidth}
        className={clsx("stroke-control", label === null ? "fill-transparent" : className)}
      />
      {label !== null && (
        <text
          x={place.x + place.width / 2}
          y={place.y + place.height / 2}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={fontSize}
          className="fill-muted font-medium"
        >
          {label}
        </text>
      )}
    </g>
  );
}
