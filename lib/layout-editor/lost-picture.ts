import type { Fit } from "./presets";

/** Width through height of a picture. */
export type Aspect = number;

/** What fitting a picture into a region costs, as shares of 0 to 1. */
export type Fitting = {
  /** Share of the picture that is cut off (`cover`). */
  readonly cutOff: number;
  /** Share of the region that stays empty (`contain`). */
  readonly empty: number;
};

/** How much of a picture is cut off by a region, or how much of the region it leaves empty. Sizes in pixels. */
export function fittingOf(source: Aspect, width: number, height: number, fit: Fit): Fitting {
  if (width <= 0 || height <= 0) return { cutOff: fit === "cover" ? 1 : 0, empty: fit === "cover" ? 0 : 1 };
  const region = width / height;
  const shared = Math.min(source / region, region / source);
  return fit === "cover" ? { cutOff: 1 - shared, empty: 0 } : { cutOff: 0, empty: 1 - shared };
}
