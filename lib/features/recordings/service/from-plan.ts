import type { HandWrittenPlan } from "@/lib/agora/cloud-recording/hand-written";
import type { RecordingLayout, StreamChoice as AgoraChoice, Subscription } from "@/lib/agora/cloud-recording/input";
import { supportedFps } from "../constants";
import type { CompositeLayout, StreamChoice } from "../schema";
import type { WrittenStart } from "../types";

/** Agora's defaults for what a request leaves out (contract §2.1, §2.3). */
const agoraDefaults = { controlHours: 72, maxIdleSeconds: 30 } as const;

/** What was written by hand in the words of an order. The way back from `advance/to-plan.ts`. */
export function fromPlan(plan: HandWrittenPlan): WrittenStart {
  const { serviceArea, regionAffinity, excludeResourceIds, serverSideEncryption, tag } = plan;
  const order = {
    controlHours: plan.controlHours ?? agoraDefaults.controlHours,
    filePrefix: [...(plan.filePrefix ?? [])],
    serviceArea,
    regionAffinity,
    excludeResourceIds: excludeResourceIds && [...excludeResourceIds],
    serverSideEncryption,
    tag,
  };
  if (plan.mode === "web") return { ...order, mode: "web", page: plan.page, withMp4: plan.withMp4 ?? false };
  const { channelProfile, media, videoStream, privateParams, encryptionMode = 0 } = plan;
  const channel = {
    ...order,
    channelProfile,
    maxIdleSeconds: plan.maxIdleSeconds ?? agoraDefaults.maxIdleSeconds,
    media: media ?? "both",
    videoStream: videoStream ?? "high",
    subscription: fromSubscription(plan.subscription),
    privateParams,
    encryptionMode,
  };
  if (plan.mode === "individual") {
    const { uidGroup, streamMode = "default", snapshots, afterwards } = plan;
    return {
      ...channel,
      mode: "individual",
      uidGroup,
      streamMode,
      snapshots: snapshots && { everySeconds: snapshots.everySeconds ?? 10, only: snapshots.only ?? false },
      afterwards: afterwards?.kind === "mixAudio" ? { ...afterwards, format: afterwards.format ?? "mp3" } : afterwards,
    };
  }
  const { video, audioProfile = 0, layout, withMp4 = false } = plan;
  // The client's rules have passed it: others would become 15 (contract §3.7).
  const fps = supportedFps.find((rate) => rate === video.fps) ?? 15;
  return { ...channel, mode: "composite", video: { ...video, fps }, audioProfile, layout: fromLayout(layout), withMp4 };
}

/** No list at all is everybody; a list for one medium only leaves the other out (contract §2.3). */
function fromSubscription(lists: Subscription | undefined): { audio: StreamChoice; video: StreamChoice } {
  const everyone = { kind: "everyone" } as const;
  if (lists === undefined) return { audio: everyone, video: everyone };
  return { audio: fromChoice(lists.audio), video: fromChoice(lists.video) };
}

function fromChoice(choice: AgoraChoice | undefined): StreamChoice {
  if (choice === undefined) return { kind: "nobody" };
  if ("except" in choice) return { kind: "except", uids: [...choice.except] };
  return choice.only === "everyone" ? { kind: "everyone" } : { kind: "only", uids: [...choice.only] };
}

function fromLayout(layout: RecordingLayout): CompositeLayout {
  const { backgroundColour = "#000000", backgroundImageUrl, userImageUrl, userImages } = layout;
  const background = {
    backgroundColour,
    backgroundImageUrl,
    userImageUrl,
    userImages: userImages?.map(({ uid, url, fit }) => ({ uid, url, fit: fit ?? ("cover" as const) })),
  };
  if (layout.preset === "vertical") return { ...background, preset: "vertical", largeUid: layout.largeUid };
  if (layout.preset !== "custom") return { ...background, preset: layout.preset };
  const millionths = (share: number) => Math.round(share * 1_000_000);
  return {
    ...background,
    preset: "custom",
    regions: layout.regions.map(({ uid, x, y, width, height, opacity, fit }) => ({
      uid,
      x: millionths(x),
      y: millionths(y),
      w: millionths(width),
      h: millionths(height),
      alpha: millionths(opacity ?? 1),
      fit: fit ?? "cover",
    })),
  };
}
