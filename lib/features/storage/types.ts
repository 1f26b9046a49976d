import type { StorageVendor } from "./constants";

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
