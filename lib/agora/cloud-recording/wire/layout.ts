import type { Fit, LayoutRegion, RecordingLayout } from "../input";
import type { WireLayoutItem, WireUpdateLayoutRequest } from "../schemas";

/** The layout fields as they stand in `updateLayout` and inside `transcodingConfig`. */
export type WireLayout = WireUpdateLayoutRequest["clientRequest"];

const presetNumbers = { floating: 0, bestFit: 1, vertical: 2, custom: 3 } as const;

/** The layout fields (contract §2.4). All that has a default is sent, so that an update says all it means. */
export function toWireLayout(layout: RecordingLayout): WireLayout {
  return {
    mixedVideoLayout: presetNumbers[layout.preset],
    maxResolutionUid: layout.preset === "vertical" ? layout.largeUid : undefined,
    backgroundColor: layout.backgroundColour ?? "#000000",
    backgroundImage: layout.backgroundImageUrl,
    defaultUserBackgroundImage: layout.userImageUrl,
    layoutConfig: layout.preset === "custom" ? layout.regions.map(toWireRegion) : undefined,
    backgroundConfig: layout.userImages?.map(({ uid, url, fit }) => ({
      uid,
      image_url: url,
      render_mode: renderMode(fit),
    })),
  };
}

/** Six decimals, as documented; a size is cut where rounding its position would push it over the edge. */
function toWireRegion(region: LayoutRegion): WireLayoutItem {
  const x = sixDecimals(region.x);
  const y = sixDecimals(region.y);
  return {
    uid: region.uid,
    x_axis: x,
    y_axis: y,
    width: fitting(region.x + region.width, x, region.width),
    height: fitting(region.y + region.height, y, region.height),
    alpha: region.opacity ?? 1,
    render_mode: renderMode(region.fit),
  };
}

/** The rounded size, at most what is left when the exact far edge is within the canvas. */
function fitting(exactEnd: number, start: number, size: number): number {
  const rounded = sixDecimals(size);
  return exactEnd <= 1 + 1e-9 ? Math.min(rounded, sixDecimals(1 - start)) : rounded;
}

function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function renderMode(fit: Fit | undefined): 0 | 1 {
  return fit === "contain" ? 1 : 0;
}
