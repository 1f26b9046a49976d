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

/** What a trial write with a storage's keys came to. `running` and `lost` are no results yet, or never. */
export const checkOutcomes = [
  "running",
  "written",
  "wrongAccessKey",
  "wrongSecretKey",
  "denied",
  "noBucket",
  "wrongRegion",
  "unreachable",
  "noAnswer",
  "unsafeAddress",
  "refused",
  "notCheckable",
  "lost",
] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** How long a trial write may take; a check that runs longer than `lostAfterMs` lost its process. */
export const checkTimes = { deadlineMs: 8_000, lostAfterMs: 30_000 } as const;

/** How long a page waits for Agora before it says that a reading failed. */
export const cellReadDeadlineMs = 6_000;
