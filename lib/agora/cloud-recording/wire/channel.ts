import type { ChannelStart, CompositeStart, IndividualStart, StreamChoice, Subscription } from "../input";
import { everyStream, type SubscriptionLists, type WireStartRequest } from "../schemas";
import { toWireLayout } from "./layout";

type CompositeConfig = NonNullable<WireStartRequest["mix"]["clientRequest"]["recordingConfig"]>;
type IndividualConfig = WireStartRequest["individual"]["clientRequest"]["recordingConfig"];

/** `recordingConfig` of a composite recording (contract §2.3). All four numbers of the picture are always sent (§2.4). */
export function toCompositeConfig(start: CompositeStart): CompositeConfig {
  const { width, height, fps, bitrateKbps } = start.video;
  return {
    ...toSharedConfig(start),
    audioProfile: start.audioProfile ?? 0,
    transcodingConfig: { width, height, fps, bitrate: bitrateKbps, ...toWireLayout(start.layout) },
  };
}

/** `recordingConfig` of an individual recording (contract §2.3). */
export function toIndividualConfig(start: IndividualStart): IndividualConfig {
  return { ...toSharedConfig(start), subscribeUidGroup: start.uidGroup, streamMode: start.streamMode ?? "default" };
}

/** The subscription lists (contract §2.3, §2.11). */
export function toLists({ audio, video }: Subscription): SubscriptionLists {
  return {
    subscribeAudioUids: only(audio),
    unsubscribeAudioUids: except(audio),
    subscribeVideoUids: only(video),
    unsubscribeVideoUids: except(video),
  };
}

const channelTypes = { communication: 0, live: 1 } as const;
const streamTypes = { audio: 0, video: 1, both: 2 } as const;

function toSharedConfig(start: ChannelStart) {
  return {
    channelType: channelTypes[start.channelProfile],
    streamTypes: streamTypes[start.media ?? "both"],
    videoStreamType: start.videoStream === "low" ? (1 as const) : (0 as const),
    maxIdleTime: start.maxIdleSeconds,
    decryptionMode: start.encryption?.mode,
    secret: start.encryption?.secret.reveal(),
    salt: start.encryption?.salt?.reveal(),
    privateParams: start.privateParams,
    ...toLists(start.subscription ?? {}),
  };
}

function only(choice: StreamChoice | undefined): string[] | undefined {
  if (choice === undefined || !("only" in choice)) return undefined;
  return choice.only === "everyone" ? [everyStream] : [...choice.only];
}

function except(choice: StreamChoice | undefined): string[] | undefined {
  return choice !== undefined && "except" in choice ? [...choice.except] : undefined;
}
