"use client";

import { safeMargins } from "@/lib/layout-editor/snap-lines";
import { useEditorState } from "./editor-context";

/** Lines over the picture that help the eye and are not part of it. */
export function Overlays() {
  const settings = useEditorState((state) => state.settings);
  const { hasGrid, hasThirds, hasSafeAreas } = settings;
  if (!hasGrid && !hasThirds && !hasSafeAreas) return null;
  const lines = hasGrid ? Array.from({ length: 19 }, (_, index) => (index + 1) * 5) : [];
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 z-10 size-full">
      {lines.map((at) => (
        <g key={at} className="stroke-paper/25">
          <line x1={`${at}%`} x2={`${at}%`} y1="0" y2="100%" />
          <line y1={`${at}%`} y2={`${at}%`} x1="0" x2="100%" />
        </g>
      ))}
      {hasThirds &&
        [100 / 3, 200 / 3].map((at) => (
          <g key={at} className="stroke-accent [stroke-dasharray:6_4]">
            <line x1={`${at}%`} x2={`${at}%`} y1="0" y2="100%" />
            <line y1={`${at}%`} y2={`${at}%`} x1="0" x2="100%" />
          </g>
        ))}
      {hasSafeAreas &&
        Object.values(safeMargins).map((margin) => (
          <rect
            key={margin}
            x={`${margin / 10_000}%`}
            y={`${margin / 10_000}%`}
            width={`${100 - margin / 5000}%`}
            height={`${100 - margin / 5000}%`}
            className="fill-none stroke-warning [stroke-dasharray:3_3]"
          />
        ))}
    </svg>
  );
}
