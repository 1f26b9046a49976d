import "server-only";
import { flsAreaOf, flsCatalogue, flsRegionOf, isRegionless } from "@/lib/agora/live-streaming/catalogue";
import { TallyError } from "@/lib/errors";
import { liveVendors, type LiveVendor } from "../../constants";
import type { LiveVendorOption } from "../../types";

/** Vendors and regions that live streaming can write to, all of them as Agora lists them (FLS contract §3). */
export function liveVendorOptions(): LiveVendorOption[] {
  return liveVendors.map((vendor) => {
    const { name, number, note, regions } = flsCatalogue[vendor];
    const hasNone = isRegionless(vendor);
    return {
      vendor,
      name,
      number,
      note,
      isRegionless: hasNone,
      regions: hasNone
        ? []
        : regions.map((region) => ({
            number: region.number,
            name: region.name,
            agoraName: region.agoraName,
            note: region.note,
            isOffered: region.isOffered,
            flsArea: flsAreaOf(vendor, region.number),
          })),
    };
  });
}

/** A vendor's name; for one that is not documented its number. */
export function vendorName(vendor: LiveVendor | null, vendorNumber: number | null): string {
  if (vendor !== null) return flsCatalogue[vendor].name;
  return vendorNumber === null ? "Unknown vendor" : `Vendor ${vendorNumber}`;
}

/** A region's name; null where the vendor has none, or it is not documented. */
export function regionName(vendor: LiveVendor | null, storageRegion: number | null): string | null {
  if (vendor === null || isRegionless(vendor)) return null;
  return flsRegionOf(vendor, storageRegion)?.name ?? null;
}

/** @throws TallyError INVALID at `storageRegion` for a region that live streaming does not list for the vendor */
export function requireLiveRegion(vendor: LiveVendor, storageRegion: number | null): void {
  if (flsRegionOf(vendor, storageRegion) !== null) return;
  const sentence = `Live streaming has no region ${storageRegion ?? ""} for ${flsCatalogue[vendor].name}`;
  throw new TallyError("INVALID", `${sentence}.`, { fields: { storageRegion: sentence } });
}
