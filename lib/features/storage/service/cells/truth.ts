import "server-only";
import type { CustomRecordingResult } from "@/lib/agora/live-streaming/results";
import type { CellTruth } from "../../types";
import { regionName, vendorName } from "./words";

/** Keys shorter than this would be given away by their last characters. */
const shortestWithLastFour = 12;

/** Agora's answer for screens. Of its keys, which it gives in clear, only the last characters of the access key pass. */
export function toTruth({ isHlsEnabled, isMp4Enabled, storage }: CustomRecordingResult): CellTruth {
  if (storage === null) return { isHlsEnabled, isMp4Enabled, storage: null };
  const { vendor, vendorNumber, storageRegion, bucket } = storage;
  const accessKey = storage.accessKey?.reveal() ?? "";
  return {
    isHlsEnabled,
    isMp4Enabled,
    storage: {
      vendor,
      vendorName: vendorName(vendor, vendorNumber),
      storageRegion,
      regionName: regionName(vendor, storageRegion),
      bucket,
      accessKeyLastFour: accessKey.length < shortestWithLastFour ? null : accessKey.slice(-4),
    },
  };
}
