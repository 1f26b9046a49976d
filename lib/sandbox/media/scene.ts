import type { Fit } from "@/lib/layout-editor/presets";
import { type PixelRect, rectFromEdges, toPixelRect } from "@/lib/layout-editor/rect";
import { fromFraction } from "@/lib/layout-editor/units";
import { fitPicture } from "./fitting";
import { type SourceAspect, sourceSizes } from "./person";
import { personPicture } from "./person-picture";
import type { AudioProfile } from "./tones";

/** One region of the composed picture and who is shown in it. */
export type SceneRegion = {
  /** null when nobody is: the background remains. */
  readonly uid: number | null;
  /** Fractions of the canvas, 0 to 1, origin top left. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Opacity, 0 to 1. */
  readonly alpha: number;
  readonly fit: Fit;
  /** Without video the region is transparent, so that the background or a region beneath shows (contract §3.2). */
  readonly isVideoOn: boolean;
  readonly sourceAspect: SourceAspect;
};

/** All that a slice shows and plays from beginning to end. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly audioProfile: AudioProfile;
  /** `#` and six hexadecimal digits. */
  readonly backgroundColour: string;
  /** 0 audio, 1 video, 2 both (contract §2.3). */
  readonly streamTypes: 0 | 1 | 2;
  /** List order is z-order: a later region lies on top (contract §3.5). */
  readonly regions: readonly SceneRegion[];
  /** Who is heard. */
  readonly audioUids: readonly number[];
};

/** The canvas that is really encoded: H.264 with 4:2:0 colour needs even sizes, an odd one loses its last pixel. */
export function encodedSize(scene: Pick<Scene, "width" | "height">): { width: number; height: number } {
  return { width: even(scene.width), height: even(scene.height) };
}

function even(px: number): number {
  return Math.max(2, px - (px % 2));
}

/** Where a region lies in the encoded picture. Both edges are rounded, so neighbours touch. */
export function regionPixels(region: SceneRegion, canvas: { width: number; height: number }): PixelRect {
  const right = Math.min(1, region.x + region.width);
  const bottom = Math.min(1, region.y + region.height);
  const edges = [region.x, region.y, right, bottom].map(fromFraction);
  const [left = 0, top = 0, rightUnit = 0, bottomUnit = 0] = edges;
  return toPixelRect(rectFromEdges(left, top, rightUnit, bottomUnit), canvas);
}

/**
 * The filter graph that composes a scene, one frame a second from `utcSecond` on, ending in the label `[scene]`.
 *
 * Nothing in the simulated pictures moves faster than their clock, so composing once a second and repeating frames
 * afterwards costs a fraction of composing every frame. Colour stays at full resolution until the end: a region may
 * begin at an odd pixel.
 * @throws RangeError when a region reaches outside the canvas or the background is not a colour.
 */
export function composeScene(scene: Scene, utcSecond: number, seconds: number): string {
  const canvas = encodedSize(scene);
  const chains = [
    `color=c=${hexColour(scene.backgroundColour)}:s=${canvas.width}x${canvas.height}:r=1:d=${seconds},format=yuv444p[z0]`,
  ];
  let top = "z0";
  for (const region of scene.regions) {
    const box = regionPixels(region, canvas);
    if (region.uid === null || !region.isVideoOn || box.width === 0 || box.height === 0) continue;
    const picture = personPicture({ uid: region.uid, aspect: region.sourceAspect, utcSecond, seconds });
    const next = chains.length;
    chains.push(`${picture},${fitted(region, box)}${faded(region.alpha)}[p${next}]`);
    chains.push(`[${top}][p${next}]overlay=x=${box.x}:y=${box.y}:format=yuv444[z${next}]`);
    top = `z${next}`;
  }
  chains.push(`[${top}]format=yuv420p[scene]`);
  return chains.join(";");
}

/** Scales a picture and cuts it to its region, or puts black bars around it. */
function fitted(region: SceneRegion, box: PixelRect): string {
  const picture = fitPicture(sourceSizes[region.sourceAspect], box, region.fit);
  // Bilinear, because sharper filters overshoot beside the cells and tint the plain middle of a small picture.
  const scale = `scale=${picture.width}:${picture.height}:flags=bilinear`;
  const [dx, dy] = [Math.abs(picture.x - box.x), Math.abs(picture.y - box.y)];
  return region.fit === "cover"
    ? `${scale},crop=${box.width}:${box.height}:${dx}:${dy}`
    : `${scale},pad=${box.width}:${box.height}:${dx}:${dy}:black`;
}

/** Makes the whole region see-through, bars included. */
function faded(alpha: number): string {
  return alpha >= 1 ? "" : `,format=yuva444p,lutyuv=a=${Math.round(Math.max(0, alpha) * 255)}`;
}

function hexColour(colour: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new RangeError("A background colour is # and six hexadecimal digits");
  return `0x${colour.slice(1)}`;
}
