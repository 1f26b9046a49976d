import type { z } from "zod";
import { Secret } from "../secret";
import type * as Read from "./responses";
import type * as Result from "./results";
import { domainTypes, flsAreas } from "./schemas";
import { flsVendorOf } from "./storage-catalogue/catalogue";
import { flsVendors } from "./storage-catalogue/vendors";

/** Agora's answers in our words. What may be a key becomes a `Secret` here and is nowhere else. */
type Body<S extends keyof typeof Read> = (typeof Read)[S] extends z.ZodType ? z.output<(typeof Read)[S]> : never;

/** A result before its receipt is added. */
type Of<R> = Omit<R, "receipt">;

export function toDomain(wire: Body<"domain">): Result.Domain {
  return {
    name: wire.name,
    type: domainTypes.find((known) => known === wire.type) ?? null,
    flsArea: flsAreas.find((known) => known === wire.region) ?? null,
    authKey: toSecret(wire.authKey),
    cname: wire.cname,
  };
}

export function toDomains({ domainList }: Body<"domainList">): Of<Result.DomainsResult> {
  return { domains: domainList.map(toDomain) };
}

export function toEntryPoints({ entryPointList }: Body<"entryPointList">): Of<Result.EntryPointsResult> {
  return { entryPoints: entryPointList.map(({ name }) => name) };
}

export function toFormats({ hlsConfig, mp4Config }: Body<"recordingSettings">): Result.RecordingFormatsResult {
  return { isHlsEnabled: hlsConfig?.enabled ?? null, isMp4Enabled: mp4Config?.enabled ?? null };
}

export function toCustomRecording(wire: Body<"recordingSettings">): Of<Result.CustomRecordingResult> {
  return { ...toFormats(wire), storage: toStorage(wire.storageConfig) };
}

export function toPeriodicSnapshots(wire: Body<"periodicSnapshots">): Of<Result.PeriodicSnapshotsResult> {
  return {
    isEnabled: wire.enabled,
    intervalSeconds: wire.snapshotInterval,
    isModerated: wire.enableModeration,
    storage: toStorage(wire.storageConfig),
  };
}

export function toRecordingFiles({ list }: Body<"previewList">): Of<Result.RecordingFilesResult> {
  const files = list.map(({ fileName, startTime, endTime, position }) => ({
    fileName,
    startedAt: startTime,
    endedAt: endTime,
    position,
  }));
  return { files };
}

export function toBannedStreams({ bannedStreamList }: Body<"bannedStreamList">): Of<Result.BannedStreamsResult> {
  return { streams: bannedStreamList.map(({ name, resumeTime }) => ({ streamName: name, until: resumeTime })) };
}

export function toOnlineStreams({ streamList }: Body<"onlineStreamList">): Of<Result.OnlineStreamsResult> {
  return { streams: streamList.map(({ name, startTime }) => ({ streamName: name, startedAt: startTime })) };
}

export function toPublishHistory({ publishHistory }: Body<"publishHistory">): Of<Result.PublishHistoryResult> {
  const pushes = publishHistory.map(({ name, startTime, endTime, duration }) => ({
    streamName: name,
    startedAt: startTime,
    endedAt: endTime,
    durationSeconds: duration,
  }));
  return { pushes };
}

export function toPublishQuality(wire: Body<"publishQuality">): Of<Result.PublishQualityResult> {
  const minutes = wire.map((minute) => ({
    streamName: minute.name,
    at: minute.time,
    bitsPerSecond: minute.bitrate,
    framesPerSecond: minute.frameRate ?? minute.framerate,
    cdnAddress: minute.cdnIp,
    clientAddress: minute.clientIp,
  }));
  return { minutes };
}

export function toPlayStatistics({ playStatistic }: Body<"playStatistic">): Of<Result.PlayStatisticsResult> {
  const minutes = playStatistic.map(({ name, time, linkNum }) => ({
    streamName: name,
    at: time,
    connections: linkNum,
  }));
  return { minutes };
}

function toStorage(wire: Body<"recordingSettings">["storageConfig"]): Result.StoredStorage | null {
  if (wire === null) return null;
  const entry = wire.vendor === null ? null : flsVendorOf(wire.vendor);
  return {
    vendor: flsVendors.find((known) => known === entry?.vendor) ?? null,
    vendorNumber: wire.vendor,
    storageRegion: wire.region,
    bucket: wire.bucket || null,
    accessKey: toSecret(wire.accessKey),
    secretKey: toSecret(wire.secretKey),
  };
}

function toSecret(value: string | null): Secret | null {
  return value ? new Secret(value) : null;
}
