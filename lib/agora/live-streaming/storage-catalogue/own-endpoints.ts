import type { StorageRegion } from "../../cloud-recording/storage-catalogue/types";
import type { FlsVendor } from "./vendors";

type OwnEndpoint = Partial<Pick<StorageRegion, "host" | "signingRegion" | "isOffered">>;

/** What live streaming's table says of a region where that of Cloud Recording says something else (FLS contract §3). */
export const ownEndpoints: Readonly<Partial<Record<FlsVendor, Readonly<Record<number, OwnEndpoint>>>>> = {
  qiniu: {
    0: { host: "s3-cn-east-1.qiniucs.com" },
    1: { host: "s3-cn-north-1.qiniucs.com" },
    2: { host: "s3-cn-south-1.qiniucs.com" },
    3: { host: "s3-us-north-1.qiniucs.com" },
    4: { host: "s3-ap-southeast-1.qiniucs.com" },
  },
  // There is no such region, hence nothing that could be reached.
  alibaba: { 18: { host: "", signingRegion: "", isOffered: false } },
  // Not in the vendor's list of S3 hosts: this is the one of its own interface.
  baidu: { 7: { host: "fsh.bcebos.com" } },
};

/** Vendors whose buckets are always the first part of the path (FLS contract §3.0). */
export const pathStyleVendors: ReadonlySet<FlsVendor> = new Set(["qiniu"]);
