import type { RecordingLayout } from "../input";
import type { WireLayout } from "./layout";

/** The layout fields in our words (contract §2.4), the way back from `toWireLayout`. */
export function fromWireLayout(wire: WireLayout): RecordingLayout {
  const { backgroundColor, backgroundImage, defaultUserBackgroundImage, backgroundConfig } = wire;
  const background = {
    backgroundColour: backgroundColor ?? "#000000",
    backgroundImageUrl: backgroundImage,
    userImageUrl: defaultUserBackgroundImage,
    userImages: backgroundConfig?.map(({ uid, image_url, render_mode }) => ({
      uid,
      url: image_url,
      fit: render_mode === 1 ? ("contain" as const) : ("cover" as const),
    })),
  };
  switch (wire.mixedVideoLayout) {
    case 1:
      return { ...background, preset: "bestFit" };
    case 2:
      return { ...background, preset: "vertical", largeUid: wire.maxResolutionUid };
    case 3:
      return {
        ...background,
        preset: "custom",
        regions: (wire.layoutConfig ?? []).map((region) => ({
          uid: region.uid,
          x: region.x_axis,
          y: region.y_axis,
          width: region.width,
          height: region.height,
          opacity: region.alpha,
          fit: region.render_mode === 1 ? "contain" : "cover",
        })),
      };
    default:
      return { ...background, preset: "floating" };
  }
}
