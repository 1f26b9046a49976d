import { AgoraError } from "../errors";
import { Secret } from "../secret";
import type { LiveStreaming } from "./resource";

/** For tests: one call of every method, at a fixed time. */
export const now = new Date("2026-07-01T12:00:00Z");

export const entryPoint = "live";
export const area = { entryPoint, flsArea: "cn" } as const;
export const stream = { entryPoint, streamName: "cam1" };
export const recorded = { ...area, streamName: "cam1" };
export const clip = { ...recorded, startsAt: new Date("2026-07-01T11:00:00.900Z"), fileName: "a.m3u8" };
export const storage = {
  vendor: "alibaba",
  storageRegion: 3,
  bucket: "b",
  accessKey: new Secret("storage-access-value"),
  secretKey: new Secret("storage-secret-value"),
} as const;

export const calls: Readonly<Record<keyof LiveStreaming, (live: LiveStreaming) => Promise<object>>> = {
  createDomain: (live) => live.createDomain({ domain: "push.example.com", type: "publish", flsArea: "cn" }),
  listDomains: (live) => live.listDomains(),
  getDomain: (live) => live.getDomain({ domain: "push.example.com" }),
  updateDomain: (live) => live.updateDomain({ domain: "push.example.com", authKey: new Secret("domain-key-value") }),
  deleteDomain: (live) => live.deleteDomain({ domain: "push.example.com" }),
  createEntryPoint: (live) => live.createEntryPoint({ entryPoint: "show" }),
  listEntryPoints: (live) => live.listEntryPoints(),
  deleteEntryPoint: (live) => live.deleteEntryPoint({ entryPoint: "show" }),
  setCustomRecording: (live) => live.setCustomRecording({ ...area, isHlsEnabled: true, isMp4Enabled: true, storage }),
  getCustomRecording: (live) => live.getCustomRecording(area),
  setStandardRecording: (live) => live.setStandardRecording({ ...area, isMp4Enabled: false }),
  getStandardRecording: (live) => live.getStandardRecording(area),
  setAutomaticRecording: (live) =>
    live.setAutomaticRecording({ entryPoint, recordingKind: "custom", isEnabled: false }),
  addRecordingTask: (live) => live.addRecordingTask({ ...recorded, recordingKind: "standard" }),
  removeRecordingTask: (live) => live.removeRecordingTask({ ...recorded, recordingKind: "custom" }),
  createClip: (live) => live.createClip({ ...clip, endsAt: new Date("2026-07-01T11:30:00Z") }),
  createSnapshot: (live) => live.createSnapshot({ ...recorded, fileName: "a.jpg" }),
  listRecordingFiles: (live) =>
    live.listRecordingFiles({
      ...recorded,
      from: new Date("2026-07-01T00:00:00Z"),
      to: new Date("2026-07-02T00:00:00Z"),
    }),
  setPeriodicSnapshots: (live) =>
    live.setPeriodicSnapshots({ ...area, recordingKind: "standard", isEnabled: true, intervalSeconds: 20 }),
  getPeriodicSnapshots: (live) => live.getPeriodicSnapshots({ ...area, recordingKind: "custom" }),
  banStream: (live) => live.banStream({ ...stream, until: new Date("2026-07-03T00:00:00Z") }),
  unbanStream: (live) => live.unbanStream(stream),
  listBannedStreams: (live) => live.listBannedStreams({ entryPoint }),
  listOnlineStreams: (live) => live.listOnlineStreams({ entryPoint }),
  getOnlineStream: (live) => live.getOnlineStream(stream),
  listPublishHistory: (live) => live.listPublishHistory(stream),
  listPublishQuality: (live) => live.listPublishQuality({ ...stream, from: new Date("2026-07-01T10:00:00Z") }),
  listPlayStatistics: (live) => live.listPlayStatistics(stream),
};
export const methods = Object.keys(calls) as (keyof LiveStreaming)[];

/** For tests: runs and hands back the error that must come. */
export async function failure(run: Promise<unknown>): Promise<AgoraError> {
  const error: unknown = await run.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgoraError)) throw error;
  return error;
}
