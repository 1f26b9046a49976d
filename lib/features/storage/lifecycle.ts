import type { LiveVendor } from "./constants";

/** The storage of a configuration as it can be compared: keys as fingerprints. Null is what is not known. */
export type ComparableStorage = {
  vendor: LiveVendor | null;
  storageRegion: number | null;
  bucket: string | null;
  accessKeyFingerprint: string | null;
  secretKeyFingerprint: string | null;
};

/** How an entry point records in one area, as far as it is known. */
export type ComparableCell = {
  isHlsEnabled: boolean | null;
  isMp4Enabled: boolean | null;
  storage: ComparableStorage | null;
};

export const cellFields = [
  "configuration",
  "hls",
  "mp4",
  "storage",
  "vendor",
  "storageRegion",
  "bucket",
  "accessKey",
  "secretKey",
] as const;
export type CellField = (typeof cellFields)[number];

/**
 * In what two configurations differ. What one of them does not tell is no difference: Agora's answers may leave out the
 * bucket, and the region has no effect for Azure and Google. Storage that was not set (null in `wanted`) is not compared.
 * @param seen null: there is no configuration at all
 */
export function differencesOf(wanted: ComparableCell, seen: ComparableCell | null): CellField[] {
  if (seen === null) return ["configuration"];
  const found: CellField[] = [];
  if (differ(wanted.isHlsEnabled, seen.isHlsEnabled)) found.push("hls");
  if (differ(wanted.isMp4Enabled, seen.isMp4Enabled)) found.push("mp4");
  const { storage } = wanted;
  if (storage === null) return found;
  if (seen.storage === null) return [...found, "storage"];
  const hasRegions = storage.vendor !== "azure" && storage.vendor !== "google";
  if (differ(storage.vendor, seen.storage.vendor)) found.push("vendor");
  if (hasRegions && differ(storage.storageRegion, seen.storage.storageRegion)) found.push("storageRegion");
  if (differ(storage.bucket, seen.storage.bucket)) found.push("bucket");
  if (differ(storage.accessKeyFingerprint, seen.storage.accessKeyFingerprint)) found.push("accessKey");
  if (differ(storage.secretKeyFingerprint, seen.storage.secretKeyFingerprint)) found.push("secretKey");
  return found;
}

function differ<T>(one: T | null, other: T | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** What a reading tells of a change whose answer is missing. */
export type ReadBackVerdict =
  /** The reading is what was wanted. */
  | "applied"
  /** The reading is what it was before. */
  | "asBefore"
  /** It is neither: somebody else changed it meanwhile. */
  | "changedMeanwhile"
  /** What was wanted reads the same as what was before, because the bucket is not told; or it was not read before. */
  | "notTellable";

/**
 * Judges a reading made after a change whose answer is missing.
 * @param before the reading made right before sending; undefined when there is none
 */
export function judgeReadBack(
  wanted: ComparableCell,
  before: ComparableCell | null | undefined,
  seen: ComparableCell | null,
): ReadBackVerdict {
  if (differencesOf(wanted, seen).length === 0) {
    const isBucketTold = wanted.storage === null || (seen?.storage?.bucket ?? null) !== null;
    const wasDifferent = before !== undefined && differencesOf(wanted, before).length > 0;
    return isBucketTold || wasDifferent ? "applied" : "notTellable";
  }
  if (before === undefined) return "notTellable";
  return isSame(before, seen) ? "asBefore" : "changedMeanwhile";
}

/** Whether two readings tell exactly the same. */
function isSame(one: ComparableCell | null, other: ComparableCell | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    differencesOf(one, other).length === 0 &&
    (one.storage === null) === (other.storage === null) &&
    (one.storage?.bucket ?? null) === (other.storage?.bucket ?? null)
  );
}

type NameRule = { test: (name: string) => boolean; sentence: string };

const dashed = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const dotted = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const isAddress = /^\d+\.\d+\.\d+\.\d+$/;
const plain: NameRule = {
  test: (name) => dashed.test(name),
  sentence: "3 to 63 lower-case letters, digits and hyphens, a letter or digit at both ends",
};
const withDots: NameRule = {
  test: (name) => dotted.test(name) && !/\.[.-]|-\./.test(name) && !isAddress.test(name),
  sentence: "3 to 63 lower-case letters, digits, hyphens and single dots, a letter or digit at both ends",
};

/** How each vendor lets a bucket be named. */
const bucketRules: Readonly<Record<LiveVendor, NameRule>> = {
  qiniu: plain,
  s3: { ...withDots, test: (name) => withDots.test(name) && !/^(xn--|sthree-)|(-s3alias|--ol-s3)$/.test(name) },
  alibaba: plain,
  tencent: {
    test: (name) => /^[a-z0-9][a-z0-9-]{0,48}-\d{6,12}$/.test(name),
    sentence: "the name and the account's number, such as files-1250000000",
  },
  kingsoft: plain,
  azure: {
    test: (name) => dashed.test(name) && !name.includes("--"),
    sentence: "the container: 3 to 63 lower-case letters, digits and single hyphens",
  },
  google: {
    test: (name) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(name) && !/^goog|google/.test(name),
    sentence: "3 to 63 lower-case letters, digits, hyphens, underscores and dots, without the word google",
  },
  huawei: withDots,
  baidu: plain,
};

/** What is wrong with a bucket's name at this vendor; null: nothing. */
export function bucketFault(vendor: LiveVendor, bucket: string): string | null {
  const rule = bucketRules[vendor];
  return rule.test(bucket) ? null : `Must be ${rule.sentence}`;
}

/** What is wrong with a typed access key at this vendor; null: nothing. */
export function accessKeyFault(vendor: LiveVendor, accessKey: string): string | null {
  if (vendor === "azure") {
    return /^[a-z0-9]{3,24}$/.test(accessKey)
      ? null
      : "Must be the storage account's name: 3 to 24 lower-case letters and digits";
  }
  if (vendor === "s3" && !/^\w{16,128}$/.test(accessKey)) return "Must be 16 to 128 letters and digits";
  return accessKey.length < 3 ? "Is too short to be an access key" : null;
}

/** Whether a vendor's region has no effect (FLS contract §3.5, §3.6). */
export function isRegionless(vendor: LiveVendor): boolean {
  return vendor === "azure" || vendor === "google";
}
