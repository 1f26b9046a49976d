import { z } from "zod";
import { mediaKinds, streamModes, uidGroups } from "../constants";
import { channelOrder } from "./channel";
import { wholeNumber } from "./fields";

/** JPEG stills of everybody's picture (contract §2.5). `only`: no recording beside them. */
const snapshots = z.strictObject({ everySeconds: wholeNumber(5, 3600, " s"), only: z.boolean() });

/** What Agora makes of the files within a day after the end (contract §2.8). */
const afterwards = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("transcode") }),
  z.strictObject({
    kind: z.literal("mixAudio"),
    format: z.enum(["mp3", "m4a", "aac"]),
    sampleRate: z.literal([48_000, 32_000, 16_000]).optional(),
    bitrate: wholeNumber(1000, 512_000, " bits a second").optional(),
    channels: z.literal([1, 2]).optional(),
  }),
]);

const individualFields = z.strictObject({
  ...channelOrder,
  mode: z.literal("individual"),
  media: z.enum(mediaKinds, { error: "Choose what is recorded" }),
  /** The most people at once: 0 for 1-2, 1 for 3-7, 2 for 8-12, 3 for 13-17, 4 for 18-32, 5 for 33-49. */
  uidGroup: z.literal([0, 1, 2, 3, 4, 5], { error: "Choose how many people are recorded at once" }),
  streamMode: z.enum(streamModes, { error: "Choose which files are made" }),
  snapshots: snapshots.optional(),
  afterwards: afterwards.optional(),
});

/** Start an individual recording: files of their own for each person. */
export const individualStart = individualFields.superRefine((input, check) => {
  const refuse = (path: string, message: string) => check.addIssue({ code: "custom", path: path.split("."), message });
  const { media, streamMode, afterwards: later, subscription: lists } = input;
  if (streamMode === "original" && media !== "audio") refuse("streamMode", "The original form is of sound alone");
  if (input.snapshots && media === "audio")
    refuse("snapshots", "Stills are taken of the picture, which is not recorded");
  if (input.snapshots && lists?.video.kind === "nobody") {
    refuse("subscription.video.kind", "Stills are taken of the picture: choose whose");
  }
  if (later?.kind === "mixAudio" && streamMode !== "original") {
    refuse("afterwards.kind", "One file of all sound needs sound alone, in its original form");
  }
  if (later && input.snapshots?.only) refuse("afterwards.kind", "Without a recording there is nothing to work on");
  const named = new Set([...uidsOf(lists?.audio, media !== "video"), ...uidsOf(lists?.video, media !== "audio")]);
  const group = uidGroups[input.uidGroup];
  if (group && named.size > group.max) {
    refuse("uidGroup", `The lists name ${named.size} uids: choose a group that holds as many`);
  }
});

type Choice = NonNullable<z.output<typeof individualFields>["subscription"]>["audio"];

function uidsOf(choice: Choice | undefined, isRecorded: boolean): string[] {
  return isRecorded && choice?.kind === "only" ? choice.uids : [];
}
