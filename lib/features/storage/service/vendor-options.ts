import "server-only";
import { storageCatalogue, storageRegionOf } from "../../../agora/cloud-recording/catalogue";
import { TallyError } from "../../../errors";
import { storageVendors, type StorageVendor } from "../constants";
import type { VendorOption } from "../types";

/**
 * Vendors and regions for the picker: what Agora offers today, then what only its older pages name. Regions that are
 * kept for reading are left out.
 */
export function vendorOptions(): VendorOption[] {
  return storageVendors.map((vendor) => {
    const { name, regions, note } = storageCatalogue[vendor];
    const offered = regions.filter((region) => region.isOffered);
    return {
      vendor,
      name,
      regions:
        offered.length < 2 && regions.length < 2
          ? []
          : offered.map((region) => ({ number: region.number, name: region.name, note: region.note })),
      note,
    };
  });
}

/** Words for a stored location, such as "Amazon S3, Europe (Ireland)". */
export function describeStorage(vendor: StorageVendor, storageRegion: number): string {
  const { name, regions } = storageCatalogue[vendor];
  const region = storageRegionOf(vendor, storageRegion);
  return regions.length < 2 || !region ? name : `${name}, ${region.name}`;
}

/** @throws TallyError INVALID at `storageRegion` for a number the vendor's table does not hold. */
export function requireKnownRegion(vendor: StorageVendor, storageRegion: number): void {
  if (storageRegionOf(vendor, storageRegion)) return;
  const sentence = `${storageCatalogue[vendor].name} has no region ${storageRegion}`;
  throw new TallyError("INVALID", `${sentence}.`, { fields: { storageRegion: sentence } });
}
