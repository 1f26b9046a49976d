import { z } from "zod";
import { fraction, oneOf, text, uid } from "./common";

/** The most regions, and the most people, on one canvas (contract §3.1). */
export const maxRegions = 17;

/** One region of a custom layout, in fractions of the canvas from its top left (contract §2.4). */
export const layoutItem = z
  .object({
    uid: uid.optional(),
    x_axis: fraction,
    y_axis: fraction,
    width: fraction,
    height: fraction,
    alpha: fraction.default(1),
    render_mode: oneOf(0, 1).default(0),
  })
  .superRefine((item, check) => {
    if (exceedsOne(item.x_axis + item.width)) {
      check.addIssue({ code: "custom", path: ["width"], message: "reaches beyond the right edge of the canvas" });
    }
    if (exceedsOne(item.y_axis + item.height)) {
      check.addIssue({ code: "custom", path: ["height"], message: "reaches beyond the bottom edge of the canvas" });
    }
  });

/** Positions have six decimals, so a sum that differs from 1 by less is rounding, not overlap. */
function exceedsOne(sum: number): boolean {
  return Math.round(sum * 1e6) > 1e6;
}

/** The picture shown for one user without video (contract §2.4). */
export const backgroundItem = z.object({
  uid,
  image_url: text,
  render_mode: oneOf(0, 1).default(0),
});

/** The layout fields that `transcodingConfig` and `updateLayout` share (contract §2.4, §2.12). */
export const layoutFields = {
  maxResolutionUid: uid.optional(),
  mixedVideoLayout: oneOf(0, 1, 2, 3).default(0),
  backgroundColor: z
    .string("must be a string")
    .regex(/^#[0-9A-Fa-f]{6}$/, "must be # and six hexadecimal digits")
    .default("#000000"),
  backgroundImage: text.optional(),
  defaultUserBackgroundImage: text.optional(),
  layoutConfig: z.array(layoutItem, "must be a list").max(maxRegions, "may hold at most 17 regions").optional(),
  backgroundConfig: z.array(backgroundItem, "must be a list").optional(),
};

/**
 * `transcodingConfig` (contract §2.4) with what the server checks at once. Size and bitrate are only typed here: the
 * server checks them after it has answered 200 (`transcoding-bounds.ts`).
 */
export const transcodingConfig = z.object({
  width: z.number("must be a number").default(360),
  height: z.number("must be a number").default(640),
  fps: z.number("must be a number").default(15),
  bitrate: z.number("must be a number").default(500),
  ...layoutFields,
});

export type WireLayoutItem = z.input<typeof layoutItem>;
export type WireTranscodingConfig = z.input<typeof transcodingConfig>;
