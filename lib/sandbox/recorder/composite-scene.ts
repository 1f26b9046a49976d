import { supportedFps } from "@/lib/agora/cloud-recording/schemas";
import { type CustomRegion, type PlacedRegion, presetRegions, resolveCustom } from "@/lib/layout-editor/presets";
import { rectFromEdges } from "@/lib/layout-editor/rect";
import { fromFraction, toFraction } from "@/lib/layout-editor/units";
import type { PeopleScene, RegionPicture, SceneRegion } from "../media/scene";
import type { CompositeTask, TaskLayout } from "../state/tasks";
import type { Reception } from "./subscription";

/** For how long the last picture of somebody who stopped their video stays (contract §3.6). Milliseconds. */
export const lastPictureMs = 3_500;

/** The moment a scene is made for, and the pictures that have been downloaded by then: a file by its address, or null. */
export type SceneMoment = {
  nowMs: number;
  image: (url: string) => string | null;
  /** Which region of a custom layout lies on top; default the later one. */
  topRegion?: "later" | "earlier";
  /** Which column of the vertical layout is filled first where there are two; default the outer one. */
  verticalFirstColumn?: "outer" | "inner";
};

/** The picture and sound that a composite recording makes of these people with the layout in force (contract §3). */
export function compositeScene(task: CompositeTask, reception: readonly Reception[], moment: SceneMoment): PeopleScene {
  const { layout } = task;
  const config = task.request.recordingConfig;
  const byUid = new Map(reception.map((item) => [item.person.uid, item]));
  const joinedMs = task.joinedMs ?? 0;
  const picture = (shown: Reception | undefined) => pictureOf(shown, layout, joinedMs, moment);
  return {
    kind: "people",
    width: layout.width,
    height: layout.height,
    fps: supportedFps.some((fps) => fps === layout.fps) ? layout.fps : 15,
    bitrateKbps: layout.bitrate,
    audioProfile: config?.audioProfile ?? 0,
    backgroundColour: layout.backgroundColor,
    backgroundImage: layout.backgroundImage === undefined ? null : moment.image(layout.backgroundImage),
    streamTypes: config?.streamTypes ?? 2,
    regions: stacked(regionsOf(layout, [...byUid.keys()], moment), layout, moment).map((region) =>
      sceneRegion(region, byUid, picture),
    ),
    audioUids: reception
      .filter(({ audio, person }) => audio && person.hasAudio)
      .map(({ person }) => Number(person.uid)),
  };
}

function regionsOf(layout: TaskLayout, uids: readonly string[], moment: SceneMoment): PlacedRegion[] {
  switch (layout.mixedVideoLayout) {
    case 0:
      return presetRegions("floating", uids);
    case 1:
      return presetRegions("bestFit", uids);
    case 2:
      return columns(presetRegions("vertical", uids, { maxResolutionUid: layout.maxResolutionUid ?? null }), moment);
    case 3:
      return resolveCustom((layout.layoutConfig ?? []).map(customRegion), uids);
  }
}

/** Agora's figure fills the right-most of two columns first, its sample code the other one (contract §3.4). */
function columns(regions: PlacedRegion[], { verticalFirstColumn }: SceneMoment): PlacedRegion[] {
  const [outer, inner, width] = [fromFraction(0.9), fromFraction(0.8), fromFraction(0.1)];
  if (verticalFirstColumn !== "inner") return regions;
  return regions.map((region) => {
    if (region.w !== width) return region;
    return { ...region, x: region.x === outer ? inner : outer };
  });
}

/** No page says which of two custom regions lies on top (contract §3.5). */
function stacked(regions: PlacedRegion[], layout: TaskLayout, { topRegion }: SceneMoment): PlacedRegion[] {
  return layout.mixedVideoLayout === 3 && topRegion === "earlier" ? regions.toReversed() : regions;
}

type LayoutItem = NonNullable<TaskLayout["layoutConfig"]>[number];

function customRegion(item: LayoutItem): CustomRegion {
  // The schema lets a sum pass that exceeds 1 by less than six decimals can say.
  const right = Math.min(1, item.x_axis + item.width);
  const bottom = Math.min(1, item.y_axis + item.height);
  return {
    ...rectFromEdges(fromFraction(item.x_axis), fromFraction(item.y_axis), fromFraction(right), fromFraction(bottom)),
    uid: item.uid ?? null,
    fit: item.render_mode === 1 ? "contain" : "cover",
    alpha: fromFraction(item.alpha),
  };
}

/**
 * What a person's region shows: their video; for 3.5 s after it stopped its last picture; then their own background,
 * else everybody's, else that of the canvas, else the last picture on. Somebody who never sent video has no last picture
 * (contract §3.6).
 */
function pictureOf(
  shown: Reception | undefined,
  layout: TaskLayout,
  joinedMs: number,
  { nowMs, image }: SceneMoment,
): RegionPicture {
  if (!shown?.video) return { kind: "none" };
  const { uid, hasVideo, joinedAtMs, videoChangedAtMs } = shown.person;
  if (hasVideo) return { kind: "live" };
  const wasSeen = videoChangedAtMs > Math.max(joinedAtMs, joinedMs);
  const frozen = { kind: "frozen", atMs: videoChangedAtMs } as const;
  if (wasSeen && nowMs < videoChangedAtMs + lastPictureMs) return frozen;
  const own = layout.backgroundConfig?.find((item) => item.uid === uid);
  const ownFile = own ? image(own.image_url) : null;
  if (own && ownFile !== null)
    return { kind: "image", file: ownFile, fit: own.render_mode === 1 ? "contain" : "cover" };
  const file = layout.defaultUserBackgroundImage === undefined ? null : image(layout.defaultUserBackgroundImage);
  if (file !== null) return { kind: "image", file, fit: "cover" };
  const showsCanvas = layout.backgroundImage !== undefined && image(layout.backgroundImage) !== null;
  return wasSeen && !showsCanvas ? frozen : { kind: "none" };
}

/** The addresses of all pictures a layout asks for. */
export function imagesOf(layout: Omit<TaskLayout, "width" | "height" | "fps" | "bitrate">): string[] {
  const { backgroundImage, defaultUserBackgroundImage, backgroundConfig = [] } = layout;
  return [backgroundImage, defaultUserBackgroundImage, ...backgroundConfig.map((item) => item.image_url)].flatMap(
    (url) => url ?? [],
  );
}

function sceneRegion(
  region: PlacedRegion,
  byUid: ReadonlyMap<string, Reception>,
  picture: (shown: Reception | undefined) => RegionPicture,
): SceneRegion {
  const shown = region.uid === null ? undefined : byUid.get(region.uid);
  return {
    uid: shown ? Number(shown.person.uid) : null,
    x: toFraction(region.x),
    y: toFraction(region.y),
    width: toFraction(region.w),
    height: toFraction(region.h),
    alpha: toFraction(region.alpha),
    fit: region.fit,
    picture: picture(shown),
    sourceAspect: shown?.person.aspect ?? "16:9",
  };
}
