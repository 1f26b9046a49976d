import type { StartPlan } from "../input";
import type { WireMode, WireStartRequest } from "../schemas";
import { toCompositeConfig, toIndividualConfig } from "./channel";
import { toStorageConfig } from "./storage";
import { toExtensionConfig } from "./web-page";

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

function files(withMp4: boolean | undefined): { avFileType: ("hls" | "mp4")[] } {
  return { avFileType: withMp4 ? ["hls", "mp4"] : ["hls"] };
}
