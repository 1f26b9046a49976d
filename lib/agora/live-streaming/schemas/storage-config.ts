import { z } from "zod";
import { text } from "../../fields";
import { flsVendorOf, isRegionless } from "../storage-catalogue/catalogue";

/**
 * `storageConfig` (FLS contract §2.3, §3), always whole: whether Agora would merge a partial one is not documented. The
 * region is required and checked for vendors that have regions, and without effect for Azure (5) and Google (6).
 */
export const storageConfig = z
  .object(
    {
      vendor: z
        .int("must be a whole number")
        .refine((number) => flsVendorOf(number) !== null, "is not a known storage vendor"),
      region: z.int("must be a whole number").optional(),
      bucket: text,
      accessKey: text,
      secretKey: text,
    },
    "must be an object",
  )
  .superRefine(({ vendor, region }, check) => {
    const entry = flsVendorOf(vendor);
    if (entry === null || isRegionless(entry.vendor)) return;
    if (entry.regions.some(({ number }) => number === region)) return;
    const message =
      region === undefined ? "is required for this storage vendor" : "is not a region of this storage vendor";
    check.addIssue({ code: "custom", path: ["region"], message });
  });

export type WireStorageConfig = z.input<typeof storageConfig>;
