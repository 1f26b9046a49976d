import type { Fit } from "@/lib/layout-editor/presets";
import type { PixelRect } from "@/lib/layout-editor/rect";

/** Where the whole of a picture lies on the canvas. With `cover` it reaches past its region and the rest is cut off. */
export type FittedPicture = PixelRect;

type Size = { readonly width: number; readonly height: number };

/**
 * Places a picture in a region: `cover` fills it and cuts off what is left over, `contain` shows all of it between
 * bars (contract §2.4, `render_mode`). The aspect is kept to the pixel and the picture is centred.
 */
export function fitPicture(source: Size, region: PixelRect, fit: Fit): FittedPicture {
  const scales = [region.width / source.width, region.height / source.height];
  const scale = fit === "cover" ? Math.max(...scales) : Math.min(...scales);
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  return {
    x: region.x + Math.floor((region.width - width) / 2),
    y: region.y + Math.floor((region.height - height) / 2),
    width,
    height,
  };
}
