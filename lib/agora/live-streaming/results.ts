import type { Receipt } from "../answer";
import type { Secret } from "../secret";
import type { DomainType, FlsArea } from "./schemas";
import type { FlsVendor } from "./storage-catalogue/vendors";

/** Every result carries the record of its answer, free of secrets. What an answer left out is null. */
type WithReceipt = { receipt: Receipt };

/** A change that Agora took: it says no more than that (FLS contract §0). */
export type FlsDone = WithReceipt;

export type Domain = {
  name: string | null;
  type: DomainType | null;
  /** Of a publish domain. */
  flsArea: FlsArea | null;
  /** Signs push and play addresses. Agora shows it in clear. */
  authKey: Secret | null;
  /** What the domain's CNAME record must point to. */
  cname: string | null;
};
export type DomainResult = WithReceipt & { domain: Domain };
export type DomainsResult = WithReceipt & { domains: readonly Domain[] };

export type EntryPointsResult = WithReceipt & { entryPoints: readonly string[] };

/** Storage as Agora gives it back: a vendor it does not document keeps its number. */
export type StoredStorage = {
  vendor: FlsVendor | null;
  vendorNumber: number | null;
  storageRegion: number | null;
  /** Null in the documented example. */
  bucket: string | null;
  accessKey: Secret | null;
  secretKey: Secret | null;
};
export type RecordingFormatsResult = { isHlsEnabled: boolean | null; isMp4Enabled: boolean | null };
export type StandardRecordingResult = WithReceipt & RecordingFormatsResult;
export type CustomRecordingResult = WithReceipt & RecordingFormatsResult & { storage: StoredStorage | null };

export type PeriodicSnapshotsResult = WithReceipt & {
  isEnabled: boolean | null;
  intervalSeconds: number | null;
  isModerated: boolean | null;
  /** Of custom recording only. */
  storage: StoredStorage | null;
};

/** One recording attempt of a stream (FLS contract §2.6). */
export type RecordingFile = {
  /** Path within Agora's storage, such as `record/live/cam1/….m3u8`. */
  fileName: string;
  startedAt: Date | null;
  endedAt: Date | null;
  /** As it came, in seconds; what it means is open: `toMediaSeconds`. */
  position: number | null;
};
export type RecordingFilesResult = WithReceipt & { files: readonly RecordingFile[] };

export type BannedStream = { streamName: string; until: Date | null };
export type BannedStreamsResult = WithReceipt & { streams: readonly BannedStream[] };

export type OnlineStream = { streamName: string; startedAt: Date | null };
export type OnlineStreamsResult = WithReceipt & { streams: readonly OnlineStream[] };
/** A stream that is not on air is not found, and so is one of an unknown entry point: Agora's answer is the same. */
export type OnlineStreamResult = WithReceipt & { isOnline: boolean; startedAt: Date | null };

export type Push = { streamName: string; startedAt: Date | null; endedAt: Date | null; durationSeconds: number | null };
export type PublishHistoryResult = WithReceipt & { pushes: readonly Push[] };

export type QualityMinute = {
  streamName: string;
  at: Date | null;
  bitsPerSecond: number | null;
  framesPerSecond: number | null;
  cdnAddress: string | null;
  clientAddress: string | null;
};
export type PublishQualityResult = WithReceipt & { minutes: readonly QualityMinute[] };

export type PlayMinute = { streamName: string; at: Date | null; connections: number | null };
export type PlayStatisticsResult = WithReceipt & { minutes: readonly PlayMinute[] };
