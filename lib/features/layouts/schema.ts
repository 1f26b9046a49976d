import { z } from "zod";
import {
  defaultBackground,
  type LayoutDocument,
  newRegion,
  type Region,
  sentRegions,
} from "../../layout-editor/document";
import { rectFromEdges } from "../../layout-editor/rect";
import { canvasUnit } from "../../layout-editor/units";
import { type CompositeLayout, imageAddress, uid } from "../recordings/schema";

/** The id of a saved layout. */
export const layoutId = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "Must be a ULID of 26 characters");

export const layoutName = z.string().trim().min(1, "Enter a name").max(80, "Must be at most 80 characters");

const unit = z.number().int().min(0).max(1_000_000).transform(canvasUnit);
const fit = z.enum(["cover", "contain"]);

const region = z
  .strictObject({
    id: z.string().min(1).max(64),
    name: z.string().max(80, "Must be at most 80 characters"),
    uid: uid.nullable(),
    x: unit,
    y: unit,
    w: unit,
    h: unit,
    alpha: unit,
    fit,
    isLocked: z.boolean(),
    isHidden: z.boolean(),
  })
  .refine(({ x, w }) => x + w <= 1_000_000, { message: "Reaches beyond the right edge of the canvas", path: ["w"] })
  .refine(({ y, h }) => y + h <= 1_000_000, { message: "Reaches beyond the bottom edge of the canvas", path: ["h"] });

const side = z.number().int().min(2, "Must be 2 to 1920 px").max(1920, "Must be 2 to 1920 px");

/** A layout as it is edited and kept: what Agora gets, with names, locks and hidden regions. */
export const layoutDocument = z
  .strictObject({
    preset: z.enum(["floating", "bestFit", "vertical", "custom"]),
    largeUid: uid.nullable(),
    regions: z.array(region).max(17, "Agora shows at most 17 regions"),
    background: z.strictObject({
      colour: z.string().regex(/^#[0-9a-fA-F]{6}$/, "Must be # and six hexadecimal digits, such as #000000"),
      imageUrl: imageAddress.nullable(),
      userImageUrl: imageAddress.nullable(),
      userImages: z.array(z.strictObject({ uid, url: imageAddress, fit })).max(17),
    }),
    canvas: z.strictObject({ width: side, height: side }),
  })
  .refine(({ preset, regions }) => preset === "custom" || regions.length === 0, {
    message: "A preset has no regions of its own",
    path: ["regions"],
  });

/** Save a layout: a new one, or another version of one. `version` is the one that was opened. */
export const saveLayoutInput = z.strictObject({
  projectId: z.string().min(1),
  /** Absent for a new layout. */
  layoutId: layoutId.optional(),
  version: z.number().int().min(1).optional(),
  name: layoutName,
  document: layoutDocument,
});
export type SaveLayoutInput = z.output<typeof saveLayoutInput>;

export const archiveLayoutInput = z.strictObject({ projectId: z.string().min(1), layoutId });
export type ArchiveLayoutInput = z.output<typeof archiveLayoutInput>;

/** A document as an action takes it: the same, with lists that are not readonly. */
export function toPlainDocument(document: LayoutDocument): z.input<typeof layoutDocument> {
  const { regions, background, canvas, ...rest } = document;
  return {
    ...rest,
    regions: regions.map((one) => ({ ...one })),
    background: { ...background, userImages: background.userImages.map((image) => ({ ...image })) },
    canvas: { ...canvas },
  };
}

/** What Agora gets of a document: hidden regions, names and locks are left out. */
export function toCompositeLayout(document: LayoutDocument): CompositeLayout {
  const { preset, largeUid, background } = document;
  const { colour, imageUrl, userImageUrl, userImages } = background;
  return {
    preset,
    ...(preset === "vertical" && largeUid !== null ? { largeUid } : {}),
    ...(preset === "custom" ? { regions: sentRegions(document).map(toSent) } : {}),
    backgroundColour: colour,
    ...(imageUrl === null ? {} : { backgroundImageUrl: imageUrl }),
    ...(userImageUrl === null ? {} : { userImageUrl }),
    ...(userImages.length === 0 ? {} : { userImages: userImages.map((image) => ({ ...image })) }),
  };
}

function toSent({ uid: one, x, y, w, h, alpha, fit: how }: Region): NonNullable<CompositeLayout["regions"]>[number] {
  return { ...(one === null ? {} : { uid: one }), x, y, w, h, alpha, fit: how };
}

/** A layout in force, or once in force, as a document to edit. Its regions are numbered, so that they are the same at every reading. */
export function fromCompositeLayout(layout: CompositeLayout, canvas: LayoutDocument["canvas"]): LayoutDocument {
  return {
    preset: layout.preset,
    largeUid: layout.largeUid ?? null,
    regions: (layout.regions ?? []).map(({ uid: one, x, y, w, h, alpha, fit: how }, index) =>
      newRegion(`region-${index + 1}`, {
        ...rectFromEdges(x, y, x + w, y + h),
        uid: one ?? null,
        fit: how,
        alpha: canvasUnit(alpha),
      }),
    ),
    background: {
      ...defaultBackground,
      colour: layout.backgroundColour,
      imageUrl: layout.backgroundImageUrl ?? null,
      userImageUrl: layout.userImageUrl ?? null,
      userImages: layout.userImages ?? [],
    },
    canvas,
  };
}
