import { z } from "zod";
import { audioProfile, order, wholeNumber } from "./fields";

/** The most bytes of a label: an object's name holds 1024, among them the folders, the sid and a time. */
const maxLabelBytes = 800;

/** Label of a web page recording (contract §1.6): free text that becomes part of the file names. */
export const webLabel = z
  .string()
  .trim()
  .min(1, "Enter a label for this recording")
  .refine((text) => new TextEncoder().encode(text).length <= maxLabelBytes, `Must be at most ${maxLabelBytes} bytes`)
  // oxlint-disable-next-line no-control-regex
  .regex(/^[^/\\\u0000-\u001f]*$/, "May not hold / or \\: they would make folders of the file names");

/** RTMP or RTMPS address to which a page is pushed (contract §2.7). It carries a stream key: a secret. */
export const pushAddress = z
  .string()
  .trim()
  .max(1024, "Must be at most 1024 characters")
  .refine((text) => /^rtmps?:\/\/[^/]/i.test(text) && URL.canParse(text), "Must be a full rtmp:// or rtmps:// address");

const page = z
  .strictObject({
    url: z
      .string()
      .trim()
      .max(2048, "Must be at most 2048 characters")
      .refine(isPageAddress, "Must be a full http:// or https:// address without a user name and password"),
    audioProfile,
    width: wholeNumber(240, 1920, " px"),
    height: wholeNumber(240, 1920, " px"),
    fps: wholeNumber(5, 60, " fps").optional(),
    bitrateKbps: wholeNumber(50, 8000, " kbps").optional(),
    /** The recording ends after so many hours. */
    maxHours: wholeNumber(1, 720, " hours"),
    isMobile: z.boolean().optional(),
    /** Length of one MP4 file. */
    maxFileMinutes: wholeNumber(30, 240, " minutes").optional(),
    /** Opens the page without recording until somebody resumes it. */
    startsOnHold: z.boolean().optional(),
    /** How long the page may take to say that it is ready; 0: not checked. */
    readyTimeoutSeconds: wholeNumber(0, 60, " s").optional(),
  })
  .refine((input) => input.width * input.height <= 1920 * 1080, {
    message: "Width times height must not exceed 1920 x 1080",
    path: ["width"],
  });

/** Start a recording of a web page. */
export const webStart = z
  .strictObject({
    ...order,
    mode: z.literal("web"),
    channelName: webLabel,
    page,
    /** Where the page is pushed besides. */
    pushTo: pushAddress.optional(),
    withMp4: z.boolean(),
  })
  .refine((input) => input.page.maxHours <= input.controlHours, {
    message: "Must not exceed the control time: it would go on where it can no longer be stopped",
    path: ["page", "maxHours"],
  });

function isPageAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
