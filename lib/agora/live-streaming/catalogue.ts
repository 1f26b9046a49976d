/** Vendors, regions and endpoints of the storage that live streaming can write to. Pure: safe in the browser. */
export type { StorageEndpoint } from "../cloud-recording/storage-catalogue/endpoint";
export type { StorageRegion, VendorEntry } from "../cloud-recording/storage-catalogue/types";
export { flsAreaOf } from "./storage-catalogue/area";
export { flsCatalogue, flsRegionOf, flsVendorOf, isRegionless } from "./storage-catalogue/catalogue";
export { flsEndpointOf, type FlsStorageLocation } from "./storage-catalogue/endpoint";
export { flsVendors, type FlsVendor } from "./storage-catalogue/vendors";
