import { z } from "zod";
import { recordingModes } from "../constants";
import { channelName, recordingId, uid } from "./fields";

const projectId = z.string().min(1);
const foreignId = z.string().min(1).max(64);

/** Why something is closed by hand: the audit keeps it. */
export const closeReason = z
  .string()
  .trim()
  .min(3, "Say why, for those who read the audit later")
  .max(500, "Must be at most 500 characters");

export const stopForeignInput = z.strictObject({ projectId, foreignId });
export type StopForeignInput = z.output<typeof stopForeignInput>;

export const closeForeignInput = z.strictObject({ projectId, foreignId, reason: closeReason });
export type CloseForeignInput = z.output<typeof closeForeignInput>;

/** Gives up a recording by hand, such as one that Agora has ended and of which no proof comes. */
export const closeRecordingInput = z.strictObject({ projectId, recordingId, reason: closeReason });
export type CloseRecordingInput = z.output<typeof closeRecordingInput>;

/** A second recording beside one that runs, away from its servers. `twinId` is made by whoever asks. */
export const startTwinInput = z.strictObject({
  projectId,
  recordingId,
  twinId: recordingId,
  storageProfileId: z.string().min(1, "Choose where its files go"),
  serviceArea: z.enum(["CN", "AP", "EU", "NA"]).optional(),
});
export type StartTwinInput = z.output<typeof startTwinInput>;

/** Has credentials tried again that Agora refused. */
export const retryCredentialsInput = z.strictObject({ projectId });
export type RetryCredentialsInput = z.output<typeof retryCredentialsInput>;

/** Takes over a recording that was started elsewhere: what names its task at Agora, and where its files go. */
export const adoptRecordingInput = z.strictObject({
  projectId,
  recordingId,
  mode: z.enum(recordingModes, { error: "Choose the mode it was started in" }),
  channelName,
  recorderUid: uid,
  resourceId: z.string().trim().min(1, "Enter its resource id").max(1024, "Must be at most 1024 characters"),
  sid: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/, "Must be 32 hexadecimal digits"),
  storageProfileId: z.string().min(1, "Choose where its files go"),
});
export type AdoptRecordingInput = z.output<typeof adoptRecordingInput>;
