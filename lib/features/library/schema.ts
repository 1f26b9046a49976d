import { z } from "zod";
import { stemIssue } from "../../timeline/file-name";
import { positionReadings } from "../../timeline/media-clock";
import { flsAreas } from "../storage/constants";

/** Names that stand in addresses: nothing that would lead into another folder. */
const placeName = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Choose ${what}`)
    .max(200, "Must be at most 200 characters")
    .regex(/^[^/\\\p{Cc}?#]+$/u, "May not hold slashes, question marks or control characters")
    .refine((name) => !/^\.+$/.test(name), "May not be dots alone");

const id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "Must be an id of this console");
const instant = z.iso.datetime({ offset: true, error: "Must be a time with its offset" });

export const streamPlaceSchema = z.strictObject({
  entryPoint: placeName("an entry point"),
  flsArea: z.enum(flsAreas, { error: "Choose an area" }),
  streamName: placeName("a stream"),
});

const stem = z.string().superRefine((text, check) => {
  const message = stemIssue(text);
  if (message !== null) check.addIssue({ code: "custom", message });
});
const label = z.string().trim().max(120, "Must be at most 120 characters");

/** A moment, or the choice of the latest file, for which the field is left out of the request (FLS contract §2.6). */
const momentOrLatest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("at"), at: instant }),
  z.strictObject({ kind: z.literal("latestFile") }),
]);

const item = streamPlaceSchema.extend({
  projectId: z.string().min(1),
  itemId: id,
  /** Name without its extension; a number is added where it is taken. */
  stem,
  label,
  recordedMs: z.number().int().min(0).nullable(),
});

/** A clip of what was recorded from a moment to another, or to the latest file. */
export const createClipInput = item
  .extend({ startsAt: instant, end: momentOrLatest })
  .refine(({ startsAt, end }) => end.kind === "latestFile" || Date.parse(end.at) - Date.parse(startsAt) >= 1000, {
    message: "The end must be at least a second after the start",
    path: ["end"],
  });
export type CreateClipInput = z.output<typeof createClipInput>;

/** A picture of a moment, or of the latest file. */
export const createSnapshotInput = item.extend({ moment: momentOrLatest });
export type CreateSnapshotInput = z.output<typeof createSnapshotInput>;

/** The same once more under a name that is free. */
export const retryItemInput = z.strictObject({ projectId: z.string().min(1), itemId: id, newItemId: id });
export type RetryItemInput = z.output<typeof retryItemInput>;

/** Recordings of a stream that touch a stretch of time; `isFresh` asks Agora even for days that are remembered. */
export const listRecordingFilesInput = streamPlaceSchema
  .extend({ projectId: z.string().min(1), from: instant, to: instant, isFresh: z.boolean().optional() })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    message: "Must be later than the start",
    path: ["to"],
  });
export type ListRecordingFilesInput = z.output<typeof listRecordingFilesInput>;

export const listPlacesInput = z.strictObject({ projectId: z.string().min(1), entryPoint: z.string().optional() });

export const listItemsInput = z.strictObject({
  projectId: z.string().min(1),
  entryPoint: z.string().optional(),
  streamName: z.string().optional(),
});
export type ListItemsInput = z.output<typeof listItemsInput>;

export const listBucketFilesInput = z.strictObject({
  projectId: z.string().min(1),
  profileId: z.string().min(1),
  entryPoint: placeName("an entry point"),
  streamName: placeName("a stream"),
});
export type ListBucketFilesInput = z.output<typeof listBucketFilesInput>;

/** How a project's files are played. An empty key keeps what is stored. */
export const savePlaybackInput = z.strictObject({
  projectId: z.string().min(1),
  template: z
    .string()
    .trim()
    .max(500, "Must be at most 500 characters")
    .refine(
      (text) => text === "" || text.includes("{fileName}"),
      "Must hold {fileName}, which stands for the file's path",
    )
    .refine(
      (text) => text === "" || URL.canParse(filled(text)),
      "Must be a web address, such as https://play.example.com/{fileName}",
    )
    .refine((text) => text === "" || /^https?:/.test(text), "Must begin with https://"),
  playKey: z
    .string()
    .max(128, "Must be at most 128 characters")
    .regex(/^[\x21-\x7e]*$/, "The key may not hold spaces or control characters"),
  removePlayKey: z.boolean(),
  positionReading: z.enum(positionReadings),
});
export type SavePlaybackInput = z.output<typeof savePlaybackInput>;

const filled = (template: string) => template.replaceAll("{host}", "host.example").replaceAll("{fileName}", "file");
