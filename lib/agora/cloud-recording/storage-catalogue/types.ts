import type { StorageVendor } from "./vendors";

/** One region of a vendor's table (contract §2.6). */
export type StorageRegion = {
  /** What goes over the wire as `region`. */
  number: number;
  /** As Agora's table spells it. */
  agoraName: string;
  /** As a person knows it. */
  name: string;
  /** The public host of the vendor's S3 interface there. */
  host: string;
  /** The region's name in a signature of version 4. */
  signingRegion: string;
  /** False: known to the API and kept readable, but not offered for new profiles. */
  isOffered: boolean;
  /** What is unusual about it. */
  note: string | null;
};

/** One vendor (contract §2.6). */
export type VendorEntry = {
  vendor: StorageVendor;
  /** What goes over the wire as `vendor`. */
  number: number;
  name: string;
  /** Named only by older pages of Agora's. */
  isLegacy: boolean;
  /** How its files are listed and read. */
  protocol: "s3" | "azureBlob";
  /** True: its buckets are always the first part of the path. */
  isPathStyle?: boolean;
  regions: readonly StorageRegion[];
  note: string | null;
};

/** A note that begins with "Retired" takes the region out of the offer. */
export type RegionRow = readonly [number: number, agoraName: string, name: string, code: string, note?: string];

/** Regions from a table whose hosts follow one pattern. */
export function regionsOf(
  rows: readonly RegionRow[],
  hostOf: (code: string) => string,
  signingRegionOf: (code: string) => string = (code) => code,
): readonly StorageRegion[] {
  return rows.map(([number, agoraName, name, code, note]) => ({
    number,
    agoraName,
    name,
    host: hostOf(code),
    signingRegion: signingRegionOf(code),
    isOffered: !note?.startsWith("Retired"),
    note: note ?? null,
  }));
}
