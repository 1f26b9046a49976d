import { liveVendors } from "@/lib/features/storage/constants";
import type { CheckStorageInput, SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { LiveVendorOption, StorageCell, StorageProfile } from "@/lib/features/storage/types";

/** What the form of a cell begins with: what holds now, or the first profile that live streaming can write to. */
export function cellValues(
  projectId: string,
  cell: StorageCell,
  profiles: readonly StorageProfile[],
  vendors: readonly LiveVendorOption[],
): SetCustomRecordingInput {
  const { entryPoint, flsArea, reading, wanted, newest, storedKeysId } = cell;
  const truth = reading.state === "set" ? reading.truth : null;
  const told = truth?.storage ?? wanted?.storage ?? null;
  const hasStorage = truth === null ? reading.state === "failed" && wanted?.storage != null : truth.storage !== null;
  const usable = profiles.find(({ vendor }) => liveVendors.some((known) => known === vendor));
  const vendor = told?.vendor ?? "s3";
  const first = vendors.find((option) => option.vendor === vendor)?.regions.find(({ isOffered }) => isOffered);
  return {
    projectId,
    entryPoint,
    flsArea,
    isHlsEnabled: truth?.isHlsEnabled ?? wanted?.isHlsEnabled ?? true,
    isMp4Enabled: truth?.isMp4Enabled ?? wanted?.isMp4Enabled ?? true,
    hasStorage,
    baseVersion: newest?.version ?? 0,
    source: hasStorage ? "keep" : usable ? "profile" : "values",
    profileId: wanted?.profile?.profileId ?? usable?.profileId ?? "",
    vendor,
    storageRegion: told?.storageRegion ?? first?.number ?? null,
    bucket: told?.bucket ?? wanted?.storage?.bucket ?? "",
    accessKey: "",
    secretKey: "",
    fromId: storedKeysId,
  };
}

/** The part of the form that a check needs; what is kept at Agora is checked with the keys that were set from here. */
export function checkValues(input: SetCustomRecordingInput): CheckStorageInput {
  const { isHlsEnabled: _hls, isMp4Enabled: _mp4, hasStorage: _has, baseVersion: _base, ...storage } = input;
  return storage.source === "keep" ? { ...storage, source: "earlier" } : storage;
}
