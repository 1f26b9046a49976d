import { describe, expect, it } from "vitest";
import { storageCatalogue } from "../cloud-recording/catalogue";
import {
  flsAreaOf,
  flsCatalogue,
  flsEndpointOf,
  flsRegionOf,
  flsVendorOf,
  flsVendors,
  isRegionless,
  type FlsVendor,
} from "./catalogue";
import page from "./fixtures/storage-regions.json";

describe("the catalogue of live streaming", () => {
  it("numbers its vendors 0 to 8 and knows no other", () => {
    expect(flsVendors.map((vendor) => flsCatalogue[vendor].number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(flsVendorOf(0)?.vendor).toBe("qiniu");
    expect([9, 10, 11, -1].map(flsVendorOf)).toEqual([null, null, null, null]);
    expect(flsVendors.every((vendor) => !flsCatalogue[vendor].isLegacy)).toBe(true);
  });

  it.each(flsVendors)("lists the regions of %s as the page does", (vendor) => {
    const regions = isRegionless(vendor) ? [] : flsCatalogue[vendor].regions;
    expect(regions.map(({ number, agoraName }) => `${number} ${agoraName}`)).toEqual(page.vendors[vendor]);
  });

  it("gives each region a name, and a real host to all but the two that are none", () => {
    for (const { regions } of Object.values(flsCatalogue)) {
      for (const { agoraName, name, host } of regions) {
        expect(name).not.toBe("");
        if (agoraName === "AWS_REGION_NUM" || agoraName === "EU_East_1") expect(host).toBe("");
        else expect(host).toMatch(/^([a-z0-9-]+\.)+(com|net|cn)$/);
      }
    }
  });

  it("explains what is odd and does not offer what is gone", () => {
    expect(flsRegionOf("s3", 26)).toMatchObject({ isOffered: false, note: expect.stringContaining("no region") });
    expect(flsRegionOf("alibaba", 11)).toMatchObject({ isOffered: false });
    expect(flsRegionOf("alibaba", 18)).toMatchObject({
      isOffered: false,
      note: expect.stringContaining("no region eu-east-1"),
    });
    expect(flsRegionOf("baidu", 5)?.note).toContain("Try it");
    expect(flsRegionOf("baidu", 7)?.note).toContain("no S3 host");
    expect(flsRegionOf("kingsoft", 9)?.note).toContain("not in North America");
    expect(flsRegionOf("baidu", 0)?.note).toBeNull();
    expect(storageCatalogue.baidu.regions[0]?.note).not.toBeNull();
  });

  it("finds the one region of vendors without regions whatever is said", () => {
    expect(flsRegionOf("azure", 99)?.number).toBe(0);
    expect(flsRegionOf("google", null)?.number).toBe(0);
    expect(flsRegionOf("s3", null)).toBeNull();
    expect(flsRegionOf("s3", 17)).toBeNull();
  });
});

describe("where a file lives", () => {
  it.each([
    ["qiniu", 0, "https://s3-cn-east-1.qiniucs.com/b"],
    ["qiniu", 3, "https://s3-us-north-1.qiniucs.com/b"],
    ["s3", 16, "https://b.s3.cn-northwest-1.amazonaws.com.cn"],
    ["alibaba", 3, "https://b.s3.oss-cn-beijing.aliyuncs.com"],
    ["tencent", 9, "https://b.cos.ap-hongkong.myqcloud.com"],
    ["kingsoft", 8, "https://b.ks3-rus.ksyuncs.com"],
    ["google", null, "https://b.storage.googleapis.com"],
    ["huawei", 14, "https://b.obs.la-south-2.myhuaweicloud.com"],
    ["baidu", 0, "https://b.s3.bj.bcebos.com"],
    ["baidu", 7, "https://b.fsh.bcebos.com"],
  ] as const)("%s %s", (vendor, storageRegion, bucketUrl) => {
    expect(flsEndpointOf({ vendor, storageRegion, bucket: "b" }).bucketUrl).toBe(bucketUrl);
  });

  it("a container of Azure is reached through its account, without a region", () => {
    const location = { vendor: "azure", storageRegion: null, bucket: "c", accountName: "files1" } as const;
    expect(flsEndpointOf(location)).toMatchObject({
      protocol: "azureBlob",
      bucketUrl: "https://files1.blob.core.windows.net/c",
    });
  });

  it("one store stands for every vendor and region, also the one that is none", () => {
    const store = { endpoint: "http://127.0.0.1:3200", region: "sandbox-1" };
    for (const vendor of flsVendors) {
      for (const { number } of flsCatalogue[vendor].regions) {
        const found = flsEndpointOf({ vendor, storageRegion: number, bucket: "b", store });
        expect(found.bucketUrl).toBe("http://127.0.0.1:3200/b");
      }
    }
  });

  it.each([
    [{ vendor: "s3", storageRegion: 26, bucket: "b" }, /no address for AWS_REGION_NUM/],
    [{ vendor: "s3", storageRegion: 28, bucket: "b" }, /no region 28/],
    [{ vendor: "alibaba", storageRegion: 18, bucket: "b" }, /no address for EU_East_1/],
    [{ vendor: "alibaba", storageRegion: 23, bucket: "b" }, /no region 23/],
  ] as const)("%o cannot be", (location, sentence) => {
    expect(() => flsEndpointOf(location)).toThrow(sentence);
  });
});

describe("the area a region lies in", () => {
  it.each([
    ["qiniu", ["cn", "cn", "cn", "na", "ap"]],
    ["kingsoft", ["cn", "cn", "cn", "cn", "cn", "ap", "cn", "cn", "eu", "ap"]],
    ["baidu", ["cn", "cn", "cn", "cn", "ap", "ap", "cn", "cn"]],
    ["azure", [null]],
    ["google", [null]],
  ] as const)("%s", (vendor, areas) => {
    expect(flsCatalogue[vendor].regions.map(({ number }) => flsAreaOf(vendor, number))).toEqual(areas);
  });

  it("tells mainland China from the rest of Asia, and names none where there is none", () => {
    const of = (vendor: FlsVendor, ...numbers: number[]) => numbers.map((number) => flsAreaOf(vendor, number));
    expect(of("s3", 0, 13, 7, 8, 15, 12, 18, 22, 26)).toEqual(["na", "na", "eu", "ap", "cn", null, null, null, null]);
    expect(of("alibaba", 0, 7, 8, 10, 16, 18)).toEqual(["cn", "ap", "na", "ap", "eu", null]);
    expect(of("tencent", 0, 3, 8, 9, 12, 15, 19)).toEqual(["cn", "cn", "cn", "ap", "ap", "na", "eu"]);
    expect(of("huawei", 0, 6, 9, 12, 14)).toEqual(["cn", "ap", null, "na", null]);
  });
});
