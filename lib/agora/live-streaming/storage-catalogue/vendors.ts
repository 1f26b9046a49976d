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
