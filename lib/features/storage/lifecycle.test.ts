import { describe, expect, test } from "vitest";
import { accessKeyFault, bucketFault, differencesOf, judgeReadBack, type ComparableCell } from "./lifecycle";

const storage = {
  vendor: "s3",
  storageRegion: 4,
  bucket: "files",
  accessKeyFingerprint: "a",
  secretKeyFingerprint: "b",
} as const;
const wanted: ComparableCell = { isHlsEnabled: true, isMp4Enabled: false, storage };
/** As Agora's sample answers: without the bucket. */
const told = (changes: Partial<ComparableCell> = {}, of: object = {}): ComparableCell => ({
  ...wanted,
  storage: { ...storage, bucket: null, ...of },
  ...changes,
});

describe("differences", () => {
  test("are found field by field, and what is not told is none", () => {
    expect(differencesOf(wanted, told())).toEqual([]);
    expect(differencesOf(wanted, null)).toEqual(["configuration"]);
    expect(differencesOf(wanted, told({ storage: null }))).toEqual(["storage"]);
    expect(differencesOf(wanted, told({ isMp4Enabled: true, isHlsEnabled: null }))).toEqual(["mp4"]);
    const other = { vendor: "alibaba", storageRegion: 3, bucket: "other", accessKeyFingerprint: "x" } as const;
    expect(differencesOf(wanted, told({}, other))).toEqual(["vendor", "storageRegion", "bucket", "accessKey"]);
    expect(differencesOf(wanted, told({}, { secretKeyFingerprint: "x" }))).toEqual(["secretKey"]);
  });

  test("leave out the region of vendors without regions, and storage that was not set", () => {
    const azure = { ...storage, vendor: "azure", storageRegion: null } as const;
    expect(
      differencesOf({ ...wanted, storage: azure }, { ...wanted, storage: { ...azure, storageRegion: 7 } }),
    ).toEqual([]);
    expect(differencesOf({ ...wanted, storage: null }, told({}, { bucket: "other" }))).toEqual([]);
  });
});

test("a reading after a lost answer is judged by what was before", () => {
  const before = told({ isMp4Enabled: true });
  expect(judgeReadBack(wanted, before, told())).toBe("applied");
  expect(judgeReadBack(wanted, before, before)).toBe("asBefore");
  expect(judgeReadBack(wanted, null, null)).toBe("asBefore");
  expect(judgeReadBack(wanted, null, told())).toBe("applied");
  expect(judgeReadBack(wanted, before, told({ isHlsEnabled: false }))).toBe("changedMeanwhile");
  expect(judgeReadBack(wanted, before, null)).toBe("changedMeanwhile");
  // Only the bucket was to change, and Agora does not tell it.
  expect(judgeReadBack(wanted, told(), told())).toBe("notTellable");
  expect(judgeReadBack(wanted, told(), wanted)).toBe("applied");
  expect(judgeReadBack(wanted, undefined, before)).toBe("notTellable");
});

describe("names", () => {
  test.each([
    ["s3", "media.example", "Media", "a..b", "192.168.0.1", "xn--files", "files-s3alias"],
    ["alibaba", "media-1", "media.1", "-media", "me"],
    ["tencent", "files-1250000000", "files", "1250000000"],
    ["azure", "container-1", "a--b", "Container"],
    ["google", "my_files.example", "goog-files", "my-google-files"],
    ["huawei", "a.b.c", "a-.b"],
    ["qiniu", "abc", "a_bc"],
    ["kingsoft", "abc", "ABC"],
    ["baidu", "abc", "ab."],
  ] as const)("of %s buckets: %s is one", (vendor, good, ...bad) => {
    expect(bucketFault(vendor, good)).toBeNull();
    for (const name of bad)
      expect([name, bucketFault(vendor, name)]).toEqual([name, expect.stringMatching(/^Must be/)]);
  });

  test("of access keys", () => {
    expect(accessKeyFault("s3", "AKIAIOSFODNN7EXAMPLE")).toBeNull();
    expect(accessKeyFault("s3", "short")).not.toBeNull();
    expect(accessKeyFault("azure", "storageaccount1")).toBeNull();
    expect(accessKeyFault("azure", "Storage-Account")).toContain("storage account");
  });
});
