import type { ServiceArea } from "../../hosts";
import { storageCatalogue, storageRegionOf } from "./catalogue";
import type { StorageVendor } from "./vendors";
import { vendorOf } from "./wire-numbers";

/** The areas that acquire's `region` can keep a recording in (contract §2.1): AP is Asia without mainland China. */
export const serviceAreas = ["CN", "AP", "EU", "NA"] as const satisfies readonly ServiceArea[];

/** Regions whose names do not tell where they are, or tell it wrongly. */
const byVendor: Partial<Record<StorageVendor, Readonly<Record<number, ServiceArea | null>>>> = {
  s3: { 13: "NA" },
  // Hong Kong is not mainland China. Of 18, 26 and 27 it is not certain where they are: the table and Alibaba differ.
  alibaba: { 7: "AP", 18: null, 26: null, 27: null },
  baidu: { 4: "AP", 5: "AP" },
  kingsoft: { 5: "AP", 8: "EU", 9: "AP" },
  qiniu: { 3: "NA", 4: "AP" },
};

const byPrefix: Readonly<Record<string, ServiceArea>> = { CN: "CN", JR: "CN", AP: "AP", EU: "EU", US: "NA", NA: "NA" };

/** Tencent's names begin with `AP` for mainland China too. */
const mainlandOfTencent = /^AP_(Beijing|Shanghai|Guangzhou|Chengdu|Chongqing|Shenzhen)/;

/**
 * The area in which a storage region lies, or null where none of the four fits (South America, Africa, the Middle East)
 * or the region says nothing of the place (Azure, Google, S3-compatible). Where acquire was given a `region`, the storage
 * region of start must lie in it (contract §2.1).
 */
export function storageAreaOf(vendor: StorageVendor, storageRegion: number): ServiceArea | null {
  if (storageCatalogue[vendor].regions.length <= 1) return null;
  const region = storageRegionOf(vendor, storageRegion);
  if (region === null) return null;
  const known = byVendor[vendor]?.[storageRegion];
  if (known !== undefined) return known;
  if (vendor === "baidu" || vendor === "qiniu" || mainlandOfTencent.test(region.agoraName)) return "CN";
  return byPrefix[region.agoraName.slice(0, region.agoraName.indexOf("_"))] ?? null;
}

/** Whether files in a storage region stay within an area, by the numbers of the wire. Unknown places count as inside. */
export function isInArea(area: string, { vendor, region }: { vendor: number; region: number }): boolean {
  const known = vendorOf(vendor);
  const own = known && storageAreaOf(known, region);
  return own === null || own === area;
}
