import { regionsOf, type RegionRow } from "./types";

/** Baidu BOS, by its S3-compatible hosts. */
const rows: readonly RegionRow[] = [
  [0, "Beijing", "Beijing", "bj", "Missing from Agora's current page, named by the older ones."],
  [1, "Baoding", "Baoding", "bd"],
  [2, "Suzhou", "Suzhou", "su"],
  [3, "Guangzhou", "Guangzhou", "gz"],
  [4, "Hongkong", "Hong Kong", "hkg"],
  [5, "Singapore", "Singapore", "sin"],
  [6, "Wuhan", "Wuhan", "fwh"],
  [7, "Shanghai", "Shanghai", "fsh", "Baidu's finance zone: needs an account admitted to it."],
];

export const baiduRegions = regionsOf(rows, (code) => `s3.${code}.bcebos.com`);
