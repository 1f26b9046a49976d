import type { CanvasSize } from "@/lib/layout-editor/rect";
import { clamp } from "@/lib/layout-editor/units";

/** The part of the screen that shows the canvas, in pixels. */
export type Viewport = { readonly width: number; readonly height: number };

/** How the canvas lies in the viewport: screen pixels for one of its pixels, and where its corner is. */
export type View = { readonly zoom: number; readonly x: number; readonly y: number; readonly isFit: boolean };

const leastZoom = 0.05;
const mostZoom = 8;
/** Room around a canvas that is fitted. */
const marginPx = 28;

/** Shows all of the canvas, and follows the viewport from then on. */
export function fitView(canvas: CanvasSize, viewport: Viewport): View {
  const room = (size: number) => Math.max(1, size - 2 * marginPx);
  const zoom = clamp(
    Math.min(room(viewport.width) / canvas.width, room(viewport.height) / canvas.height),
    leastZoom,
    4,
  );
  return { ...centred(canvas, viewport, zoom), isFit: true };
}

/** Shows the canvas at a zoom, in the middle. */
export function centred(canvas: CanvasSize, viewport: Viewport, zoom: number): View {
  const x = Math.round((viewport.width - canvas.width * zoom) / 2);
  const y = Math.round((viewport.height - canvas.height * zoom) / 2);
  return { zoom, x, y, isFit: false };
}

/** Shows a part of the canvas, given in its own pixels, as large as it goes. */
export function showPart(part: { x: number; y: number; width: number; height: number }, viewport: Viewport): View {
  const zoom = clamp(
    Math.min(viewport.width / (part.width + 40), viewport.height / (part.height + 40)),
    leastZoom,
    mostZoom,
  );
  return {
    zoom,
    x: Math.round(viewport.width / 2 - (part.x + part.width / 2) * zoom),
    y: Math.round(viewport.height / 2 - (part.y + part.height / 2) * zoom),
    isFit: false,
  };
}

/** Zooms by a factor; what lies at a place of the viewport stays there. */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }): View {
  const zoom = clamp(view.zoom * factor, leastZoom, mostZoom);
  const scale = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * scale, y: at.y - (at.y - view.y) * scale, isFit: false };
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy, isFit: false };
}
