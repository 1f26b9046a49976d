import fc from "fast-check";
import type { Json } from "../test-requests";

/*
 * For tests: whatever the contract of live streaming allows, written down from its tables and not from the schemas that
 * are tested.
 */

const flag = fc.boolean();
const some = (fields: Record<string, fc.Arbitrary<unknown>>, required: string[] = []) =>
  fc.record(fields, { requiredKeys: required });
const text = (unit: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...unit.split("")), minLength, maxLength });
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** FLS contract §0.7. */
export const area = fc.constantFrom("cn", "ap", "eu", "na");

/** FLS contract §2.2. */
export const entryPointName = text(`${letters}_-`, 1, 64);

/** Any name that can stand between two slashes: FLS contract §2.7, §4. */
export const streamName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((name) => name.isWellFormed() && !/[\s/\\?#%\p{Cc}]/u.test(name) && name !== "." && name !== "..");

const label = fc.tuple(text(letters, 1, 1), text(`${letters}-`, 0, 20)).map(([first, rest]) => first + rest);
/** FLS contract §2.1. */
export const domainName = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));

/** FLS contract §2.1: 128 bytes at most. */
export const authKey = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 128 })
  .filter((key) => key.isWellFormed() && Buffer.byteLength(key) <= 128);

/** The numbers of each vendor's regions, with the gaps of Amazon's: FLS contract §3. */
const regions: Record<number, number[]> = {
  0: upTo(4),
  1: upTo(26).filter((number) => number !== 17 && number !== 23),
  2: upTo(22),
  3: upTo(19),
  4: upTo(9),
  7: upTo(15),
  8: upTo(7),
};

function upTo(last: number): number[] {
  return Array.from({ length: last + 1 }, (_, number) => number);
}

/** FLS contract §2.3, §3: for Azure and Google any region, or none, has no effect. */
export const storage: fc.Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        ...Object.entries(regions).flatMap(([vendor, list]) =>
          list.map((region) => ({ vendor: Number(vendor), region })),
        ),
      ),
      fc.tuple(fc.constantFrom(5, 6), fc.integer({ min: 0, max: 99 })).map(([vendor, region]) => ({ vendor, region })),
      fc.constantFrom(5, 6).map((vendor) => ({ vendor })),
    ),
    text(`${letters}-`, 3, 63),
    text(letters, 1, 64),
    text(`${letters}/+=`, 1, 128),
  )
  .map(([where, bucket, accessKey, secretKey]) => ({ ...where, bucket, accessKey, secretKey }));

const format = some({ enabled: flag });
/** FLS contract §2.5. */
export const standardRecording = some({
  mp4Config: format,
  hlsConfig: format,
  somethingElse: fc.jsonValue({ maxDepth: 2 }),
});

/** FLS contract §2.3. */
export const customRecording = some({ mp4Config: format, hlsConfig: format, storageConfig: storage });

/** FLS contract §2.9. */
export const snapshots = some(
  {
    enabled: flag,
    snapshotInterval: fc.oneof(fc.constantFrom(5, 300), fc.integer({ min: 5, max: 300 })),
    enableModeration: flag,
  },
  ["enabled"],
);

/** A moment as RFC 3339 writes it: in any offset, with decimals or without, cut to what they say (FLS contract §4). */
export const writing = fc.record({
  offsetMinutes: fc.oneof(fc.constantFrom(0, 480, -570, 840, -720), fc.integer({ min: -720, max: 840 })),
  decimals: fc.constantFrom(0, 1, 3, 6, 9),
  isZulu: flag,
  isSmall: flag,
});
export type Writing = typeof writing extends fc.Arbitrary<infer W> ? W : never;

/** For tests: an instant, written so. */
export function written(ms: number, { offsetMinutes, decimals, isZulu, isSmall }: Writing): string {
  const offset = isZulu ? 0 : offsetMinutes;
  const [head = "", fraction = ""] = new Date(ms + offset * 60_000).toISOString().slice(0, -1).split(".");
  const tail = decimals === 0 ? "" : `.${fraction.padEnd(9, "0").slice(0, decimals)}`;
  const digits = (count: number) => String(count).padStart(2, "0");
  const size = Math.abs(offset);
  const zone = isZulu ? "Z" : `${offset < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
  const whole = `${head}${tail}${zone}`;
  return isSmall ? whole.toLowerCase() : whole;
}
