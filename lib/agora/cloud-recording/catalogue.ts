/** Vendors, regions and endpoints of the storage that Cloud Recording can write to. Pure: safe in the browser. */
export { storageAreaOf } from "./storage-catalogue/area";
export { storageCatalogue, storageRegionOf } from "./storage-catalogue/catalogue";
export { endpointOf, type StorageEndpoint, type StorageLocation } from "./storage-catalogue/endpoint";
export type { StorageRegion, VendorEntry } from "./storage-catalogue/types";
export { storageVendors, type StorageVendor } from "./storage-catalogue/vendors";
export { vendorOf } from "./storage-catalogue/wire-numbers";
