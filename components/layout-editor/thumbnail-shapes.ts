import { type LayoutDocument, sentRegions } from "@/lib/layout-editor/document";
import { presetRegions } from "@/lib/layout-editor/presets";
import { FULL, type CanvasUnit } from "@/lib/layout-editor/units";

/** A rectangle of a thumbnail in its own units, with what stands in it. */
export type ThumbnailShape = {
  x: number;
  y: number;
  width: number;
  height: number;
  /** A uid, or the place in the join order; null where nobody is shown. */
  label: string | null;
  /** 0 transparent to 1. */
  opacity: number;
  isWhole: boolean;
};

/** How many people a preset is pictured with, where nobody says how many there are. */
const picturedPeople = 4;

/**
 * The rectangles of a layout in a figure of this size, from below to the top: the same ones that Agora gets.
 * @param count how many people a preset is pictured with
 */
export function thumbnailShapes(
  document: LayoutDocument,
  size: { width: number; height: number },
  count = picturedPeople,
): ThumbnailShape[] {
  const scaled = (unit: CanvasUnit, length: number) => (unit / FULL) * length;
  return placesOf(document, count).map(({ x, y, w, h, alpha, fit, label }) => ({
    x: scaled(x, size.width),
    y: scaled(y, size.height),
    width: scaled(w, size.width),
    height: scaled(h, size.height),
    opacity: alpha / FULL,
    isWhole: fit === "contain",
    label,
  }));
}

function placesOf(document: LayoutDocument, count: number) {
  if (document.preset !== "custom") {
    const people = Array.from({ length: count }, (_, index) => String(index + 1));
    const maxResolutionUid = document.preset === "vertical" && document.largeUid !== null ? "1" : null;
    return presetRegions(document.preset, people, { maxResolutionUid }).map((place) => ({
      ...place,
      label: place.uid === "1" && maxResolutionUid !== null ? document.largeUid : place.uid,
    }));
  }
  let open = 0;
  return sentRegions(document).map((region) => {
    if (region.uid === null) open += 1;
    return { ...region, label: region.uid ?? String(open) };
  });
}

/** What a layout is, in a few words: "4 regions", "Best fit". */
export function describeLayout({ preset, regions }: LayoutDocument): string {
  if (preset !== "custom") return { floating: "Floating", bestFit: "Best fit", vertical: "Vertical" }[preset];
  return regions.length === 1 ? "1 region" : `${regions.length} regions`;
}
