import { describe, expect, it } from "vitest";
import { endpointOf, storageCatalogue, storageAreaOf, storageRegionOf, storageVendors, vendorOf } from "./catalogue";
import { isDocumentedRegion, isDocumentedVendor } from "./storage-catalogue/wire-numbers";

describe("the catalogue", () => {
  it("has the documented vendor numbers", () => {
    expect(Object.fromEntries(storageVendors.map((vendor) => [vendor, storageCatalogue[vendor].number]))).toEqual({
      s3: 1,
      alibaba: 2,
      tencent: 3,
      azure: 5,
      google: 6,
      huawei: 7,
      baidu: 8,
      s3Compatible: 11,
      qiniu: 0,
      kingsoft: 4,
    });
    expect(storageVendors.map((vendor) => vendorOf(storageCatalogue[vendor].number))).toEqual(storageVendors);
    expect([9, 10, 12, -1].map(isDocumentedVendor)).toEqual([false, false, false, false]);
    expect(vendorOf(9)).toBeNull();
  });

  it("has as many regions as documented, without the sentinel and the gaps", () => {
    const counts = storageVendors.map((vendor) => storageCatalogue[vendor].regions.length);
    expect(counts).toEqual([27, 28, 20, 1, 1, 16, 8, 1, 5, 10]);
    expect([25, 26, 27, 28, 29].map((region) => isDocumentedRegion(1, region))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it("gives every region a unique number, a name and, but for one vendor, a real host", () => {
    for (const { vendor, regions } of Object.values(storageCatalogue)) {
      expect(new Set(regions.map(({ number }) => number)).size).toBe(regions.length);
      for (const region of regions) {
        expect(region.name).not.toBe("");
        expect(region.signingRegion).not.toBe("");
        if (vendor !== "s3Compatible") expect(region.host).toMatch(/^([a-z0-9-]+\.)+(com|net|cn)$/);
      }
    }
  });

  it("keeps retired regions readable but does not offer them", () => {
    expect(storageRegionOf("alibaba", 11)).toMatchObject({ isOffered: false });
    expect(storageRegionOf("s3", 0)).toMatchObject({ isOffered: true, note: null });
    expect(storageRegionOf("azure", 42)?.number).toBe(0);
  });
});

describe("the area of a storage region", () => {
  it("is one of four, or unknown", () => {
    const areas = Object.fromEntries(
      storageVendors.map((vendor) => [
        vendor,
        storageCatalogue[vendor].regions.map(({ number }) => storageAreaOf(vendor, number) ?? "-").join(" "),
      ]),
    );
    expect(areas).toEqual({
      s3: "NA NA NA NA EU EU EU EU AP AP AP AP - NA AP CN CN NA - AP AP EU - NA AP EU -",
      alibaba: "CN CN CN CN CN CN CN AP NA NA AP AP AP AP AP AP EU EU - AP CN CN CN CN CN CN - -",
      tencent: "CN CN CN CN CN CN CN CN CN AP AP AP AP AP AP NA NA NA EU EU",
      azure: "-",
      google: "-",
      huawei: "CN CN CN CN CN CN AP AP AP - - - NA - - -",
      baidu: "CN CN CN CN AP AP CN CN",
      s3Compatible: "-",
      qiniu: "CN CN CN NA AP",
      kingsoft: "CN CN CN CN CN AP CN CN EU AP",
    });
  });
});

describe("where an object lives", () => {
  it.each([
    ["s3", 4, "https://b.s3.eu-west-1.amazonaws.com", "eu-west-1"],
    ["s3", 15, "https://b.s3.cn-north-1.amazonaws.com.cn", "cn-north-1"],
    ["s3", 23, "https://b.s3.us-gov-east-1.amazonaws.com", "us-gov-east-1"],
    ["alibaba", 0, "https://b.s3.oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou"],
    ["tencent", 9, "https://b.cos.ap-hongkong.myqcloud.com", "ap-hongkong"],
    ["google", 3, "https://b.storage.googleapis.com", "auto"],
    ["huawei", 8, "https://b.obs.ap-southeast-3.myhuaweicloud.com", "ap-southeast-3"],
    ["baidu", 4, "https://b.s3.hkg.bcebos.com", "hkg"],
    ["qiniu", 0, "https://b.s3.cn-east-1.qiniucs.com", "cn-east-1"],
    ["kingsoft", 5, "https://b.ks3-cn-hk-1.ksyuncs.com", "HONGKONG"],
  ] as const)("%s %i", (vendor, storageRegion, bucketUrl, signingRegion) => {
    expect(endpointOf({ vendor, storageRegion, bucket: "b" })).toMatchObject({
      bucketUrl,
      signingRegion,
      protocol: "s3",
    });
  });

  it("a bucket with a dot is addressed by path, because no certificate covers it", () => {
    expect(endpointOf({ vendor: "s3", storageRegion: 0, bucket: "a.b" })).toMatchObject({
      bucketUrl: "https://s3.us-east-1.amazonaws.com/a.b",
      isPathStyle: true,
    });
  });

  it("an S3-compatible store is reached by its host name, with or without scheme and port", () => {
    const at = (endpoint: string) => endpointOf({ vendor: "s3Compatible", storageRegion: 0, bucket: "b", endpoint });
    expect(at("s3.example.test").bucketUrl).toBe("https://s3.example.test/b");
    expect(at("http://127.0.0.1:9000/").bucketUrl).toBe("http://127.0.0.1:9000/b");
  });

  it("an Azure container is reached through its account", () => {
    const azure = endpointOf({ vendor: "azure", storageRegion: 0, bucket: "c", accountName: "files1" });
    expect(azure).toMatchObject({ protocol: "azureBlob", bucketUrl: "https://files1.blob.core.windows.net/c" });
  });

  it("one store can stand for every vendor and region", () => {
    const store = { endpoint: "http://127.0.0.1:3200", region: "sandbox-1" };
    for (const vendor of storageVendors) {
      expect(endpointOf({ vendor, storageRegion: 0, bucket: "b", store })).toEqual({
        protocol: "s3",
        origin: "http://127.0.0.1:3200",
        signingRegion: "sandbox-1",
        isPathStyle: true,
        bucketUrl: "http://127.0.0.1:3200/b",
      });
    }
  });

  it.each([
    [{ vendor: "s3", storageRegion: 26, bucket: "b" }, /no region 26/],
    [{ vendor: "s3Compatible", storageRegion: 0, bucket: "b" }, /host name/],
    [{ vendor: "s3Compatible", storageRegion: 0, bucket: "b", endpoint: "a b" }, /not a host name/],
    [{ vendor: "azure", storageRegion: 0, bucket: "b" }, /account/],
  ] as const)("%o cannot be", (location, sentence) => {
    expect(() => endpointOf(location)).toThrow(sentence);
  });
});
