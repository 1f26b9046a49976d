import { storageCatalogue as cloudRecordingCatalogue } from "../../cloud-recording/storage-catalogue/catalogue";
import type { StorageRegion, VendorEntry } from "../../cloud-recording/storage-catalogue/types";
import { regionNotes, vendorNotes } from "./notes";
import { ownEndpoints, pathStyleVendors } from "./own-endpoints";
import { flsVendors, type FlsVendor } from "./vendors";

/** The count at the end of Agora's own list, which its page lists as if it were a region (FLS contract §3.1). */
const sentinel: StorageRegion = {
  number: 26,
  agoraName: "AWS_REGION_NUM",
  name: "No real region",
  host: "",
  signingRegion: "",
  isOffered: false,
  note: "Listed by Agora, but no region of Amazon's: it is the number of regions in Agora's own list.",
};

/**
 * The numbers of each vendor's regions: from 0 to the last, without the gaps of the page. A vendor whose region has no
 * effect has one.
 */
const numbers: Readonly<Record<FlsVendor, { last: number; gaps?: readonly number[] }>> = {
  qiniu: { last: 4 },
  s3: { last: 25, gaps: [17, 23] },
  alibaba: { last: 22 },
  tencent: { last: 19 },
  kingsoft: { last: 9 },
  azure: { last: 0 },
  google: { last: 0 },
  huawei: { last: 15 },
  baidu: { last: 7 },
};

/** A vendor as the page of live streaming lists it: all alike, none as a remnant, with notes of its own. */
function entryOf(vendor: FlsVendor): VendorEntry {
  const known = cloudRecordingCatalogue[vendor];
  const { last, gaps = [] } = numbers[vendor];
  const regions = known.regions
    .filter(({ number }) => number <= last && !gaps.includes(number))
    .map((region) => ({ ...region, ...ownEndpoints[vendor]?.[region.number], note: noteOf(vendor, region) }));
  return {
    ...known,
    isLegacy: false,
    isPathStyle: pathStyleVendors.has(vendor),
    note: vendorNotes[vendor] ?? null,
    regions: vendor === "s3" ? [...regions, sentinel] : regions,
  };
}

/** Notes of Cloud Recording that speak of its own pages do not hold here: `null` takes one away. */
function noteOf(vendor: FlsVendor, { number, note }: StorageRegion): string | null {
  const own = regionNotes[vendor]?.[number];
  return own === undefined ? note : own;
}

/**
 * Where live streaming can put its files (FLS contract §3): the vendors and regions of its own page, which are not those
 * of Cloud Recording. There is no vendor 11, and no region that only Cloud Recording has. Pure data, safe in the browser.
 */
export const flsCatalogue = Object.fromEntries(flsVendors.map((vendor) => [vendor, entryOf(vendor)])) as Readonly<
  Record<FlsVendor, VendorEntry>
>;

const byNumber = new Map(Object.values(flsCatalogue).map((vendor) => [vendor.number, vendor]));

/** The entry of a vendor's number, or null for one that live streaming does not know. */
export function flsVendorOf(number: number): VendorEntry | null {
  return byNumber.get(number) ?? null;
}

/** Vendors whose region has no effect, whether or not it is set: Azure and Google (FLS contract §3.5, §3.6). */
export function isRegionless(vendor: string): boolean {
  return vendor === "azure" || vendor === "google";
}

/** A region of a vendor, or null. For vendors without regions every number, and none, is their one region. */
export function flsRegionOf(vendor: FlsVendor, storageRegion: number | null): StorageRegion | null {
  const { regions } = flsCatalogue[vendor];
  if (isRegionless(vendor)) return regions[0] ?? null;
  return regions.find(({ number }) => number === storageRegion) ?? null;
}
