import { regionsOf, type RegionRow } from "./types";

/** Qiniu Kodo, by its S3-compatible hosts. Agora's first pages use it; newer ones do not name it. */
const qiniu: readonly RegionRow[] = [
  [0, "East China", "East China (Zhejiang)", "cn-east-1"],
  [1, "North China", "North China (Hebei)", "cn-north-1"],
  [2, "South China", "South China (Guangdong)", "cn-south-1"],
  [3, "North America", "North America (Los Angeles)", "us-north-1"],
  [4, "Southeast Asia", "Southeast Asia (Singapore)", "ap-southeast-1"],
];

export const qiniuRegions = regionsOf(qiniu, (code) => `s3.${code}.qiniucs.com`);

const finance = "Kingsoft's finance zone: needs an account admitted to it.";
const retired = "Retired: Kingsoft Cloud no longer lists this region.";

/** Kingsoft Cloud KS3, documented by Agora from 2020 to 2024. */
const kingsoft: readonly RegionRow[] = [
  [0, "CN_Hangzhou", "China (Hangzhou)", "HANGZHOU", retired],
  [1, "CN_Shanghai", "China (Shanghai)", "SHANGHAI"],
  [2, "CN_Qingdao", "China (Qingdao)", "QINGDAO", retired],
  [3, "CN_Beijing", "China (Beijing)", "BEIJING"],
  [4, "CN_Guangzhou", "China (Guangzhou)", "GUANGZHOU"],
  [5, "CN_Hongkong", "China (Hong Kong)", "HONGKONG"],
  [6, "JR_Beijing", "Beijing Finance", "JR_BEIJING", finance],
  [7, "JR_Shanghai", "Shanghai Finance", "JR_SHANGHAI", finance],
  [8, "NA_Russia_1", "Russia (Moscow)", "RUSSIA"],
  [9, "NA_Singapore_1", "Singapore", "SINGAPORE"],
];

const kingsoftHosts: Readonly<Record<string, string>> = {
  HANGZHOU: "kss.ksyun.com",
  SHANGHAI: "ks3-cn-shanghai.ksyuncs.com",
  QINGDAO: "ks3-cn-qingdao.ksyun.com",
  BEIJING: "ks3-cn-beijing.ksyuncs.com",
  GUANGZHOU: "ks3-cn-guangzhou.ksyuncs.com",
  HONGKONG: "ks3-cn-hk-1.ksyuncs.com",
  JR_BEIJING: "ks3-jr-beijing.ksyuncs.com",
  JR_SHANGHAI: "ks3-jr-shanghai.ksyuncs.com",
  RUSSIA: "ks3-rus.ksyuncs.com",
  SINGAPORE: "ks3-sgp.ksyuncs.com",
};

export const kingsoftRegions = regionsOf(kingsoft, (code) => kingsoftHosts[code] ?? "");
