import {
  endpointAt,
  type StorageEndpoint,
  type StorageLocation,
} from "../../cloud-recording/storage-catalogue/endpoint";
import { flsCatalogue, flsRegionOf } from "./catalogue";
import type { FlsVendor } from "./vendors";

/** `storageRegion` may be null for the vendors whose region has no effect. */
export type FlsStorageLocation = Omit<StorageLocation, "vendor" | "storageRegion" | "endpoint"> & {
  vendor: FlsVendor;
  storageRegion: number | null;
};

/**
 * Where a file of live streaming lives: one function of vendor, region and bucket, or the given store, for every vendor
 * alike.
 * @throws RangeError for a region the vendor does not have or that has no address, or an unusable Azure account
 */
export function flsEndpointOf(location: FlsStorageLocation): StorageEndpoint {
  const { vendor, storageRegion } = location;
  return endpointAt(flsCatalogue[vendor], flsRegionOf(vendor, storageRegion), location);
}
