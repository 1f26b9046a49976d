import type { Fit } from "@/lib/layout-editor/presets";
import type { SamplePerson } from "./people";

const sizes = { "16:9": [160, 90], "4:3": [120, 90], "9:16": [90, 160] } as const;

/**
 * A person as a camera of this aspect sees them, fitted as Agora fits: `cover` cuts off, `contain` shows all. The frame
 * and the corner marks belong to the picture, so what is cut off is seen to be missing.
 */
export function SamplePicture({ person, fit }: { person: SamplePerson; fit: Fit }) {
  const [width, height] = sizes[person.source];
  const hue = (person.number * 67 + 235) % 360;
  const ground = `oklch(0.5 0.085 ${hue})`;
  const figure = `oklch(0.86 0.045 ${hue})`;
  const unit = Math.min(width, height) / 90;
  const [x, y] = [width / 2, height * 0.42];
  const corner = 9 * unit;
  const inset = 4 * unit;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={fit === "cover" ? "xMidYMid slice" : "xMidYMid meet"}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
    >
      <rect width={width} height={height} fill={ground} />
      <circle cx={x} cy={y} r={15 * unit} fill={figure} />
      <path
        d={`M${x - 31 * unit} ${height} v${-9 * unit} a${31 * unit} ${27 * unit} 0 0 1 ${62 * unit} 0 v${9 * unit} z`}
        fill={figure}
      />
      <g fill="none" stroke="oklch(1 0 0 / 0.75)" strokeWidth={1.6 * unit}>
        {[
          [inset, inset, 1, 1],
          [width - inset, inset, -1, 1],
          [inset, height - inset, 1, -1],
          [width - inset, height - inset, -1, -1],
        ].map(([left = 0, top = 0, dx = 1, dy = 1]) => (
          <path key={`${dx} ${dy}`} d={`M${left + dx * corner} ${top} H${left} V${top + dy * corner}`} />
        ))}
      </g>
    </svg>
  );
}
