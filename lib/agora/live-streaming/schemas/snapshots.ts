import { z } from "zod";
import { flag, whole } from "../../fields";
import { storageConfig } from "./storage-config";

/** Seconds between two periodic snapshots where nothing is said (FLS contract §2.9). */
export const defaultSnapshotInterval = 10;

const fields = {
  enabled: flag,
  snapshotInterval: whole(5, 300, "seconds").default(defaultSnapshotInterval),
  enableModeration: flag.default(false),
};

/** Body of operation 22 (FLS contract §2.9). */
export const standardSnapshotsRequest = z.object(fields, "must be an object");

/** Body of operation 24. */
export const customSnapshotsRequest = z.object(
  { ...fields, storageConfig: storageConfig.optional() },
  "must be an object",
);

export type WireStandardSnapshots = z.input<typeof standardSnapshotsRequest>;
export type WireCustomSnapshots = z.input<typeof customSnapshotsRequest>;
