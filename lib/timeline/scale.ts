import { lengthOf, type Span } from "./span";

/** The stretch of time a timeline shows, on so many pixels. */
export type Scale = { readonly view: Span; readonly widthPx: number };

/** Shortest and longest stretch that can be shown: from seconds to a week and a day. */
export const shortestViewMs = 5_000;
export const longestViewMs = 8 * 24 * 3_600_000;

export function toPx({ view, widthPx }: Scale, atMs: number): number {
  return ((atMs - view.fromMs) / lengthOf(view)) * widthPx;
}

export function toMs({ view, widthPx }: Scale, px: number): number {
  return view.fromMs + (px / widthPx) * lengthOf(view);
}

export function msPerPx({ view, widthPx }: Scale): number {
  return lengthOf(view) / widthPx;
}

/**
 * A view of the same length or shorter that lies within the bounds.
 * @param bounds what may be shown at all: the past that is kept, and a little beyond now
 */
export function keepWithin(view: Span, bounds: Span): Span {
  const length = Math.min(lengthOf(view), lengthOf(bounds));
  const fromMs = Math.min(Math.max(view.fromMs, bounds.fromMs), bounds.toMs - length);
  return { fromMs, toMs: fromMs + length };
}

/**
 * Zooms so that the moment at the pointer stays where it is.
 * @param factor below 1 shows less time, above 1 more
 */
export function zoomAt(view: Span, atMs: number, factor: number, bounds: Span): Span {
  const longest = Math.min(longestViewMs, lengthOf(bounds));
  const length = Math.min(longest, Math.max(Math.min(shortestViewMs, longest), lengthOf(view) * factor));
  const share = (atMs - view.fromMs) / lengthOf(view);
  const fromMs = atMs - share * length;
  return keepWithin({ fromMs, toMs: fromMs + length }, bounds);
}

export function panBy(view: Span, byMs: number, bounds: Span): Span {
  return keepWithin({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, bounds);
}

/** Shows a whole span with a little room at both sides. */
export function fit(span: Span, bounds: Span, roomShare = 0.08): Span {
  const room = Math.max(lengthOf(span) * roomShare, (shortestViewMs - lengthOf(span)) / 2, 500);
  return keepWithin({ fromMs: span.fromMs - room, toMs: span.toMs + room }, bounds);
}

/** Moves the view as little as needed so that a moment is in it, with a tenth of it as a margin. */
export function reveal(view: Span, atMs: number, bounds: Span): Span {
  const margin = lengthOf(view) / 10;
  if (atMs < view.fromMs + margin) return panBy(view, atMs - margin - view.fromMs, bounds);
  if (atMs > view.toMs - margin) return panBy(view, atMs + margin - view.toMs, bounds);
  return view;
}
