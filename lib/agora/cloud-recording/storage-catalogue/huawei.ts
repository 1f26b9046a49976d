import { regionsOf, type RegionRow } from "./types";

/** Huawei Cloud OBS. */
const rows: readonly RegionRow[] = [
  [0, "CN_North_1", "CN North-Beijing1", "cn-north-1"],
  [1, "CN_North_4", "CN North-Beijing4", "cn-north-4"],
  [2, "CN_East_2", "CN East-Shanghai2", "cn-east-2"],
  [3, "CN_East_3", "CN East-Shanghai1", "cn-east-3"],
  [4, "CN_South_1", "CN South-Guangzhou", "cn-south-1"],
  [5, "CN_Southwest_2", "CN Southwest-Guiyang1", "cn-southwest-2"],
  [6, "AP_Southeast_1", "CN-Hong Kong", "ap-southeast-1"],
  [7, "AP_Southeast_2", "AP-Bangkok", "ap-southeast-2"],
  [8, "AP_Southeast_3", "AP-Singapore", "ap-southeast-3"],
  [9, "AF_South_1", "AF-Johannesburg", "af-south-1"],
  [10, "SA_Argentina_1", "LA-Buenos Aires1", "sa-argentina-1"],
  [11, "SA_Peru_1", "LA-Lima1", "sa-peru-1"],
  [12, "NA_Mexico_1", "LA-Mexico City1", "na-mexico-1"],
  [13, "SA_Brazil_1", "LA-Sao Paulo1", "sa-brazil-1"],
  [14, "LA_South_2", "LA-Santiago", "la-south-2"],
  [15, "SA_Chile_1", "LA-Santiago1", "sa-chile-1"],
];

export const huaweiRegions = regionsOf(rows, (code) => `obs.${code}.myhuaweicloud.com`);
