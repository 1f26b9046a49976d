import type { Fit } from "@/lib/layout-editor/presets";
import { type PixelRect, rectFromEdges, toPixelRect } from "@/lib/layout-editor/rect";
import { fromFraction } from "@/lib/layout-editor/units";
import { fitPicture } from "./fitting";
import { type SourceAspect, sourceSizes } from "./person";
import { personPicture } from "./person-picture";
import type { AudioProfile } from "./tones";

/**
 * What a region shows of its person. `none` leaves it transparent, so that the background or a region beneath shows
 * (contract §3.2); `frozen` is the last picture that came, at the moment it names (contract §3.6).
 */
export type RegionPicture =
  | { readonly kind: "live" }
  | { readonly kind: "frozen"; readonly atMs: number }
  | { readonly kind: "image"; readonly file: string; readonly fit: Fit }
  | { readonly kind: "none" };

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
  readonly picture: RegionPicture;
  readonly sourceAspect: SourceAspect;
};

type SceneBase = {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly audioProfile: AudioProfile;
  /** 0 audio, 1 video, 2 both (contract §2.3). */
  readonly streamTypes: 0 | 1 | 2;
  /** Who is heard. */
  readonly audioUids: readonly number[];
};

/** People on a canvas. */
export type PeopleScene = SceneBase & {
  readonly kind: "people";
  /** `#` and six hexadecimal digits. */
  readonly backgroundColour: string;
  /** A picture on the whole canvas, over the colour; always cropped (contract §3.6). */
  readonly backgroundImage: string | null;
  /** List order is z-order: a later region lies on top (contract §3.5). */
  readonly regions: readonly SceneRegion[];
};

/** A web page: pictures of it lie in a folder, named by the moment they were taken, or a card stands for it. */
export type PageScene = SceneBase & {
  readonly kind: "page";
  readonly url: string;
  readonly framesDir: string;
};

/** All that is to be seen and heard for a while. */
export type Scene = PeopleScene | PageScene;

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

/** A scene as a filter graph that ends in the label `[scene]`, with the inputs it reads, as ffmpeg's own arguments. */
export type ComposedScene = { readonly graph: string; readonly inputs: readonly string[][] };

/**
 * The filter graph that composes people, one frame a second from `utcSecond` on.
 *
 * Nothing in the simulated pictures moves faster than their clock, so composing once a second and repeating frames
 * afterwards costs a fraction of composing every frame. Colour stays at full resolution until the end: a region may
 * begin at an odd pixel. `label` keeps several graphs in one command apart, `firstInput` is the number of the first
 * input this one may use.
 * @throws RangeError when a region reaches outside the canvas or the background is not a colour.
 */
export function composeScene(
  scene: PeopleScene,
  { utcSecond, seconds, label = "", firstInput = 0 }: Stretch & { label?: string; firstInput?: number },
): ComposedScene {
  const canvas = encodedSize(scene);
  const inputs: string[][] = [];
  const image = (file: string) => {
    inputs.push(stillInput(file, seconds));
    return `[${firstInput + inputs.length - 1}:v]format=yuv444p`;
  };
  const layer = (n: number) => `[${label}z${n}]`;
  const colour = `color=c=${hexColour(scene.backgroundColour)}:s=${canvas.width}x${canvas.height}:r=1:d=${seconds}`;
  const chains = [
    scene.backgroundImage === null
      ? `${colour},format=yuv444p${layer(0)}`
      : `${image(scene.backgroundImage)},${filled("cover", canvas.width, canvas.height)}${layer(0)}`,
  ];
  for (const region of scene.regions) {
    const box = regionPixels(region, canvas);
    if (box.width === 0 || box.height === 0) continue;
    const picture = regionChain(region, box, { utcSecond, seconds }, image);
    if (picture === null) continue;
    const next = chains.length;
    const part = `[${label}p${next}]`;
    const below = layer(Math.floor((next - 1) / 2));
    const above = layer(Math.floor((next - 1) / 2) + 1);
    chains.push(
      `${picture}${faded(region.alpha)}${part}`,
      `${below}${part}overlay=x=${box.x}:y=${box.y}:format=yuv444${above}`,
    );
  }
  chains.push(`${layer((chains.length - 1) / 2)}format=yuv420p[${label}scene]`);
  return { graph: chains.join(";"), inputs };
}

type Stretch = { readonly utcSecond: number; readonly seconds: number };

/** What a region shows, cut to its size; null for nothing. */
function regionChain(
  { uid, picture, sourceAspect, fit }: SceneRegion,
  box: PixelRect,
  { utcSecond, seconds }: Stretch,
  image: (file: string) => string,
): string | null {
  if (uid === null) return null;
  switch (picture.kind) {
    case "none":
      return null;
    case "image":
      return `${image(picture.file)},${filled(picture.fit, box.width, box.height)}`;
    case "live": {
      const live = personPicture({ uid, aspect: sourceAspect, utcSecond, seconds });
      return `${live},${fitted(sourceAspect, fit, box)}`;
    }
    case "frozen": {
      const last = personPicture({ uid, aspect: sourceAspect, utcSecond: Math.floor(picture.atMs / 1000), seconds: 1 });
      return `${last},${fitted(sourceAspect, fit, box)},loop=loop=${seconds - 1}:size=1:start=0,setpts=N`;
    }
  }
}

/** A still picture as an input of one frame a second; its path may hold anything. */
function stillInput(file: string, seconds: number): string[] {
  return ["-f", "image2", "-pattern_type", "none", "-loop", "1", "-framerate", "1", "-t", `${seconds}`, "-i", file];
}

/** Scales a picture of any size into a box: cut to it, or between black bars. */
function filled(fit: Fit, width: number, height: number): string {
  const scale = `scale=${width}:${height}:flags=bilinear:force_original_aspect_ratio`;
  return fit === "cover"
    ? `${scale}=increase,crop=${width}:${height}`
    : `${scale}=decrease,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:black`;
}

/** Scales a person's picture and cuts it to its region, or puts black bars around it. */
function fitted(aspect: SourceAspect, fit: Fit, box: PixelRect): string {
  const picture = fitPicture(sourceSizes[aspect], box, fit);
  // Bilinear, because sharper filters overshoot beside the cells and tint the plain middle of a small picture.
  const scale = `scale=${picture.width}:${picture.height}:flags=bilinear`;
  const [dx, dy] = [Math.abs(picture.x - box.x), Math.abs(picture.y - box.y)];
  return fit === "cover"
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
