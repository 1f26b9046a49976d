import { clsx } from "clsx";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import { FigureBox } from "./figure-box";
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
        <FigureBox
          key={index}
          place={shape}
          label={shape.label}
          inset={0.6}
          radius={1}
          strokeWidth={0.8}
          fontSize={Math.min(13, shape.height * 0.5, (shape.width * 1.4) / Math.max(2, shape.label?.length ?? 0))}
          opacity={Math.max(0.15, shape.opacity)}
          className="fill-highlight"
        />
      ))}
    </svg>
  );
}
