import {
  supportedFps,
  videoProfiles,
  type ChannelProfile,
  type MediaKind,
  type RecordingMode,
  type StreamMode,
  type VideoProfile,
} from "@/lib/features/recordings/constants";
import type {
  CompositeInput,
  IndividualInput,
  StartRecordingInput,
  StreamChoice,
  WebInput,
} from "@/lib/features/recordings/schema";

/** Whose stream of one medium is recorded, the uids as they are typed. */
export type ChoiceValues = { kind: StreamChoice["kind"]; uids: string };

/** What has no field of its own: it is set in the JSON view, and kept as it is here. */
export type OtherValues = Pick<
  IndividualInput,
  "serviceArea" | "regionAffinity" | "excludeResourceIds" | "serverSideEncryption" | "tag" | "privateParams"
>;

/**
 * What the form holds: the action's input under the same names, so that the messages of both find their fields, with text
 * where people type text, and with every mode and every variant at once, so that nothing typed is lost by looking around.
 */
export type StartFormValues = Pick<
  StartRecordingInput,
  "projectId" | "recordingId" | "storageProfileId" | "channelName" | "controlHours"
> &
  Pick<CompositeInput, "channelProfile" | "video" | "audioProfile" | "withMp4" | "maxIdleSeconds"> & {
    mode: RecordingMode;
    layout: Omit<CompositeInput["layout"], "largeUid"> & { largeUid: string };
    token: { kind: CompositeInput["token"]["kind"]; hours: number; value: string; hoursLeft: number | null };
    /** Parts with slashes between. */
    filePrefix: string;
    media: MediaKind;
    videoStream: "high" | "low";
    subscription: { audio: ChoiceValues; video: ChoiceValues };
    encryption: { mode: number; secret: string; salt: string };
    uidGroup: IndividualInput["uidGroup"];
    streamMode: StreamMode;
    snapshots: { kind: "none" | "beside" | "only"; everySeconds: number };
    afterwards: {
      kind: "nothing" | "transcode" | "mixAudio";
      format: "mp3" | "m4a" | "aac";
      sampleRate?: 48_000 | 32_000 | 16_000;
      bitrate?: number;
      channels?: 1 | 2;
    };
    page: Omit<WebInput["page"], "fps" | "bitrateKbps" | "maxFileMinutes" | "isMobile" | "startsOnHold"> & {
      /** Empty: Agora's own default. */
      fps: number | null;
      bitrateKbps: number | null;
      maxFileMinutes: number | null;
      isMobile: boolean;
      startsOnHold: boolean;
    };
    pushTo: string;
    other: OtherValues;
  };

/** Agora's own default is 30 s; its advice, and what is set here, is the longest pause that is expected. */
const suggestedIdleSeconds = 300;

const everyone: ChoiceValues = { kind: "everyone", uids: "" };

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
    media: "both",
    videoStream: "high",
    subscription: { audio: everyone, video: everyone },
    encryption: { mode: 0, secret: "", salt: "" },
    uidGroup: 1,
    streamMode: "standard",
    snapshots: { kind: "none", everySeconds: 10 },
    afterwards: { kind: "nothing", format: "mp3" },
    page: {
      url: "",
      audioProfile: 0,
      width: 1280,
      height: 720,
      fps: 15,
      bitrateKbps: null,
      maxHours: 3,
      isMobile: false,
      maxFileMinutes: null,
      startsOnHold: false,
      readyTimeoutSeconds: 0,
    },
    pushTo: "",
    other: {},
  };
}

/** Tokens of the older form do not tell their expiry in a way that can be read here. */
export function isOldToken(value: string): boolean {
  return value.trim().startsWith("006");
}

/** The uids of a list as they are typed: commas, spaces or lines between them. */
export function uidsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((uid) => uid !== "");
}

/** A choice as it is stored, for the form. */
export function toChoiceValues(choice: StreamChoice): ChoiceValues {
  return { kind: choice.kind, uids: "uids" in choice ? choice.uids.join(", ") : "" };
}

/** A choice as it is ordered. */
export function toChoice({ kind, uids }: ChoiceValues): StreamChoice {
  return kind === "only" || kind === "except" ? { kind, uids: uidsOf(uids) } : { kind };
}

/** A row of the documented table as a choice: `640x360@15`. */
export function profileKey({ width, height, fps }: Pick<VideoProfile, "width" | "height" | "fps">): string {
  return `${width}x${height}@${fps}`;
}

/** Size, frame rate and bitrate of a row of the table, or null for a key that is none. */
export function videoOf(key: string, profile: ChannelProfile): CompositeInput["video"] | null {
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
