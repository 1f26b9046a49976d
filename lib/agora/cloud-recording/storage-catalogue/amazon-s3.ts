import { regionsOf, type RegionRow } from "./types";

const government = "Amazon's government cloud: needs an account of its own. Named only by older pages of Agora's.";

/**
 * Amazon S3. 26 is missing because it is no region: it is the count at the end of Agora's own list (`AWS_REGION_NUM`)
 * that slipped into one of its pages. 27 is nowhere named.
 */
const rows: readonly RegionRow[] = [
  [0, "US_EAST_1", "US East (N. Virginia)", "us-east-1"],
  [1, "US_EAST_2", "US East (Ohio)", "us-east-2"],
  [2, "US_WEST_1", "US West (N. California)", "us-west-1"],
  [3, "US_WEST_2", "US West (Oregon)", "us-west-2"],
  [4, "EU_WEST_1", "Europe (Ireland)", "eu-west-1"],
  [5, "EU_WEST_2", "Europe (London)", "eu-west-2"],
  [6, "EU_WEST_3", "Europe (Paris)", "eu-west-3"],
  [7, "EU_CENTRAL_1", "Europe (Frankfurt)", "eu-central-1"],
  [8, "AP_SOUTHEAST_1", "Asia Pacific (Singapore)", "ap-southeast-1"],
  [9, "AP_SOUTHEAST_2", "Asia Pacific (Sydney)", "ap-southeast-2"],
  [10, "AP_NORTHEAST_1", "Asia Pacific (Tokyo)", "ap-northeast-1"],
  [11, "AP_NORTHEAST_2", "Asia Pacific (Seoul)", "ap-northeast-2"],
  [12, "SA_EAST_1", "South America (São Paulo)", "sa-east-1"],
  [13, "CA_CENTRAL_1", "Canada (Central)", "ca-central-1"],
  [14, "AP_SOUTH_1", "Asia Pacific (Mumbai)", "ap-south-1"],
  [15, "CN_NORTH_1", "China (Beijing)", "cn-north-1", "Amazon's cloud in China: needs an account of its own."],
  [16, "CN_NORTHWEST_1", "China (Ningxia)", "cn-northwest-1", "Amazon's cloud in China: needs an account of its own."],
  [17, "US_GOV_WEST_1", "GovCloud (US-West)", "us-gov-west-1", government],
  [18, "AF_SOUTH_1", "Africa (Cape Town)", "af-south-1"],
  [19, "AP_EAST_1", "Asia Pacific (Hong Kong)", "ap-east-1"],
  [20, "AP_NORTHEAST_3", "Asia Pacific (Osaka)", "ap-northeast-3"],
  [21, "EU_NORTH_1", "Europe (Stockholm)", "eu-north-1"],
  [22, "ME_SOUTH_1", "Middle East (Bahrain)", "me-south-1"],
  [23, "US_GOV_EAST_1", "GovCloud (US-East)", "us-gov-east-1", government],
  [24, "AP_SOUTHEAST_3", "Asia Pacific (Jakarta)", "ap-southeast-3"],
  [25, "EU_SOUTH_1", "Europe (Milan)", "eu-south-1"],
  [28, "IL_CENTRAL_1", "Israel (Tel Aviv)", "il-central-1", "Named only by Agora's page of 2024."],
];

export const amazonS3Regions = regionsOf(
  rows,
  (code) => `s3.${code}.amazonaws.com${code.startsWith("cn-") ? ".cn" : ""}`,
);
