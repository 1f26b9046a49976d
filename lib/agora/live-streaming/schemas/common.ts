import { z } from "zod";
import { oneOf } from "../../fields";
import { parseRfc3339 } from "../../rfc3339";

/** The areas that stand in paths as `{region}`: mainland China, the rest of Asia, Europe, North America (FLS contract §2.1). */
export const flsAreas = ["cn", "ap", "eu", "na"] as const;
export type FlsArea = (typeof flsAreas)[number];

export const flsArea = oneOf(...flsAreas);

/**
 * Name of an entry point; every project has `live`, which cannot be deleted. Its characters are not documented; it becomes
 * a part of addresses and of files' names, so only what is safe in both is taken (FLS contract §2.2).
 */
export const entryPointName = z
  .string("must be a string")
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens or underscores");

/**
 * Name of a stream. Not documented either, and chosen by whoever pushes: everything is taken that can stand between two
 * slashes of an address and of a file's name.
 */
export const streamName = z
  .string("must be a string")
  .regex(/^(?!\.{1,2}$)[^\p{Cc}\p{Cs}\s/\\?#%]{1,256}$/u, "must be 1 to 256 characters without spaces or /\\?#%");

/** Name of a domain of your own; names with a wildcard are not taken (FLS contract §2.1). */
export const domainName = z
  .string("must be a string")
  .regex(
    /^(?=.{3,255}$)[A-Za-z0-9][A-Za-z0-9-]{0,62}(\.[A-Za-z0-9][A-Za-z0-9-]{0,62})+$/,
    "must be a domain name without a wildcard, such as push.example.com",
  );

/** A time with its offset; an `+` that was not percent-encoded in a query arrives as a space and is refused here. */
export const rfc3339 = z
  .string("must be a string")
  .refine((text) => parseRfc3339(text) !== null, "must be a time such as 2019-01-07T12:00:00+08:00");

/** A time that may be left out; an empty text means the same (FLS contract §4). The output has it only when it is set. */
export const optionalTime = z
  .union([z.literal("").transform(() => undefined), rfc3339], "must be a time such as 2019-01-07T12:00:00+08:00")
  .optional();

/** Instant of a text that its schema has accepted, in milliseconds. */
export function msOf(time: string): number {
  return parseRfc3339(time) ?? Number.NaN;
}
