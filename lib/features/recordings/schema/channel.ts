import { z } from "zod";
import { channelProfiles, mediaKinds } from "../constants";
import { channelName, order, uid, wholeNumber } from "./fields";

/** The uids of a subscription list (contract §1.4): 1 to 32, each once. */
const uidList = z
  .array(uid)
  .min(1, "Enter at least one uid")
  .max(32, "At most 32 uids")
  .refine((uids) => new Set(uids).size === uids.length, "Each uid only once");

/** Whose stream of one medium is recorded. `nobody`: this medium is left out while the other one is recorded. */
export const streamChoice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyone") }),
  z.strictObject({ kind: z.literal("only"), uids: uidList }),
  z.strictObject({ kind: z.literal("except"), uids: uidList }),
  z.strictObject({ kind: z.literal("nobody") }),
]);
export type StreamChoice = z.output<typeof streamChoice>;

/** Whose sound and whose picture is recorded (contract §2.3, §2.11). */
export const subscription = z
  .strictObject({ audio: streamChoice, video: streamChoice })
  .refine(({ audio, video }) => audio.kind !== "nobody" || video.kind !== "nobody", {
    message: "Record at least somebody's sound or picture",
    path: ["video", "kind"],
  });
export type Subscription = z.output<typeof subscription>;

/**
 * Where the recorder's channel token comes from. `issued` needs the project's App Certificate; Agora's tokens live at most
 * 24 hours.
 */
export const recorderToken = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("issued"), hours: wholeNumber(1, 24, " hours") }),
  z.strictObject({
    kind: z.literal("pasted"),
    value: z.string().trim().min(1, "Paste the token of the recorder").max(2048, "Must be at most 2048 characters"),
    /** Unix seconds; read from the token itself where it can be. */
    expiresAt: z.number().int().positive().optional(),
  }),
]);

/** Agora's numbers for the ways a channel can be encrypted; 0 stands for none (contract §2.3). */
const encryptionMode = z.literal([1, 2, 3, 4, 5, 6, 7, 8], { error: "Choose how the channel is encrypted" });

const encryption = z
  .strictObject({
    mode: encryptionMode,
    secret: z.string().min(1, "Enter the secret of the channel's encryption").max(1024, "At most 1024 characters"),
    salt: z.string().trim().optional(),
  })
  .refine(({ mode, salt }) => mode < 7 || /^[A-Za-z0-9+/]{43}=$/.test(salt ?? ""), {
    message: "Must be 32 bytes in base64: 44 characters that end in =",
    path: ["salt"],
  });

/** What recordings of a channel are ordered with. */
export const channelOrder = {
  ...order,
  channelName,
  channelProfile: z.enum(channelProfiles, { error: "Choose the channel profile" }),
  /** Seconds without anybody in the channel after which the recorder leaves (contract §2.3). */
  maxIdleSeconds: wholeNumber(5, 2_592_000, " s"),
  token: recorderToken,
  /** Default: both. */
  media: z.enum(mediaKinds, { error: "Choose what is recorded" }).optional(),
  /** Which of a sender's two video streams; default high. */
  videoStream: z.enum(["high", "low"]).optional(),
  /** Default: everybody. */
  subscription: subscription.optional(),
  encryption: encryption.optional(),
  /** Agora's private switches as JSON text. */
  privateParams: z.string().min(2).max(2000, "Must be at most 2000 characters").optional(),
};

/** The same without secrets, of which only the kind is told. */
export const channelSecretsLeftOut = {
  token: z.strictObject({ kind: z.enum(["none", "issued", "pasted"]) }),
  encryption: z.strictObject({ mode: encryptionMode }).optional(),
};
