import type { LiveJob } from "../live-jobs/types";
import type { CheckOutcome, FlsArea, LiveVendor, StorageVendor } from "./constants";
import type { CellField } from "./lifecycle";

/** What a screen may know of a stored key. */
export type KeyDescription = { lastFour: string; setAt: string };

export type StorageProfile = {
  profileId: string;
  projectId: string;
  name: string;
  version: number;
  vendor: StorageVendor;
  storageRegion: number;
  bucket: string;
  endpoint: string | null;
  accessKey: KeyDescription;
  secretKey: KeyDescription;
  /** Null: this profile cannot be listed or played, and its pages say so. */
  readKey: KeyDescription | null;
  /** Recordings that use any of its versions. */
  recordingCount: number;
  updatedAt: string;
};

/** Vendors with their regions for the picker, made from the client's catalogue on the server. */
export type VendorOption = {
  vendor: StorageVendor;
  name: string;
  /** Empty where the region has no effect. */
  regions: { number: number; name: string; note: string | null }[];
  note: string | null;
};

/** A vendor of live streaming with its regions; `isRegionless` where the region has no effect. */
export type LiveVendorOption = {
  vendor: LiveVendor;
  name: string;
  /** What goes over the wire. */
  number: number;
  isRegionless: boolean;
  regions: {
    number: number;
    name: string;
    agoraName: string;
    note: string | null;
    /** False: listed by Agora, but nothing that can be chosen. */
    isOffered: boolean;
    /** The area of live streaming in which it lies; null where none fits. */
    flsArea: FlsArea | null;
  }[];
  note: string | null;
};

/** Storage of an entry point in words and numbers. What is not known is null. */
export type CellStorage = {
  vendor: LiveVendor | null;
  /** For a vendor that is not documented: "Vendor 11". */
  vendorName: string;
  storageRegion: number | null;
  regionName: string | null;
  bucket: string | null;
  accessKeyLastFour: string | null;
};

/** What Agora answers about one cell. */
export type CellTruth = { isHlsEnabled: boolean | null; isMp4Enabled: boolean | null; storage: CellStorage | null };

/** A question to Agora that failed. `code` is `http401`, `http404` …, `timeout` or `unreachable`. */
export type CellFailure = { code: string; message: string; requestId: string | null };

/** One configuration of our own history. */
export type CellConfiguration = {
  configurationId: string;
  version: number;
  isHlsEnabled: boolean;
  isMp4Enabled: boolean;
  /** Null: only the formats were set. */
  storage: (CellStorage & { accessKey: KeyDescription; secretKey: KeyDescription }) | null;
  /** The named profile it was taken from. */
  profile: { profileId: string; name: string } | null;
  restoredFromVersion: number | null;
  createdBy: string;
  createdAt: string;
  job: LiveJob;
};

/** In what Agora's answer differs from what was last set here, both in words. */
export type CellDrift = { field: CellField; wanted: string; seen: string };

/** Why a file does not prove the storage that is in force. The version is that of the change that set the storage. */
export type ProofDoubt =
  | { kind: "beforeChange" | "unsettledChange"; version: number }
  | { kind: "changedElsewhere" | "severalAreas" };

/** The newest file of a cell and where we know it from. `doubt` null: it proves the storage in force. */
export type CellProof = {
  fileName: string;
  streamName: string;
  seenAt: string;
  source: "notification" | "listing";
  doubt: ProofDoubt | null;
};

/** What a look into a cell's bucket found. `readOnly`: it holds more than so many objects, and these are all that were read. */
export type CellBucketProof =
  | {
      state: "found";
      fileName: string;
      streamName: string;
      seenAt: string;
      sizeBytes: number;
      readOnly: number | null;
      doubt: ProofDoubt | null;
    }
  | { state: "empty"; readOnly: number | null }
  /** Nothing was set here, or its storage has no read-only key, or no S3 interface. */
  | { state: "notSet" | "noReadKey" | "notS3" }
  | { state: "failed"; message: string };

/** The trial write with exactly the keys that are in force. */
export type StorageCheck = {
  checkId: string;
  outcome: CheckOutcome;
  vendor: LiveVendor;
  storageRegion: number | null;
  bucket: string;
  /** The key that was written, and what the store said. */
  objectKey: string | null;
  storeCode: string | null;
  /** For `wrongRegion`: what the store named, and the region of Agora's list that is. */
  rightRegionCode: string | null;
  rightRegion: number | null;
  rightRegionName: string | null;
  /** For `notCheckable`: why. */
  reason: string | null;
  latencyMs: number | null;
  checkedBy: string;
  checkedAt: string;
};

/** One entry point in one area. */
export type StorageCell = {
  entryPoint: string;
  flsArea: FlsArea;
  reading: { state: "set"; truth: CellTruth } | { state: "none" } | { state: "failed"; failure: CellFailure };
  /** What was last set here and taken by Agora; storage of an earlier one where the last left it as it was. */
  wanted: CellConfiguration | null;
  drift: CellDrift[];
  /** The configuration whose stored keys are in force; null: none of ours. */
  storedKeysId: string | null;
  /** The newest change, whatever came of it. */
  newest: CellConfiguration | null;
  /** The newest file announced for the entry point. */
  proof: CellProof | null;
};

/** The page's matrix. `readAt` is when Agora was asked. */
export type StorageMatrix = {
  readAt: string;
  /** Areas that are shown: those of publish domains, and those where something was set here. */
  areas: { flsArea: FlsArea; publishDomain: string | null }[];
  otherAreas: FlsArea[];
  cells: StorageCell[];
} & (
  | { state: "read" }
  /** The entry points could not be read: cells are what was set here. */
  | { state: "failed"; failure: CellFailure }
);

/** What a change would send, and what it would do. */
export type CellPreview = {
  json: string;
  curl: string;
  changes: { field: CellField; from: string; to: string }[];
  /** Null: Agora did not say. */
  online: { streams: string[] } | null;
  /** Null: Agora did not say what is set now. */
  isFirst: boolean | null;
  readFailure: CellFailure | null;
};
