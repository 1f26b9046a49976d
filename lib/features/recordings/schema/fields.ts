import { z } from "zod";

/** A ULID, made by whoever asks first: a second request with the same id is the same recording. */
export const recordingId = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "Must be a ULID of 26 characters");

/** A uid of a person in a channel: 1 to 4294967295, as a decimal string (contract §1.6). */
export const uid = z
  .string()
  .trim()
  .regex(/^[1-9][0-9]{0,9}$/, "Must be a whole number from 1 to 4294967295")
  .refine((value) => Number(value) <= 4_294_967_295, "Must be a whole number from 1 to 4294967295");

const channelCharacters = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]*$/;

/** Name of an RTC channel: 1 to 63 characters of Agora's set (contract §1.6). Case and spaces count. */
export const channelName = z
  .string()
  .min(1, "Enter the channel to record")
  .max(63, "Must be shorter than 64 bytes")
  .regex(channelCharacters, "May hold letters, digits, space and ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ ,");

/** A whole number within its allowed range, which every message tells. */
export const wholeNumber = (min: number, max: number, unit: string) =>
  z
    .number({ error: `Enter a whole number from ${min} to ${max}${unit}` })
    .int(`Must be a whole number from ${min} to ${max}${unit}`)
    .min(min, `Must be ${min} to ${max}${unit}`)
    .max(max, `Must be ${min} to ${max}${unit}`);

/** 0: 48 kHz mono ~48 kbps, 1: mono ~128 kbps, 2: stereo ~192 kbps (contract §2.3). */
export const audioProfile = z.literal([0, 1, 2], { error: "Choose the audio quality" });

/** One part of the path under which files are stored: letters and digits only (contract §2.6). */
const filePrefixPart = z.string().regex(/^[a-zA-Z0-9]+$/, "May hold letters a-z, A-Z and digits only");

/** With the 26-character id that Tally appends and the slashes, the prefix must stay within 128 characters. */
const maxOwnPrefixLength = 128 - 27;

export const filePrefix = z
  .array(filePrefixPart)
  .max(10, "At most 10 parts")
  .refine((parts) => parts.join("/").length + (parts.length > 0 ? 1 : 0) <= maxOwnPrefixLength, {
    message: `All parts together must be at most ${maxOwnPrefixLength - 1} characters`,
  });

/** What every recording is ordered with. Optional fields are left to Agora's own defaults. */
export const order = {
  projectId: z.string().min(1),
  recordingId,
  storageProfileId: z.string().min(1, "Choose where the files go"),
  /** Hours during which the recording can be queried, changed and stopped (contract §2.1). */
  controlHours: wholeNumber(1, 720, " hours"),
  filePrefix,
  /** Keeps the task in one geography. */
  serviceArea: z.enum(["CN", "AP", "EU", "NA"]).optional(),
  /** Without an area: 0 the nearest, 1 China, 2 South East Asia, 3 Europe, 4 North America. */
  regionAffinity: z.literal([0, 1, 2, 3, 4]).optional(),
  /** Resource ids of tasks that must not share a region with this one. */
  excludeResourceIds: z.array(z.string().min(1).max(1024)).max(20, "At most 20 resource ids").optional(),
  /** How S3 encrypts the files. */
  serverSideEncryption: z.enum(["kms", "aes256"]).optional(),
  /** Tag on the files, such as `RETENTION_DAYS=30`. */
  tag: z.string().min(1).max(256).optional(),
};
