import { join } from "node:path";
import type { SandboxClock } from "./clock";
import type { ObjectStoreAdmin } from "./object-store/admin";
import { startObjectStore } from "./object-store/start-object-store";
import type { ResolvedOptions } from "./options";
import type { SandboxKeys } from "./state/keys";
import type { StoreAddress } from "./world";

/** The bucket that is there from the start. */
export const houseBucket = { bucket: "tally-recordings", region: "us-east-1" } as const;

/** The sandbox's own object store, with a bucket and the sandbox's keys for it. */
export type HouseStore = {
  admin: ObjectStoreAdmin;
  address: StoreAddress;
  /** Empties the store and leaves it as at a first start. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

/** Starts the object store. @throws Error with a sentence, see `startObjectStore` */
export async function openHouseStore(
  options: ResolvedOptions,
  keys: SandboxKeys,
  clock: SandboxClock,
): Promise<HouseStore> {
  const store = await startObjectStore({
    host: options.host,
    port: options.objectStorePort,
    dataDir: join(options.dataDir, "objects"),
    clock: () => clock.now(),
    log: options.log,
  });
  const { admin, endpoint } = store;
  const furnish = () => {
    admin.ensureBucket(houseBucket.bucket, { region: houseBucket.region });
    admin.createAccessKey({ permission: "readWrite", credentials: keys.objectStore });
  };
  furnish();
  return {
    admin,
    address: {
      endpoint,
      regionOf: (bucket) => admin.listBuckets().find(({ name }) => name === bucket)?.region ?? houseBucket.region,
    },
    async reset() {
      admin.resetFaults();
      admin.resetCounters();
      for (const { name } of admin.listBuckets()) {
        for (const { key } of admin.listObjects(name)) await admin.deleteObject(name, key);
        await admin.deleteBucket(name);
      }
      for (const { accessKey } of admin.listAccessKeys()) admin.deleteAccessKey(accessKey);
      furnish();
    },
    close: () => store.close(),
  };
}
