import type { FlsVendor } from "./vendors";

/** What is unusual about a vendor as live streaming uses it (FLS contract §3). */
export const vendorNotes: Readonly<Partial<Record<FlsVendor, string>>> = {
  alibaba:
    "Accounts opened since 20 March 2025 cannot reach data in mainland China over the public host, so a failing test of such a bucket says nothing about Agora's own uploads.",
  tencent: "The bucket's name ends with the account's number, such as files-1250000000.",
  azure: "The access key is the storage account's name, the bucket is a container. The region has no effect.",
  google: "Needs an HMAC key for interoperability as access and secret key. The region has no effect.",
};

const optIn = "Must be switched on for the Amazon account before a bucket can be made there.";
const unlisted = "Missing from Huawei Cloud's newer lists: it may have been closed.";
const closing = "Tencent Cloud may be closing this region: try it before relying on it.";
const misnamed = "Agora's name begins with NA, but it is not in North America.";

/** What is unusual about a region. Where Cloud Recording says something else about it, this holds here; null is nothing. */
export const regionNotes: Readonly<Partial<Record<FlsVendor, Readonly<Record<number, string | null>>>>> = {
  s3: { 18: optIn, 19: optIn, 22: optIn, 24: optIn, 25: optIn },
  alibaba: { 18: "Alibaba Cloud has no region eu-east-1: there is no address that a test could try." },
  tencent: {
    0: "Tencent Cloud's old zone in Tianjin: newer lists leave it out.",
    17: closing,
    19: closing,
  },
  kingsoft: { 8: misnamed, 9: misnamed },
  huawei: { 10: unlisted, 11: unlisted, 15: unlisted },
  baidu: {
    0: null,
    4: "Baidu lists its S3 host there for plain HTTP only.",
    5: "In none of Baidu's lists of S3 hosts: the host follows the pattern of the others. Try it before relying on it.",
    6: "Baidu's finance zone: needs an account admitted to it. Its S3 host is listed for plain HTTP only.",
    7: "Baidu's finance zone: needs an account admitted to it. It has no S3 host of its own in Baidu's lists, so a test that fails proves little.",
  },
};
