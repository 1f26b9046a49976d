/** The region numbers of each vendor, by vendor number (contract §2.6). 26 (a sentinel) and 27 of Amazon S3 are no regions. */
const regions: ReadonlyMap<number, ReadonlySet<number>> = new Map([
  [0, upTo(4)],
  [1, new Set([...upTo(25), 28])],
  [2, upTo(27)],
  [3, upTo(19)],
  [4, upTo(9)],
  [5, upTo(0)],
  [6, upTo(0)],
  [7, upTo(15)],
  [8, upTo(7)],
  [11, upTo(0)],
]);

/** Vendors whose region has no effect, whatever its value: Azure and Google (contract §2.6). */
export const regionlessVendors: ReadonlySet<number> = new Set([5, 6]);

/** Whether a vendor number is documented, the legacy Qiniu (0) and Kingsoft (4) included. */
export function isDocumentedVendor(vendor: number): boolean {
  return regions.has(vendor);
}

/** Whether a vendor has a region of that number. */
export function isDocumentedRegion(vendor: number, region: number): boolean {
  return regions.get(vendor)?.has(region) ?? false;
}

function upTo(last: number): ReadonlySet<number> {
  return new Set(Array.from({ length: last + 1 }, (_, index) => index));
}
