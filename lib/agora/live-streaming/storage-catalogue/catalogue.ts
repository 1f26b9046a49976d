import { alibabaRegions } from "../../cloud-recording/storage-catalogue/alibaba";
import { amazonS3Regions } from "../../cloud-recording/storage-catalogue/amazon-s3";
import { storageCatalogue as cloudRecordingCatalogue } from "../../cloud-recording/storage-catalogue/catalogue";
import type { StorageRegion, VendorEntry } from "../../cloud-recording/storage-catalogue/types";
import type { StorageVendor } from "../../cloud-recording/storage-catalogue/vendors";

/** Storage vendors that live streaming knows, in our words, in the order of their numbers (FLS contract §3). */
export const flsVendors = [
  "qiniu",
  "s3",
  "alibaba",
  "tencent",
  "kingsoft",
  "azure",
  "google",
  "huawei",
  "baidu",
] as const satisfies readonly StorageVendor[];
export type FlsVendor = (typeof flsVendors)[number];

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

/** The regions of a vendor as live streaming has them: those of Cloud Recording with these numbers. */
function regionsBetween(vendor: FlsVendor, first: number, last: number): readonly StorageRegion[] {
  return cloudRecordingCatalogue[vendor].regions.filter(({ number }) => number >= first && number <= last);
}

/** A vendor of live streaming. Its page lists all of them alike: none is legacy there. */
function entry(vendor: FlsVendor, regions: readonly StorageRegion[], note?: string | null): VendorEntry {
  const known = cloudRecordingCatalogue[vendor];
  return { ...known, isLegacy: false, regions, note: note === undefined ? known.note : note };
}

const government = new Set([17, 23]);

/**
 * Where live streaming can put its files (FLS contract §3): the vendors and regions of its own page, which are not those
 * of Cloud Recording. There is no vendor 11, and no region that only Cloud Recording has. Pure data, safe in the browser.
 */
export const flsCatalogue: Readonly<Record<FlsVendor, VendorEntry>> = {
  qiniu: entry("qiniu", regionsBetween("qiniu", 0, 4), null),
  s3: entry("s3", [...amazonS3Regions.filter(({ number }) => number <= 25 && !government.has(number)), sentinel]),
  alibaba: entry(
    "alibaba",
    alibabaRegions.filter(({ number }) => number <= 22),
  ),
  tencent: entry("tencent", regionsBetween("tencent", 0, 19)),
  kingsoft: entry("kingsoft", regionsBetween("kingsoft", 0, 9), null),
  azure: entry("azure", regionsBetween("azure", 0, 0)),
  google: entry("google", regionsBetween("google", 0, 0)),
  huawei: entry("huawei", regionsBetween("huawei", 0, 15)),
  baidu: entry("baidu", regionsBetween("baidu", 0, 7)),
};

const byNumber = new Map(Object.values(flsCatalogue).map((vendor) => [vendor.number, vendor]));

/** The entry of a vendor's number, or null for one that live streaming does not know. */
export function flsVendorOf(number: number): VendorEntry | null {
  return byNumber.get(number) ?? null;
}

/** Vendors whose region has no effect, whether or not it is set: Azure and Google (FLS contract §3.5, §3.6). */
export function isRegionless(vendor: StorageVendor): boolean {
  return vendor === "azure" || vendor === "google";
}

/** A region of a vendor, or null. For vendors without regions every number, and none, is their one region. */
export function flsRegionOf(vendor: FlsVendor, storageRegion: number | null): StorageRegion | null {
  const { regions } = flsCatalogue[vendor];
  if (isRegionless(vendor)) return regions[0] ?? null;
  return regions.find(({ number }) => number === storageRegion) ?? null;
}
