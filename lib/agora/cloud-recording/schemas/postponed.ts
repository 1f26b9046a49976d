import { z } from "zod";
import { scenes } from "./acquire";
import { oneOf } from "./common";
import type { RequestIssue } from "./issues";

/** `appsCollection` of postponed transcoding (contract §2.8). */
export const appsCollection = z.object({
  combinationPolicy: oneOf("default", "postpone_transcoding").default("default"),
});

/** `transcodeOptions` of postponed transcoding and audio mixing (contract §2.8); its numbers are strings on the wire. */
export const transcodeOptions = z.object({
  transConfig: z.object({ transMode: oneOf("postponeTranscoding", "audioMix") }),
  container: z.object({ format: oneOf("mp4", "mp3", "m4a", "aac").optional() }).optional(),
  audio: z
    .object({
      sampleRate: oneOf("48000", "32000", "16000").default("48000"),
      bitrate: z.string("must be a string").regex(/^\d+$/, "must be digits in quotes").default("48000"),
      channels: oneOf("1", "2").default("2"),
    })
    .optional(),
});

type Postponed = {
  recordingConfig: { streamTypes: number; streamMode: string };
  appsCollection?: z.output<typeof appsCollection> | undefined;
  transcodeOptions?: z.output<typeof transcodeOptions> | undefined;
};

/**
 * What the parts of a postponed recording demand of each other (contract §2.8): MP4 is the only format of transcoding and
 * none of mixing, and mixing takes the original sound alone.
 */
export function postponedIssues({ recordingConfig, appsCollection: apps, transcodeOptions: options }: Postponed) {
  const issues: RequestIssue[] = [];
  if (options === undefined) return issues;
  const isMix = options.transConfig.transMode === "audioMix";
  const format = options.container?.format;
  if (format !== undefined && isMix === (format === "mp4")) {
    const message = isMix ? "must be mp3, m4a or aac for audio mixing" : "must be mp4 for postponed transcoding";
    issues.push({ path: "transcodeOptions.container.format", message });
  }
  if (!isMix || apps?.combinationPolicy !== "postpone_transcoding") return issues;
  if (recordingConfig.streamTypes !== 0) {
    issues.push({ path: "recordingConfig.streamTypes", message: "must be 0 for audio mixing" });
  }
  if (recordingConfig.streamMode !== "original") {
    issues.push({ path: "recordingConfig.streamMode", message: 'must be "original" for audio mixing' });
  }
  return issues;
}

/** The `scene` that acquire has to be given for a start with these options, or null where any will do (contract §2.8). */
export function sceneOfPostponed({
  appsCollection: apps,
  transcodeOptions: options,
}: Pick<Postponed, "appsCollection" | "transcodeOptions">): number | null {
  if (apps?.combinationPolicy !== "postpone_transcoding") return null;
  return options?.transConfig.transMode === "audioMix" ? scenes.realTime : scenes.postponedTranscoding;
}
