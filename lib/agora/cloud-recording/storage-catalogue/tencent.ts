import { regionsOf, type RegionRow } from "./types";

const finance = "Tencent's finance zone: needs an account admitted to it.";

/** Tencent Cloud COS. A bucket's name ends with the account's number, such as `files-1250000000`. */
const rows: readonly RegionRow[] = [
  [0, "AP_Beijing_1", "Beijing Zone 1 (Tianjin)", "ap-beijing-1"],
  [1, "AP_Beijing", "Beijing", "ap-beijing"],
  [2, "AP_Shanghai", "Shanghai", "ap-shanghai"],
  [3, "AP_Guangzhou", "Guangzhou", "ap-guangzhou"],
  [4, "AP_Chengdu", "Chengdu", "ap-chengdu"],
  [5, "AP_Chongqing", "Chongqing", "ap-chongqing"],
  [6, "AP_Shenzhen_FSI", "Shenzhen Finance", "ap-shenzhen-fsi", finance],
  [7, "AP_Shanghai_FSI", "Shanghai Finance", "ap-shanghai-fsi", finance],
  [8, "AP_Beijing_FSI", "Beijing Finance", "ap-beijing-fsi", finance],
  [9, "AP_Hongkong", "Hong Kong", "ap-hongkong"],
  [10, "AP_Singapore", "Singapore", "ap-singapore"],
  [11, "AP_Mumbai", "Mumbai", "ap-mumbai"],
  [12, "AP_Seoul", "Seoul", "ap-seoul"],
  [13, "AP_Bangkok", "Bangkok", "ap-bangkok"],
  [14, "AP_Tokyo", "Tokyo", "ap-tokyo"],
  [15, "NA_Siliconvalley", "Silicon Valley", "na-siliconvalley"],
  [16, "NA_Ashburn", "Virginia", "na-ashburn"],
  [17, "NA_Toronto", "Toronto", "na-toronto"],
  [18, "EU_Frankfurt", "Frankfurt", "eu-frankfurt"],
  [19, "EU_Moscow", "Moscow", "eu-moscow"],
];

export const tencentRegions = regionsOf(rows, (code) => `cos.${code}.myqcloud.com`);
