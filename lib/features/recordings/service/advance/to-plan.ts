import type {
  ChannelEncryption,
  LayoutRegion,
  RecordingLayout,
  StartPlan,
  StorageTarget,
  StreamChoice as AgoraChoice,
  Subscription as AgoraSubscription,
} from "@/lib/agora/cloud-recording/input";
import type { Secret } from "@/lib/agora/secret";
import type { MediaKind } from "../../constants";
import type { CompositeLayout, StoredStart, StreamChoice, Subscription } from "../../schema";

/** What a start is completed with: who records, where the files go, and its secrets. */
export type PlanParts = {
  recorderUid: string;
  storage: StorageTarget;
  token?: Secret;
  encryption?: ChannelEncryption;
  pushTo?: Secret;
};

/** A start in the client's words: what was ordered, with who records, how it joins and where the files go. */
export function toPlan(config: StoredStart, { recorderUid, storage, token, encryption, pushTo }: PlanParts): StartPlan {
  const { channelName, serverSideEncryption, tag } = config;
  const common = { channelName, recorderUid, storage: { ...storage, serverSideEncryption, tag } };
  if (config.mode === "web") {
    const { page, withMp4 } = config;
    return { ...common, mode: "web", page, withMp4, ...(pushTo && { pushTo }) };
  }
  const { channelProfile, maxIdleSeconds, media, videoStream, privateParams } = config;
  const channel = {
    ...common,
    ...(token && { token }),
    channelProfile,
    maxIdleSeconds,
    media,
    videoStream,
    subscription: config.subscription && ordered(config.subscription, media ?? "both"),
    encryption,
    privateParams,
  };
  if (config.mode === "individual") {
    const { uidGroup, streamMode, snapshots, afterwards } = config;
    return { ...channel, mode: "individual", uidGroup, streamMode, snapshots, afterwards };
  }
  const { video, audioProfile, layout, withMp4 } = config;
  return { ...channel, mode: "composite", video, audioProfile, layout: toAgoraLayout(layout), withMp4 };
}

/** The whole layout: an update resets what it leaves out (contract §2.12). */
export function toAgoraLayout(layout: CompositeLayout): RecordingLayout {
  const { preset, largeUid, regions, ...background } = layout;
  if (preset === "vertical") return { preset, largeUid, ...background };
  return preset === "custom"
    ? { preset, regions: (regions ?? []).map(toAgoraRegion), ...background }
    : { preset, ...background };
}

function toAgoraRegion({ uid, x, y, w, h, alpha, fit }: NonNullable<CompositeLayout["regions"]>[number]): LayoutRegion {
  const share = (millionths: number) => millionths / 1_000_000;
  const place = { x: share(x), y: share(y), width: share(w), height: share(h) };
  return { ...(uid === undefined ? {} : { uid }), ...place, opacity: share(alpha), fit };
}

/**
 * The lists of the media that are recorded; a list of another one is refused (contract §2.3). Everybody in every medium
 * is said without lists.
 */
function ordered({ audio, video }: Subscription, media: MediaKind): AgoraSubscription | undefined {
  const recorded = [media === "video" ? null : audio, media === "audio" ? null : video].filter((one) => one !== null);
  return recorded.every(({ kind }) => kind === "everyone") ? undefined : toAgoraSubscription({ audio, video }, media);
}

/** The lists said in full, as an update needs them: it replaces what was set before (contract §2.11). */
export function toAgoraSubscription({ audio, video }: Subscription, media: MediaKind): AgoraSubscription {
  return {
    audio: media === "video" ? undefined : toAgoraChoice(audio),
    video: media === "audio" ? undefined : toAgoraChoice(video),
  };
}

/** `nobody` has no list: naming one medium only leaves the other out (contract §2.3). */
function toAgoraChoice(choice: StreamChoice): AgoraChoice | undefined {
  switch (choice.kind) {
    case "everyone":
      return { only: "everyone" };
    case "only":
      return { only: choice.uids };
    case "except":
      return { except: choice.uids };
    case "nobody":
      return undefined;
  }
}
