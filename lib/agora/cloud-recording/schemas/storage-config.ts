import { z } from "zod";
import { isDocumentedRegion, isDocumentedVendor, regionlessVendors } from "../storage-catalogue/wire-numbers";
import { flag, oneOf, text } from "./common";

/** The longest prefix, slashes included, the closing one too (contract §2.6). */
export const maxPrefixLength = 128;

/** The prefix that `fileNamePrefix` puts before every file name: its parts, each followed by a slash. */
export function joinPrefix(parts: readonly string[] | undefined): string {
  return (parts ?? []).map((part) => `${part}/`).join("");
}

/**
 * `extensionParams` (contract §2.6). The schema page marks `sse` and `tag` as required, its own samples leave them
 * out: they are required only for the feature they switch on.
 */
export const extensionParams = z.object({
  sse: oneOf("kms", "aes256").optional(),
  tag: text.optional(),
  endpoint: text.optional(),
  enableNTPtimestamp: flag.optional(),
});

/**
 * `storageConfig` (contract §2.6) with what the server checks at once. Wrong keys or a wrong bucket are found later,
 * when the task is already running; `stsToken` with another vendor, or `sse` and `tag` where they have no effect, are
 * refused only by the client (`client-rules.ts`).
 */
export const storageConfig = z
  .object({
    vendor: z.int("must be a whole number").refine(isDocumentedVendor, "is not a known storage vendor"),
    region: z.int("must be a whole number").min(0, "must not be negative"),
    bucket: text,
    accessKey: text,
    secretKey: text,
    stsToken: text.optional(),
    stsExpiration: z.int("must be a Unix time in seconds").min(0, "must not be negative").optional(),
    fileNamePrefix: z
      .array(z.string("must be a string").regex(/^[A-Za-z0-9]+$/, "may hold only letters and digits"), "must be a list")
      .refine((parts) => joinPrefix(parts).length <= maxPrefixLength, "must be at most 128 characters with its slashes")
      .optional(),
    extensionParams: extensionParams.optional(),
  })
  .superRefine((config, check) => {
    const hasRegions = isDocumentedVendor(config.vendor) && !regionlessVendors.has(config.vendor);
    if (hasRegions && !isDocumentedRegion(config.vendor, config.region)) {
      check.addIssue({ code: "custom", path: ["region"], message: "is not a region of this storage vendor" });
    }
    if (config.vendor === 11 && config.extensionParams?.endpoint === undefined) {
      check.addIssue({
        code: "custom",
        path: ["extensionParams", "endpoint"],
        message: "is required for S3-compatible storage",
      });
    }
  });

export type WireStorageConfig = z.input<typeof storageConfig>;
