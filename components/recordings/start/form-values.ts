import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldErrors, Resolver } from "react-hook-form";
import {
  supportedFps,
  videoProfiles,
  type ChannelProfile,
  type VideoProfile,
} from "@/lib/features/recordings/constants";
import { startRecordingInput, type StartRecordingInput } from "@/lib/features/recordings/schema";

/**
 * What the form holds: the action's input under the same names, so that the messages of both find their fields, with text
 * where people type text and with every variant of the token at once, so that nothing typed is lost by looking around.
 */
export type StartFormValues = Omit<StartRecordingInput, "layout" | "token" | "filePrefix"> & {
  layout: Omit<StartRecordingInput["layout"], "largeUid"> & { largeUid: string };
  token: { kind: StartRecordingInput["token"]["kind"]; hours: number; value: string; hoursLeft: number | null };
  /** Parts with slashes between. */
  filePrefix: string;
};

/** Agora's own default is 30 s; its advice, and what is set here, is the longest pause that is expected. */
export const suggestedIdleSeconds = 300;

/** What the form begins with. `recordingId` is made once for each form, so that sending it twice is one recording. */
export function initialValues(
  given: Pick<StartFormValues, "projectId" | "recordingId" | "storageProfileId"> & { hasCertificate: boolean },
): StartFormValues {
  const { hasCertificate, ...ids } = given;
  return {
    ...ids,
    mode: "composite",
    channelName: "",
    channelProfile: "communication",
    layout: { preset: "bestFit", largeUid: "", backgroundColour: "#000000" },
    video: videoOf("640x360@15", "communication") ?? { width: 640, height: 360, fps: 15, bitrateKbps: 400 },
    audioProfile: 0,
    withMp4: false,
    maxIdleSeconds: suggestedIdleSeconds,
    controlHours: 72,
    token: { kind: hasCertificate ? "issued" : "none", hours: 24, value: "", hoursLeft: null },
    filePrefix: "",
  };
}

/** The action's input, not yet checked. Only what the chosen variants use is sent. */
export function toInput(values: StartFormValues, nowMs: number): StartRecordingInput {
  const { layout, token, filePrefix, ...rest } = values;
  const { largeUid, ...picture } = layout;
  const uid = largeUid.trim();
  return {
    ...rest,
    layout: picture.preset === "vertical" && uid !== "" ? { ...picture, largeUid: uid } : picture,
    token: tokenOf(token, nowMs),
    filePrefix: filePrefix.split("/").filter((part) => part !== ""),
  };
}

function tokenOf(token: StartFormValues["token"], nowMs: number): StartRecordingInput["token"] {
  switch (token.kind) {
    case "none":
      return { kind: "none" };
    case "issued":
      return { kind: "issued", hours: token.hours };
    case "pasted": {
      const { value, hoursLeft } = token;
      if (hoursLeft === null || Number.isNaN(hoursLeft) || !isOldToken(value)) return { kind: "pasted", value };
      return { kind: "pasted", value, expiresAt: Math.floor(nowMs / 1000 + hoursLeft * 3600) };
    }
  }
}

/** Tokens of the older form do not tell their expiry in a way that can be read here. */
export function isOldToken(value: string): boolean {
  return value.trim().startsWith("006");
}

const check = zodResolver(startRecordingInput);

/** Checks the form with the action's own schema. */
export const startResolver: Resolver<StartFormValues, unknown, StartRecordingInput> = async (
  values,
  _context,
  options,
) => {
  // Refs of the fields are looked up by name, and both shapes share their names.
  const result = await check(toInput(values, Date.now()), undefined, {
    criteriaMode: options.criteriaMode,
    shouldUseNativeValidation: false,
    fields: {},
  });
  if (!("errors" in result) || Object.keys(result.errors).length === 0) {
    return { values: startRecordingInput.parse(toInput(values, Date.now())), errors: {} };
  }
  const { filePrefix, ...errors } = result.errors;
  return { values: {}, errors: { ...errors, ...(filePrefix ? { filePrefix: firstMessage(filePrefix) } : {}) } };
};

/** The parts of the prefix are one field here. */
function firstMessage(error: unknown): FieldErrors<StartFormValues>["filePrefix"] {
  const found = Array.isArray(error) ? error.find(Boolean) : error;
  const message = typeof found === "object" && found !== null && "message" in found ? found.message : undefined;
  return { type: "validate", message: typeof message === "string" ? message : "Cannot be used" };
}

/** A row of the documented table as a choice: `640x360@15`. */
export function profileKey({ width, height, fps }: Pick<VideoProfile, "width" | "height" | "fps">): string {
  return `${width}x${height}@${fps}`;
}

/** Size, frame rate and bitrate of a row of the table, or null for a key that is none. */
export function videoOf(key: string, profile: ChannelProfile): StartRecordingInput["video"] | null {
  const row = videoProfiles.find((candidate) => profileKey(candidate) === key);
  if (row === undefined) return null;
  const { width, height } = row;
  const fps = supportedFps.find((rate) => rate === row.fps) ?? 15;
  return { width, height, fps, bitrateKbps: bitrateOf(row, profile) };
}

/** The documented bitrate of a row: the base for communication, about twice as much for live. */
export function bitrateOf(row: VideoProfile, profile: ChannelProfile): number {
  return profile === "live" ? row.liveKbps : row.baseKbps;
}
