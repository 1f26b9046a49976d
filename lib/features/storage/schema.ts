import { z } from "zod";
import { flsAreas, liveVendors, storageVendors } from "./constants";
import { accessKeyFault, bucketFault, isRegionless } from "./lifecycle";

/** A write-only secret: left empty it keeps the stored value. */
const secret = (what: string) =>
  z
    .string()
    .max(512, "Must be at most 512 characters")
    .regex(/^[\x21-\x7e]*$/, `${what} may not hold spaces or control characters`);

/** Create or change a storage profile. Empty keys keep what is stored; a new profile needs both. */
export const saveStorageProfileInput = z
  .strictObject({
    projectId: z.string().min(1),
    /** Absent for a new profile. */
    profileId: z.string().optional(),
    name: z.string().trim().min(1, "Enter a name").max(80, "Must be at most 80 characters"),
    vendor: z.enum(storageVendors, { error: "Choose a storage provider" }),
    storageRegion: z.number({ error: "Choose a region" }).int().min(0).max(99),
    bucket: z.string().trim().min(1, "Enter the bucket").max(255, "Must be at most 255 characters"),
    /** Host name; only S3-compatible storage has one (contract §2.6). */
    endpoint: z.string().trim().max(255, "Must be at most 255 characters").optional(),
    accessKey: secret("The access key"),
    secretKey: secret("The secret key"),
    readAccessKey: secret("The read-only access key"),
    readSecretKey: secret("The read-only secret key"),
    /** Forget the stored read-only key. */
    removeReadKey: z.boolean(),
  })
  .refine((input) => input.vendor !== "s3Compatible" || (input.endpoint ?? "") !== "", {
    message: "Enter the host name of the storage, such as s3.example.com",
    path: ["endpoint"],
  })
  .refine((input) => input.profileId !== undefined || input.accessKey !== "", {
    message: "Enter the access key",
    path: ["accessKey"],
  })
  .refine((input) => input.profileId !== undefined || input.secretKey !== "", {
    message: "Enter the secret key",
    path: ["secretKey"],
  })
  .refine((input) => (input.readAccessKey === "") === (input.readSecretKey === ""), {
    message: "A read-only key needs both its access key and its secret key",
    path: ["readSecretKey"],
  });
export type SaveStorageProfileInput = z.output<typeof saveStorageProfileInput>;

export const archiveStorageProfileInput = z.strictObject({
  projectId: z.string().min(1),
  profileId: z.string().min(1),
});

const cell = {
  projectId: z.string().min(1),
  entryPoint: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "Must be 1 to 64 letters, digits, hyphens or underscores"),
  flsArea: z.enum(flsAreas, { error: "Choose an area" }),
};
export const cellInput = z.strictObject(cell);
export type CellInput = z.output<typeof cellInput>;

/** A change of a cell that was not sent yet. */
export const callOffCustomRecordingInput = z.strictObject({ ...cell, jobId: z.string().min(1) });
export type CallOffCustomRecordingInput = z.output<typeof callOffCustomRecordingInput>;

/** Where the storage of a configuration comes from. */
export const storageSources = ["keep", "profile", "values", "earlier"] as const;

const storageFields = {
  /** `keep` leaves Agora's as it is; `earlier` takes what was in force with `fromId`, with its keys. */
  source: z.enum(storageSources, { error: "Choose where the files go" }),
  /** Of `profile`. */
  profileId: z.string(),
  /** Of `values`. The region is null where the vendor has none. */
  vendor: z.enum(liveVendors, { error: "Choose a storage provider" }),
  storageRegion: z.number({ error: "Choose a region" }).int().min(0).max(99).nullable(),
  bucket: z.string().trim().max(255, "Must be at most 255 characters"),
  accessKey: secret("The access key"),
  secretKey: secret("The secret key"),
  /** An earlier configuration of the same cell: keys left empty are its keys. Null: there is none. */
  fromId: z.string().nullable(),
};

type StorageFields = z.output<z.ZodObject<typeof storageFields>>;

/** Rules between the fields of a storage, each at its field. */
function storageFaults(input: StorageFields): [path: keyof StorageFields, message: string][] {
  const { source, vendor, bucket, fromId } = input;
  if (source === "profile") return input.profileId === "" ? [["profileId", "Choose a storage profile"]] : [];
  if (source === "earlier") return fromId === null ? [["source", "Choose the configuration to return to"]] : [];
  if (source === "keep") return [];
  const faults: [keyof StorageFields, string][] = [];
  const name = bucket === "" ? "Enter the bucket" : bucketFault(vendor, bucket);
  if (name !== null) faults.push(["bucket", name]);
  if (input.storageRegion === null && !isRegionless(vendor)) faults.push(["storageRegion", "Choose a region"]);
  if (input.accessKey === "") {
    if (fromId === null) faults.push(["accessKey", "Enter the access key"]);
  } else {
    const key = accessKeyFault(vendor, input.accessKey);
    if (key !== null) faults.push(["accessKey", key]);
  }
  if (input.secretKey === "" && fromId === null) faults.push(["secretKey", "Enter the secret key"]);
  return faults;
}

const configuration = z.strictObject({
  ...cell,
  ...storageFields,
  isHlsEnabled: z.boolean(),
  isMp4Enabled: z.boolean(),
  /** Whether Agora has storage for the cell already, as far as the form knows. */
  hasStorage: z.boolean(),
  /** The version of ours that the form was filled from, 0 for none: another one meanwhile is a conflict. */
  baseVersion: z.number().int().min(0),
});

/**
 * How an entry point records in one area. The whole configuration each time; the first one needs the storage (FLS
 * contract §2.3). Also what a preview of it takes.
 */
export const setCustomRecordingInput = configuration.superRefine((input, check) => {
  for (const [path, message] of storageFaults(input)) check.addIssue({ code: "custom", path: [path], message });
  if (input.source === "keep" && !input.hasStorage) {
    const message = "The first configuration of an entry point needs the storage";
    check.addIssue({ code: "custom", path: ["source"], message });
  }
});
export type SetCustomRecordingInput = z.output<typeof setCustomRecordingInput>;

/** A trial write with exactly the keys of a form, of a profile or of an earlier configuration. */
export const checkStorageInput = z.strictObject({ ...cell, ...storageFields }).superRefine((input, check) => {
  for (const [path, message] of storageFaults(input)) check.addIssue({ code: "custom", path: [path], message });
  if (input.source === "keep") {
    const message = "What Agora holds cannot be checked from here: its keys are not ours";
    check.addIssue({ code: "custom", path: ["source"], message });
  }
});
export type CheckStorageInput = z.output<typeof checkStorageInput>;
