import { z } from "zod";
import { storageVendors } from "./constants";

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
