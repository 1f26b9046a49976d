import { z } from "zod";
import { oneOf } from "../../fields";
import { domainName, flsArea } from "./common";

export const domainTypes = ["publish", "play"] as const;
export type DomainType = (typeof domainTypes)[number];

/** Query of operation 1. */
export const createDomainQuery = z.object({ id: domainName });

/** Body of operation 1: `region` is required for a publish domain and belongs to no other (FLS contract §2.1). */
export const createDomainRequest = z
  .object({ type: oneOf(...domainTypes), region: flsArea.optional() }, "must be an object")
  .superRefine(({ type, region }, check) => {
    if (type === "publish" && region === undefined) {
      check.addIssue({ code: "custom", path: ["region"], message: "is required for a publish domain" });
    }
    if (type === "play" && region !== undefined) {
      check.addIssue({ code: "custom", path: ["region"], message: "is possible only for a publish domain" });
    }
  });

/** The longest key of a domain, in bytes of UTF-8 (FLS contract §2.1, §2.14). */
export const maxAuthKeyBytes = 128;

/** Body of operation 4: the key that signs push and play addresses of this domain. */
export const updateDomainRequest = z.object(
  {
    authKey: z
      .string("must be a string")
      .min(1, "must not be empty")
      .refine((key) => new TextEncoder().encode(key).length <= maxAuthKeyBytes, "must be at most 128 bytes long"),
  },
  "must be an object",
);

export type WireCreateDomain = z.input<typeof createDomainRequest>;
export type WireUpdateDomain = z.input<typeof updateDomainRequest>;
