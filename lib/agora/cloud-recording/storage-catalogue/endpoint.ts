import { storageCatalogue, storageRegionOf } from "./catalogue";
import type { StorageRegion, VendorEntry } from "./types";
import type { StorageVendor } from "./vendors";

/** How a bucket is reached. */
export type StorageEndpoint = {
  protocol: VendorEntry["protocol"];
  /** Origin without the bucket, such as `https://s3.eu-west-1.amazonaws.com`. */
  origin: string;
  /** For signatures of version 4. */
  signingRegion: string;
  /** True: the bucket is the first part of the path; false: of the host name. */
  isPathStyle: boolean;
  /** Address under which the bucket's keys are appended, without a slash at its end. */
  bucketUrl: string;
};

export type StorageLocation = {
  vendor: StorageVendor;
  storageRegion: number;
  bucket: string;
  /** Host name, for `s3Compatible`; it may carry a scheme and a port. */
  endpoint?: string | null;
  /** Storage account, for `azure`: its access key. */
  accountName?: string | null;
  /** A store that stands for every vendor and region: that of a sandbox project. */
  store?: { endpoint: string; region: string } | null;
};

/**
 * Where an object lives: one function of vendor, region and bucket, or the given store, for every vendor alike.
 * @throws RangeError for a region the vendor does not have, or a missing or unusable endpoint or account
 */
export function endpointOf(location: StorageLocation): StorageEndpoint {
  const { vendor, storageRegion } = location;
  return endpointAt(storageCatalogue[vendor], storageRegionOf(vendor, storageRegion), location);
}

/**
 * `endpointOf` for a vendor and a region that have been looked up, in whichever catalogue.
 * @throws RangeError as `endpointOf`
 */
export function endpointAt(
  { vendor, name, protocol, isPathStyle = false }: VendorEntry,
  region: StorageRegion | null,
  location: Omit<StorageLocation, "vendor" | "storageRegion"> & { storageRegion: number | null },
): StorageEndpoint {
  const { storageRegion, bucket, store } = location;
  if (store) return pathStyle("s3", originOf(store.endpoint), store.region, bucket);
  if (region === null) throw new RangeError(`${name} has no region ${storageRegion}.`);
  if (vendor === "s3Compatible") {
    if (!location.endpoint) throw new RangeError(`${name} needs the host name of the store.`);
    return pathStyle(protocol, originOf(location.endpoint), region.signingRegion, bucket);
  }
  if (vendor === "azure") {
    if (!/^[a-z0-9]{3,24}$/.test(location.accountName ?? "")) {
      throw new RangeError(`${name} needs the storage account's name as access key.`);
    }
    return pathStyle(protocol, `https://${location.accountName}.${region.host}`, region.signingRegion, bucket);
  }
  if (region.host === "") throw new RangeError(`${name} has no address for ${region.agoraName}.`);
  const origin = `https://${region.host}`;
  // A dot in a bucket's name breaks the certificate of a virtual host, which covers one label only.
  if (isPathStyle || bucket.includes(".")) return pathStyle(protocol, origin, region.signingRegion, bucket);
  return {
    protocol,
    origin,
    signingRegion: region.signingRegion,
    isPathStyle: false,
    bucketUrl: `https://${bucket}.${region.host}`,
  };
}

function pathStyle(
  protocol: VendorEntry["protocol"],
  origin: string,
  signingRegion: string,
  bucket: string,
): StorageEndpoint {
  return { protocol, origin, signingRegion, isPathStyle: true, bucketUrl: `${origin}/${encodeURIComponent(bucket)}` };
}

function originOf(endpoint: string): string {
  const url = /^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
  if (!URL.canParse(url)) throw new RangeError(`"${endpoint}" is not a host name.`);
  return new URL(url).origin;
}
