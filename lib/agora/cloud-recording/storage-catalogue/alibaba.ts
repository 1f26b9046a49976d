import { regionsOf, type RegionRow } from "./types";

/** Alibaba Cloud OSS, by its S3-compatible hosts. */
const rows: readonly RegionRow[] = [
  [0, "CN_Hangzhou", "China (Hangzhou)", "cn-hangzhou"],
  [1, "CN_Shanghai", "China (Shanghai)", "cn-shanghai"],
  [2, "CN_Qingdao", "China (Qingdao)", "cn-qingdao"],
  [3, "CN_Beijing", "China (Beijing)", "cn-beijing"],
  [4, "CN_Zhangjiakou", "China (Zhangjiakou)", "cn-zhangjiakou"],
  [5, "CN_Huhehaote", "China (Hohhot)", "cn-huhehaote"],
  [6, "CN_Shenzhen", "China (Shenzhen)", "cn-shenzhen"],
  [7, "CN_Hongkong", "China (Hong Kong)", "cn-hongkong"],
  [8, "US_West_1", "US (Silicon Valley)", "us-west-1"],
  [9, "US_East_1", "US (Virginia)", "us-east-1"],
  [10, "AP_Southeast_1", "Singapore", "ap-southeast-1"],
  [11, "AP_Southeast_2", "Australia (Sydney)", "ap-southeast-2", "Retired: Alibaba Cloud has closed this region."],
  [12, "AP_Southeast_3", "Malaysia (Kuala Lumpur)", "ap-southeast-3"],
  [13, "AP_Southeast_5", "Indonesia (Jakarta)", "ap-southeast-5"],
  [14, "AP_Northeast_1", "Japan (Tokyo)", "ap-northeast-1"],
  [15, "AP_South_1", "India (Mumbai)", "ap-south-1", "Retired: Alibaba Cloud has closed this region."],
  [16, "EU_Central_1", "Germany (Frankfurt)", "eu-central-1"],
  [17, "EU_West_1", "UK (London)", "eu-west-1"],
  [
    18,
    "EU_East_1",
    "UAE (Dubai)",
    "me-east-1",
    "Alibaba Cloud has no region eu-east-1. Dubai, me-east-1, is the one of its regions that Agora's table lacks, so it is taken to be meant: try it before relying on it.",
  ],
  [19, "AP_Southeast_6", "Philippines (Manila)", "ap-southeast-6"],
  [20, "CN_Heyuan", "China (Heyuan)", "cn-heyuan"],
  [21, "CN_Guangzhou", "China (Guangzhou)", "cn-guangzhou"],
  [22, "CN_Chengdu", "China (Chengdu)", "cn-chengdu"],
  [23, "CN_Nanjing", "China (Nanjing)", "cn-nanjing"],
  [24, "CN_Fuzhou", "China (Fuzhou)", "cn-fuzhou"],
  [25, "CN_Wulanchabu", "China (Ulanqab)", "cn-wulanchabu"],
  [
    26,
    "CN_Northeast_2",
    "South Korea (Seoul)",
    "ap-northeast-2",
    "Agora's table says CN, but Alibaba Cloud's northeast-2 is Seoul: try it before relying on it.",
  ],
  [
    27,
    "CN_Southeast_7",
    "Thailand (Bangkok)",
    "ap-southeast-7",
    "Agora's table says CN, but Alibaba Cloud's southeast-7 is Bangkok: try it before relying on it.",
  ],
];

export const alibabaRegions = regionsOf(rows, (code) => `s3.oss-${code}.aliyuncs.com`);
