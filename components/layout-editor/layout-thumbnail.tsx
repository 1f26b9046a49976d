import { clsx } from "clsx";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import { thumbnailShapes } from "./thumbnail-shapes";

/** A small true drawing of a layout: its own proportions, order, opacity and background. Decorative. */
export function LayoutThumbnail({
  document,
  people,
  className,
}: {
  document: LayoutDocument;
  /** With how many people a preset is drawn. */
  people?: number;
  className?: string;
}) {
  const height = 90;
  const width = Math.round((height * document.canvas.width) / document.canvas.height);
  return (
    <svg viewBox={`-1 -1 ${width + 2} ${height + 2}`} aria-hidden="true" className={clsx("block", className)}>
      <rect width={width} height={height} rx="2" fill={document.background.colour} className="stroke-line-strong" />
      {thumbnailShapes(document, { width, height }, people).map((shape, index) => (
        <g key={index} opacity={Math.max(0.15, shape.opacity)}>
          <rect
            x={shape.x + 0.6}
            y={shape.y + 0.6}
            width={Math.max(0, shape.width - 1.2)}
            height={Math.max(0, shape.height - 1.2)}
            rx="1"
            strokeDasharray={shape.label === null ? "3 3" : undefined}
            strokeWidth="0.8"
            className={clsx("stroke-control", shape.label === null ? "fill-transparent" : "fill-highlight")}
          />
          {shape.label !== null && (
            <text
              x={shape.x + shape.width / 2}
              y={shape.y + shape.height / 2}
              textAnchor="middle"
              dominantBaseline="central"
              fontSize={Math.min(13, shape.height * 0.5, (shape.width * 1.4) / Math.max(2, shape.label.length))}
              className="fill-muted font-medium"
            >
              {shape.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
