import { supportedFps } from "@/lib/agora/cloud-recording/schemas";
import { type CustomRegion, type PlacedRegion, presetRegions, resolveCustom } from "@/lib/layout-editor/presets";
import { rectFromEdges } from "@/lib/layout-editor/rect";
import { fromFraction, toFraction } from "@/lib/layout-editor/units";
import type { Scene, SceneRegion } from "../media/scene";
import type { CompositeTask, TaskLayout } from "../state/tasks";
import type { Reception } from "./subscription";

/** The picture and sound that a composite recording makes of these people with the layout in force (contract §3). */
export function compositeScene(task: CompositeTask, reception: readonly Reception[]): Scene {
  const { layout } = task;
  const config = task.request.recordingConfig;
  const byUid = new Map(reception.map((item) => [item.person.uid, item]));
  return {
    width: layout.width,
    height: layout.height,
    fps: supportedFps.some((fps) => fps === layout.fps) ? layout.fps : 15,
    bitrateKbps: layout.bitrate,
    audioProfile: config?.audioProfile ?? 0,
    backgroundColour: layout.backgroundColor,
    streamTypes: config?.streamTypes ?? 2,
    regions: regionsOf(layout, [...byUid.keys()]).map((region) => sceneRegion(region, byUid)),
    audioUids: reception
      .filter(({ audio, person }) => audio && person.hasAudio)
      .map(({ person }) => Number(person.uid)),
  };
}

function regionsOf(layout: TaskLayout, uids: readonly string[]): PlacedRegion[] {
  switch (layout.mixedVideoLayout) {
    case 0:
      return presetRegions("floating", uids);
    case 1:
      return presetRegions("bestFit", uids);
    case 2:
      return presetRegions("vertical", uids, { maxResolutionUid: layout.maxResolutionUid ?? null });
    case 3:
      return resolveCustom((layout.layoutConfig ?? []).map(customRegion), uids);
  }
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

function sceneRegion(region: PlacedRegion, byUid: ReadonlyMap<string, Reception>): SceneRegion {
  const shown = region.uid === null ? undefined : byUid.get(region.uid);
  return {
    uid: shown ? Number(shown.person.uid) : null,
    x: toFraction(region.x),
    y: toFraction(region.y),
    width: toFraction(region.w),
    height: toFraction(region.h),
    alpha: toFraction(region.alpha),
    fit: region.fit,
    isVideoOn: shown !== undefined && shown.video && shown.person.hasVideo,
    sourceAspect: shown?.person.aspect ?? "16:9",
  };
}
