import type { FlsArea } from "../schemas/common";
import { flsRegionOf, isRegionless } from "./catalogue";
import type { FlsVendor } from "./vendors";

/** Areas that the beginning of a region's code does not tell. Hong Kong is not mainland China, whatever it is called. */
const byCode: Readonly<Record<string, FlsArea>> = {
  "cn-hongkong": "ap",
  HONGKONG: "ap",
  SINGAPORE: "ap",
  RUSSIA: "eu",
  hkg: "ap",
  sin: "ap",
};

const byPrefix: Readonly<Record<string, FlsArea>> = { cn: "cn", ap: "ap", eu: "eu", us: "na", ca: "na", na: "na" };

/** Tencent's codes begin with `ap` for mainland China too. */
const mainlandOfTencent = /^ap-(beijing|shanghai|guangzhou|chengdu|chongqing|shenzhen)/;

/**
 * The area of live streaming in which a storage region lies, or null where none fits (South America, Africa, the Middle
 * East) or the region has no effect (FLS contract §2.3, §3.9). Files should be kept in the area of the publish domain;
 * Agora advises it and does not check it.
 */
export function flsAreaOf(vendor: FlsVendor, storageRegion: number | null): FlsArea | null {
  const code = flsRegionOf(vendor, storageRegion)?.signingRegion ?? "";
  if (isRegionless(vendor) || code === "") return null;
  const known = byCode[code];
  if (known) return known;
  if (vendor === "kingsoft" || vendor === "baidu" || mainlandOfTencent.test(code)) return "cn";
  return byPrefix[code.slice(0, code.indexOf("-"))] ?? null;
}
