/** Storage vendors in our words (contract §2.6). */
export const storageVendors = [
  "s3",
  "alibaba",
  "tencent",
  "azure",
  "google",
  "huawei",
  "baidu",
  "s3Compatible",
  "qiniu",
  "kingsoft",
] as const;
export type StorageVendor = (typeof storageVendors)[number];
