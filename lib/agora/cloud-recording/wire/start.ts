import type { Afterwards, StartPlan } from "../input";
import type { WireMode, WireStartRequest } from "../schemas";
import { toCompositeConfig, toIndividualConfig } from "./channel";
import { toStorageConfig } from "./storage";
import { toExtensionConfig, toVodConfig } from "./web-page";

/**
 * The body of start (contract §2.2). Its `clientRequest` is also acquire's `startParameter`, which has to be the very
 * same.
 */
export function toStartBody(plan: StartPlan): WireStartRequest[WireMode] {
  const common = { cname: plan.channelName, uid: plan.recorderUid };
  const shared = { token: plan.token?.reveal(), storageConfig: toStorageConfig(plan.storage) };
  switch (plan.mode) {
    case "composite":
      return {
        ...common,
        clientRequest: {
          ...shared,
          recordingConfig: toCompositeConfig(plan),
          recordingFileConfig: files(plan.withMp4),
          extensionServiceConfig: plan.videoOnDemand && toVodConfig(plan.videoOnDemand),
        },
      };
    case "individual":
      return {
        ...common,
        clientRequest: {
          ...shared,
          recordingConfig: toIndividualConfig(plan),
          recordingFileConfig: plan.snapshots?.only ? undefined : files(false),
          snapshotConfig: plan.snapshots && { captureInterval: plan.snapshots.everySeconds, fileType: ["jpg"] },
          ...postponed(plan.afterwards),
        },
      };
    case "web":
      return {
        ...common,
        clientRequest: {
          ...shared,
          extensionServiceConfig: toExtensionConfig(plan),
          recordingFileConfig: files(plan.withMp4),
        },
      };
  }
}

/** Its numbers are text on the wire (contract §2.8). */
function postponed(afterwards: Afterwards | undefined) {
  if (!afterwards) return {};
  const appsCollection = { combinationPolicy: "postpone_transcoding" as const };
  if (afterwards.kind === "transcode") {
    return { appsCollection, transcodeOptions: { transConfig: { transMode: "postponeTranscoding" as const } } };
  }
  const { format, sampleRate, bitrate, channels } = afterwards;
  const audio = {
    sampleRate: sampleRate && (`${sampleRate}` as const),
    bitrate: bitrate === undefined ? undefined : `${bitrate}`,
    channels: channels && (`${channels}` as const),
  };
  return {
    appsCollection,
    transcodeOptions: {
      transConfig: { transMode: "audioMix" as const },
      container: format && { format },
      audio: Object.values(audio).some((value) => value !== undefined) ? audio : undefined,
    },
  };
}

function files(withMp4: boolean | undefined): { avFileType: ("hls" | "mp4")[] } {
  return { avFileType: withMp4 ? ["hls", "mp4"] : ["hls"] };
}
