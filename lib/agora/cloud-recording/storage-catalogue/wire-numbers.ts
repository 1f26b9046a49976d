import { storageCatalogue } from "./catalogue";
import type { StorageVendor } from "./vendors";

const byNumber = new Map(Object.values(storageCatalogue).map((entry) => [entry.number, entry]));

/** Vendors whose region has no effect, whatever its value: Azure and Google (contract §2.6). */
export const regionlessVendors: ReadonlySet<number> = new Set([
  storageCatalogue.azure.number,
  storageCatalogue.google.number,
]);

/** Whether a vendor number is documented, the legacy Qiniu (0) and Kingsoft (4) included. */
export function isDocumentedVendor(vendor: number): boolean {
  return byNumber.has(vendor);
}

/** Whether a vendor has a region of that number. */
export function isDocumentedRegion(vendor: number, region: number): boolean {
  return byNumber.get(vendor)?.regions.some(({ number }) => number === region) ?? false;
}

/** The vendor in our words, or null for a number that is not documented. */
export function vendorOf(number: number): StorageVendor | null {
  return byNumber.get(number)?.vendor ?? null;
}
