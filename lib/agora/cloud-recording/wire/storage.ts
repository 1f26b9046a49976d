import type { StorageTarget } from "../input";
import type { WireStorageConfig } from "../schemas";
import { storageCatalogue } from "../storage-catalogue/catalogue";

/** `storageConfig` (contract §2.6). */
export function toStorageConfig(target: StorageTarget): WireStorageConfig {
  const { serverSideEncryption: sse, tag, endpoint, hasNtpTimestamps: enableNTPtimestamp } = target;
  const extensionParams = { sse, tag, endpoint, enableNTPtimestamp };
  const hasExtension = Object.values(extensionParams).some((value) => value !== undefined);
  return {
    vendor: storageCatalogue[target.vendor].number,
    region: target.storageRegion,
    bucket: target.bucket,
    accessKey: target.accessKey.reveal(),
    secretKey: target.secretKey.reveal(),
    stsToken: target.session?.token.reveal(),
    stsExpiration: target.session && Math.floor(target.session.expiresAt.getTime() / 1000),
    fileNamePrefix: target.filePrefix && [...target.filePrefix],
    extensionParams: hasExtension ? extensionParams : undefined,
  };
}
