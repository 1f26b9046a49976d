import { z } from "zod";
import { layoutPresets, maxBitrateKbps, recordingModes, supportedFps } from "./constants";
import { channelOrder, channelSecretsLeftOut, subscription } from "./schema/channel";
import { audioProfile, recordingId, uid, wholeNumber } from "./schema/fields";
import { individualStart } from "./schema/individual";
import { pushAddress, webStart } from "./schema/web";

export { channelName, uid } from "./schema/fields";
export { pushAddress } from "./schema/web";
export type { StreamChoice, Subscription } from "./schema/channel";

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

/** Start a composite recording: one picture of everybody. */
const compositeStart = z
  .strictObject({
    ...channelOrder,
    mode: z.literal("composite"),
    layout: compositeLayout,
    video: compositeVideo,
    audioProfile,
    /** HLS is always made; MP4 in addition (contract §2.5). */
    withMp4: z.boolean(),
  })
  .refine((input) => input.layout.preset === "vertical" || input.layout.largeUid === undefined, {
    message: "Only the vertical layout has a large picture",
    path: ["layout", "largeUid"],
  });

/** Start a recording in one of the three modes. */
export const startRecordingInput = z.discriminatedUnion("mode", [compositeStart, individualStart, webStart]);
export type StartRecordingInput = z.output<typeof startRecordingInput>;
export type CompositeInput = z.output<typeof compositeStart>;
export type IndividualInput = z.output<typeof individualStart>;
export type WebInput = z.output<typeof webStart>;

/**
 * What is stored and shown of a start: the input without its secrets, of which only the kind, and of a push address the
 * host, is told. The rules between its fields were checked when it was ordered.
 */
export const storedStart = z.discriminatedUnion("mode", [
  z.strictObject({ ...compositeStart.shape, ...channelSecretsLeftOut }),
  z.strictObject({ ...individualStart.shape, ...channelSecretsLeftOut }),
  z.strictObject({ ...webStart.shape, pushTo: z.strictObject({ host: z.string() }).optional() }),
]);
export type StoredStart = z.output<typeof storedStart>;

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

/** Read a start that was written by hand as JSON, in Agora's words. */
export const readRequestInput = z.strictObject({
  projectId: z.string().min(1),
  mode: z.enum(recordingModes),
  text: z.string().max(64_000, "Must be at most 64000 characters"),
});
export type ReadRequestInput = z.output<typeof readRequestInput>;

/** What of a running recording can be changed besides its layout; the whole of it each time (contract §2.11). */
export const recordingUpdate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("streams"), subscription }),
  z.strictObject({
    kind: z.literal("page"),
    isOnHold: z.boolean(),
    /** Another address to push the page to; absent: the present one stays. */
    pushTo: pushAddress.optional(),
  }),
]);
export type RecordingUpdate = z.output<typeof recordingUpdate>;

/** Change what is recorded while it runs. `revision` is the one the operator saw. */
export const updateRecordingInput = z.strictObject({
  projectId: z.string().min(1),
  recordingId,
  revision: z.number().int().min(0),
  update: recordingUpdate,
});
export type UpdateRecordingInput = z.output<typeof updateRecordingInput>;

/** What of an update is stored: of a push address only the host. */
export const storedUpdate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("streams"), subscription }),
  z.strictObject({
    kind: z.literal("page"),
    isOnHold: z.boolean(),
    pushTo: z.strictObject({ host: z.string() }).optional(),
  }),
]);
export type StoredUpdate = z.output<typeof storedUpdate>;

/** What a change of a running recording starts from: what the start itself asked for. */
export function firstUpdate(config: StoredStart): StoredUpdate {
  if (config.mode === "web") {
    const { page, pushTo } = config;
    return { kind: "page", isOnHold: page.startsOnHold ?? false, ...(pushTo && { pushTo }) };
  }
  const everyone = { kind: "everyone" } as const;
  return { kind: "streams", subscription: config.subscription ?? { audio: everyone, video: everyone } };
}

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
