import { alibabaRegions } from "./alibaba";
import { amazonS3Regions } from "./amazon-s3";
import { baiduRegions } from "./baidu";
import { huaweiRegions } from "./huawei";
import { kingsoftRegions, qiniuRegions } from "./legacy";
import { tencentRegions } from "./tencent";
import { regionsOf, type VendorEntry } from "./types";
import type { StorageVendor } from "./vendors";

type Rest = Partial<Pick<VendorEntry, "isLegacy" | "protocol" | "note">>;

function entry(
  vendor: StorageVendor,
  number: number,
  name: string,
  regions: VendorEntry["regions"],
  rest: Rest = {},
): VendorEntry {
  return { vendor, number, name, regions, isLegacy: false, protocol: "s3", note: null, ...rest };
}

/**
 * Where Cloud Recording can put its files (contract §2.6): vendors with their wire numbers, regions with their real
 * endpoints. Pure data, safe in the browser. Fusion live streaming has another table.
 */
export const storageCatalogue: Readonly<Record<StorageVendor, VendorEntry>> = {
  s3: entry("s3", 1, "Amazon S3", amazonS3Regions),
  alibaba: entry("alibaba", 2, "Alibaba Cloud OSS", alibabaRegions),
  tencent: entry("tencent", 3, "Tencent Cloud COS", tencentRegions, {
    note: "The bucket's name ends with the account's number, such as files-1250000000.",
  }),
  azure: entry(
    "azure",
    5,
    "Microsoft Azure Blob Storage",
    regionsOf([[0, "0", "Any", "any"]], () => "blob.core.windows.net"),
    {
      protocol: "azureBlob",
      note: "The access key is the storage account's name, the bucket is a container.",
    },
  ),
  google: entry(
    "google",
    6,
    "Google Cloud Storage",
    regionsOf([[0, "0", "Any", "auto"]], () => "storage.googleapis.com"),
    { note: "Needs an HMAC key for interoperability as access and secret key." },
  ),
  huawei: entry("huawei", 7, "Huawei Cloud OBS", huaweiRegions),
  baidu: entry("baidu", 8, "Baidu AI Cloud BOS", baiduRegions),
  s3Compatible: entry(
    "s3Compatible",
    11,
    "S3-compatible storage",
    regionsOf([[0, "0", "By its host name", "us-east-1"]], () => ""),
    { note: "Reached by the host name you give. Signed for us-east-1, which such stores accept." },
  ),
  qiniu: entry("qiniu", 0, "Qiniu Kodo", qiniuRegions, {
    isLegacy: true,
    note: "Named only by Agora's first pages.",
  }),
  kingsoft: entry("kingsoft", 4, "Kingsoft Cloud KS3", kingsoftRegions, {
    isLegacy: true,
    note: "Named only by Agora's pages up to 2024.",
  }),
};

/** A region of a vendor, or null. For vendors without regions every number is their one region. */
export function storageRegionOf(vendor: StorageVendor, storageRegion: number): VendorEntry["regions"][number] | null {
  const { regions } = storageCatalogue[vendor];
  if (vendor === "azure" || vendor === "google") return regions[0] ?? null;
  return regions.find(({ number }) => number === storageRegion) ?? null;
}
