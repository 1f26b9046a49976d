import { z } from "zod";
import { channelProfiles, layoutPresets, maxBitrateKbps, supportedFps } from "./constants";

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

const wholeNumber = (min: number, max: number, unit: string) =>
  z
    .number({ error: `Enter a whole number from ${min} to ${max}${unit}` })
    .int(`Must be a whole number from ${min} to ${max}${unit}`)
    .min(min, `Must be ${min} to ${max}${unit}`)
    .max(max, `Must be ${min} to ${max}${unit}`);

/** Size, frame rate and bitrate of the composed picture (contract §2.4, §3.7). */
export const compositeVideo = z
  .strictObject({
    width: wholeNumber(2, 1920, " px"),
    height: wholeNumber(2, 1920, " px"),
    fps: z.literal(supportedFps, { error: `Must be one of ${supportedFps.join(", ")}` }),
    bitrateKbps: wholeNumber(1, maxBitrateKbps, " kbps"),
  })
  .refine((video) => video.width * video.height <= 1920 * 1080, {
    message: "Width times height must not exceed 1920 x 1080",
    path: ["width"],
  });

const canvasUnits = z
  .number()
  .int("Must be a whole number of millionths of the canvas")
  .min(0, "Must lie on the canvas")
  .max(1_000_000, "Must lie on the canvas");

/** Where an image is; Agora fetches it itself: JPG or BMP of at most 6 MB (contract §2.4). */
export const imageAddress = z
  .string()
  .trim()
  .max(1024, "Must be at most 1024 characters")
  .regex(/^https?:\/\/[^\s]+$/, "Must be an address such as https://example.com/background.jpg");

const fit = z.enum(["cover", "contain"]);

/** One rectangle of a custom layout, in millionths of the canvas; later ones lie on top (contract §3.5). */
const layoutRegion = z
  .strictObject({
    /** Whose picture; absent: the next person in join order. */
    uid: uid.optional(),
    x: canvasUnits,
    y: canvasUnits,
    w: canvasUnits,
    h: canvasUnits,
    alpha: canvasUnits,
    fit,
  })
  .refine(({ x, w }) => x + w <= 1_000_000, { message: "Reaches beyond the right edge of the canvas", path: ["w"] })
  .refine(({ y, h }) => y + h <= 1_000_000, { message: "Reaches beyond the bottom edge of the canvas", path: ["h"] })
  .refine(({ w, h }) => w > 0 && h > 0, { message: "Has no size", path: ["w"] });

/** The whole layout: what is left out goes back to its default with every update (contract §2.12). */
export const compositeLayout = z
  .strictObject({
    preset: z.enum([...layoutPresets, "custom"], { error: "Choose a layout" }),
    /** Who is shown large; vertical layout only. */
    largeUid: uid.optional(),
    backgroundColour: z.string().regex(/^#[0-9a-fA-F]{6}$/, "Must be # and six hexadecimal digits, such as #000000"),
    backgroundImageUrl: imageAddress.optional(),
    /** Shown instead of anybody who sends no video. */
    userImageUrl: imageAddress.optional(),
    /** Shown instead of one person who sends no video. */
    userImages: z
      .array(z.strictObject({ uid, url: imageAddress, fit }))
      .max(17)
      .optional(),
    /** Custom layout only. */
    regions: z
      .array(layoutRegion)
      .min(1, "A layout needs a region")
      .max(17, "Agora shows at most 17 regions")
      .optional(),
  })
  .refine(({ preset, regions }) => (preset === "custom") === (regions !== undefined), {
    message: "A custom layout has regions, and no other has",
    path: ["regions"],
  })
  .refine(({ regions }) => hasNoDouble((regions ?? []).flatMap(({ uid: one }) => one ?? [])), {
    message: "Two regions name the same uid",
    path: ["regions"],
  })
  .refine(({ userImages }) => hasNoDouble((userImages ?? []).map(({ uid: one }) => one)), {
    message: "Two images are for the same uid",
    path: ["userImages"],
  });

function hasNoDouble(uids: readonly string[]): boolean {
  return new Set(uids).size === uids.length;
}

export type CompositeLayout = z.output<typeof compositeLayout>;

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

/** One part of the path under which files are stored: letters and digits only (contract §2.6). */
export const filePrefixPart = z.string().regex(/^[a-zA-Z0-9]+$/, "May hold letters a-z, A-Z and digits only");

/** With the 26-character id that Tally appends and the slashes, the prefix must stay within 128 characters. */
export const maxOwnPrefixLength = 128 - 27;

export const filePrefix = z
  .array(filePrefixPart)
  .max(10, "At most 10 parts")
  .refine((parts) => parts.join("/").length + (parts.length > 0 ? 1 : 0) <= maxOwnPrefixLength, {
    message: `All parts together must be at most ${maxOwnPrefixLength - 1} characters`,
  });

/** Start a composite recording. */
export const startRecordingInput = z
  .strictObject({
    projectId: z.string().min(1),
    recordingId,
    mode: z.literal("composite"),
    channelName,
    channelProfile: z.enum(channelProfiles, { error: "Choose the channel profile" }),
    storageProfileId: z.string().min(1, "Choose where the files go"),
    layout: compositeLayout,
    video: compositeVideo,
    /** 0: 48 kHz mono ~48 kbps, 1: mono ~128 kbps, 2: stereo ~192 kbps (contract §2.3). */
    audioProfile: z.literal([0, 1, 2], { error: "Choose the audio quality" }),
    /** HLS is always made; MP4 in addition (contract §2.5). */
    withMp4: z.boolean(),
    /** Seconds without anybody in the channel after which the recorder leaves (contract §2.3). */
    maxIdleSeconds: wholeNumber(5, 2_592_000, " s"),
    /** Hours during which the recording can be queried, changed and stopped (contract §2.1). */
    controlHours: wholeNumber(1, 720, " hours"),
    token: recorderToken,
    filePrefix,
  })
  .refine((input) => input.layout.preset === "vertical" || input.layout.largeUid === undefined, {
    message: "Only the vertical layout has a large picture",
    path: ["layout", "largeUid"],
  });

export type StartRecordingInput = z.output<typeof startRecordingInput>;

export const stopRecordingInput = z.strictObject({ projectId: z.string().min(1), recordingId });
export type StopRecordingInput = z.output<typeof stopRecordingInput>;

export const queryRecordingInput = z.strictObject({ projectId: z.string().min(1), recordingId });
export type QueryRecordingInput = z.output<typeof queryRecordingInput>;

/** Replace the layout of a live composite recording as a whole. `revision` is the one the operator saw. */
export const updateRecordingLayoutInput = z
  .strictObject({
    projectId: z.string().min(1),
    recordingId,
    revision: z.number().int().min(0),
    layout: compositeLayout,
    /** Whether an earlier layout is brought back. */
    kind: z.enum(["take", "undo"]).default("take"),
  })
  .refine((input) => input.layout.preset === "vertical" || input.layout.largeUid === undefined, {
    message: "Only the vertical layout has a large picture",
    path: ["layout", "largeUid"],
  });
export type UpdateRecordingLayoutInput = z.input<typeof updateRecordingLayoutInput>;

/** A page of the list: newest first, by keyset. */
export const listRecordingsInput = z.strictObject({
  projectId: z.string().min(1),
  /** One status or several with commas between. */
  status: z.string().max(300).optional(),
  channel: z.string().max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListRecordingsInput = z.output<typeof listRecordingsInput>;
