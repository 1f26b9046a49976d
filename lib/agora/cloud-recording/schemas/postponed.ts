import { z } from "zod";
import { oneOf } from "./common";

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
