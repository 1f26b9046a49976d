/** Storage vendors in our words; Agora's integers stay in `lib/agora`. */
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

/** Vendors that live streaming can write to, in the order of Agora's numbers (FLS contract §3): no `s3Compatible`. */
export const liveVendors = [
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
export type LiveVendor = (typeof liveVendors)[number];

/** Areas of live streaming, as they stand in addresses (FLS contract §2.1). */
export const flsAreas = ["cn", "ap", "eu", "na"] as const;
export type FlsArea = (typeof flsAreas)[number];
