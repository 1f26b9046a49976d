import type { CellField, ComparableCell } from "../../lifecycle";
import { differencesOf } from "../../lifecycle";
import type { CellDrift, CellStorage } from "../../types";

/** Both sides of a comparison, in words. */
export type Told = { isHlsEnabled: boolean | null; isMp4Enabled: boolean | null; storage: CellStorage | null };

/** In what Agora's answer differs from what was set, each side in words. Keys are told by their last characters. */
export function describeDrift(
  wanted: { comparable: ComparableCell; told: Told },
  seen: { comparable: ComparableCell; told: Told } | null,
): CellDrift[] {
  return differencesOf(wanted.comparable, seen?.comparable ?? null).map((field) => ({
    field,
    wanted: tell(field, wanted.told),
    seen: seen === null ? "nothing set" : tell(field, seen.told),
  }));
}

/** One field of a configuration in words. */
export function tell(field: CellField, { isHlsEnabled, isMp4Enabled, storage }: Told): string {
  switch (field) {
    case "configuration":
      return "set";
    case "hls":
      return isOn(isHlsEnabled);
    case "mp4":
      return isOn(isMp4Enabled);
    case "storage":
      return storage === null ? "none" : `${storage.vendorName}, ${storage.bucket ?? "bucket not told"}`;
    case "vendor":
      return storage?.vendorName ?? "none";
    case "storageRegion":
      return regionWords(storage);
    case "bucket":
      return storage?.bucket ?? "not told";
    case "accessKey":
      return storage?.accessKeyLastFour ? `••••${storage.accessKeyLastFour}` : "a key";
    case "secretKey":
      return "a secret key";
  }
}

function isOn(value: boolean | null): string {
  if (value === null) return "not told";
  return value ? "on" : "off";
}

function regionWords(storage: CellStorage | null): string {
  if (storage === null || storage.storageRegion === null) return "none";
  const { regionName, storageRegion } = storage;
  return regionName === null ? `number ${storageRegion}` : `${regionName} (${storageRegion})`;
}
