import type { AgoraRequest } from "../../request";
import type {
  AreaRef,
  CreateDomainInput,
  DomainRef,
  EntryPointRef,
  FlsStorageTarget,
  PeriodicSnapshotsRef,
  RecordingFormats,
  RecordingTaskInput,
  SetAutomaticRecordingInput,
  SetCustomRecordingInput,
  SetPeriodicSnapshotsInput,
  SetStandardRecordingInput,
  UpdateDomainInput,
} from "../input";
import type { WireCustomRecording, WireStandardRecording, WireStorageConfig } from "../schemas";
import { flsCatalogue } from "../storage-catalogue/catalogue";
import { describe } from "./describe";

/** Requests about domains, entry points and what is recorded. Every function is pure. */
export function describeCreateDomain(appId: string, input: CreateDomainInput): AgoraRequest {
  const region = input.type === "publish" ? input.flsArea : undefined;
  return describe("createDomain", appId, { query: { id: input.domain }, body: { type: input.type, region } });
}

export function describeListDomains(appId: string): AgoraRequest {
  return describe("listDomains", appId, {});
}

export function describeGetDomain(appId: string, { domain }: DomainRef): AgoraRequest {
  return describe("getDomain", appId, { path: { domain } });
}

export function describeUpdateDomain(appId: string, { domain, authKey }: UpdateDomainInput): AgoraRequest {
  return describe("updateDomain", appId, { path: { domain }, body: { authKey: authKey.reveal() } });
}

export function describeDeleteDomain(appId: string, { domain }: DomainRef): AgoraRequest {
  return describe("deleteDomain", appId, { path: { domain } });
}

export function describeCreateEntryPoint(appId: string, { entryPoint }: EntryPointRef): AgoraRequest {
  return describe("createEntryPoint", appId, { query: { id: entryPoint } });
}

export function describeListEntryPoints(appId: string): AgoraRequest {
  return describe("listEntryPoints", appId, {});
}

export function describeDeleteEntryPoint(appId: string, { entryPoint }: EntryPointRef): AgoraRequest {
  return describe("deleteEntryPoint", appId, { path: { entry_point: entryPoint } });
}

export function describeSetCustomRecording(appId: string, input: SetCustomRecordingInput): AgoraRequest {
  const storageConfig = input.storage && toStorageConfig(input.storage);
  const body: WireCustomRecording = { ...toFormats(input), storageConfig };
  return describe("setCustomRecording", appId, { path: areaPath(input), body });
}

export function describeGetCustomRecording(appId: string, place: AreaRef): AgoraRequest {
  return describe("getCustomRecording", appId, { path: areaPath(place) });
}

export function describeSetStandardRecording(appId: string, input: SetStandardRecordingInput): AgoraRequest {
  return describe("setStandardRecording", appId, { path: areaPath(input), body: toFormats(input) });
}

export function describeGetStandardRecording(appId: string, place: AreaRef): AgoraRequest {
  return describe("getStandardRecording", appId, { path: areaPath(place) });
}

export function describeSetAutomaticRecording(appId: string, input: SetAutomaticRecordingInput): AgoraRequest {
  const name = input.recordingKind === "custom" ? "setCustomRecordingAuto" : "setStandardRecordingAuto";
  return describe(name, appId, { path: { entry_point: input.entryPoint }, body: { enabled: input.isEnabled } });
}

export function describeAddRecordingTask(appId: string, input: RecordingTaskInput): AgoraRequest {
  const name = input.recordingKind === "custom" ? "addCustomRecordingTask" : "addStandardRecordingTask";
  return describe(name, appId, { path: areaPath(input), query: { id: input.streamName } });
}

export function describeRemoveRecordingTask(appId: string, input: RecordingTaskInput): AgoraRequest {
  const name = input.recordingKind === "custom" ? "removeCustomRecordingTask" : "removeStandardRecordingTask";
  return describe(name, appId, { path: { ...areaPath(input), stream_name: input.streamName } });
}

export function describeSetPeriodicSnapshots(appId: string, input: SetPeriodicSnapshotsInput): AgoraRequest {
  const { isEnabled: enabled, intervalSeconds: snapshotInterval, isModerated: enableModeration } = input;
  const body = { enabled, snapshotInterval, enableModeration };
  const path = areaPath(input);
  if (input.recordingKind === "standard") return describe("setStandardSnapshots", appId, { path, body });
  const storageConfig = input.storage && toStorageConfig(input.storage);
  return describe("setCustomSnapshots", appId, { path, body: { ...body, storageConfig } });
}

export function describeGetPeriodicSnapshots(appId: string, input: PeriodicSnapshotsRef): AgoraRequest {
  const name = input.recordingKind === "custom" ? "getCustomSnapshots" : "getStandardSnapshots";
  return describe(name, appId, { path: areaPath(input) });
}

/** `storageConfig` (FLS contract §2.3). */
export function toStorageConfig(target: FlsStorageTarget): WireStorageConfig {
  return {
    vendor: flsCatalogue[target.vendor].number,
    region: target.storageRegion ?? undefined,
    bucket: target.bucket,
    accessKey: target.accessKey.reveal(),
    secretKey: target.secretKey.reveal(),
  };
}

export function areaPath({ entryPoint, flsArea }: AreaRef) {
  return { entry_point: entryPoint, region: flsArea };
}

function toFormats({ isHlsEnabled, isMp4Enabled }: RecordingFormats): WireStandardRecording {
  return {
    hlsConfig: isHlsEnabled === undefined ? undefined : { enabled: isHlsEnabled },
    mp4Config: isMp4Enabled === undefined ? undefined : { enabled: isMp4Enabled },
  };
}
