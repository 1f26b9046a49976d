import type { Secret } from "../secret";
import type { DomainType, FlsArea } from "./schemas";
import type { FlsVendor } from "./storage-catalogue/vendors";

/**
 * What live streaming is asked for, in our words (FLS contract §2). Times are instants; they are sent in UTC and whole
 * seconds.
 */

/** On Agora's storage, or on your own. */
export const recordingKinds = ["standard", "custom"] as const;
export type RecordingKind = (typeof recordingKinds)[number];

export type EntryPointRef = { entryPoint: string };
/** Settings and recordings of an entry point are kept per area: that of its publish domain. */
export type AreaRef = EntryPointRef & { flsArea: FlsArea };
export type StreamRef = EntryPointRef & { streamName: string };
export type RecordedStreamRef = AreaRef & { streamName: string };

export type DomainRef = { domain: string };
export type CreateDomainInput = DomainRef & ({ type: "publish"; flsArea: FlsArea } | { type: "play" });
export type UpdateDomainInput = DomainRef & {
  /** The key that signs push and play addresses, at most 128 bytes. */
  authKey: Secret;
};

/** Your storage. `storageRegion` is null for Azure and Google, whose region has no effect. */
export type FlsStorageTarget = {
  vendor: FlsVendor;
  storageRegion: number | null;
  bucket: string;
  /** Write-only keys are enough. */
  accessKey: Secret;
  secretKey: Secret;
};

/** What is left out stays as it was. */
export type RecordingFormats = { isHlsEnabled?: boolean; isMp4Enabled?: boolean };
export type SetStandardRecordingInput = AreaRef & RecordingFormats;
export type SetCustomRecordingInput = AreaRef &
  RecordingFormats & {
    /** Always whole; needed the first time. */
    storage?: FlsStorageTarget;
  };

export type SetAutomaticRecordingInput = EntryPointRef & { recordingKind: RecordingKind; isEnabled: boolean };
export type RecordingTaskInput = RecordedStreamRef & { recordingKind: RecordingKind };

export type CreateClipInput = RecordedStreamRef & {
  startsAt: Date;
  /** Not in the future. Without it: when the latest recorded file was created. */
  endsAt?: Date;
  /** Unique, with `.m3u8` at its end. */
  fileName: string;
};
export type CreateSnapshotInput = RecordedStreamRef & {
  /** Not in the future. Without it: when the latest recorded file was created. */
  takenAt?: Date;
  /** Unique, with `.jpg` at its end. */
  fileName: string;
};
export type ListRecordingFilesInput = RecordedStreamRef & { from: Date; to: Date };

export type PeriodicSnapshots = {
  isEnabled: boolean;
  /** Seconds between two pictures, 5 to 300; 10 where it is left out. */
  intervalSeconds?: number;
  /** Whether Agora judges each picture. */
  isModerated?: boolean;
};
export type SetPeriodicSnapshotsInput = AreaRef &
  PeriodicSnapshots &
  ({ recordingKind: "standard" } | { recordingKind: "custom"; storage?: FlsStorageTarget });
export type PeriodicSnapshotsRef = AreaRef & { recordingKind: RecordingKind };

export type BanStreamInput = StreamRef & {
  /** Until when pushes are turned away. Without it: seven days from now. */
  until?: Date;
};

/** Without times, the report's own last span: see `reportLimits`. */
export type ReportInput = StreamRef & { from?: Date; to?: Date };

export type { DomainType, FlsArea };
