import { z } from "zod";
import { oneOf, whole } from "./common";

/** `recordingFileConfig` (contract §2.5): HLS always, MP4 beside it where asked; MP4 alone is refused. */
export const recordingFileConfig = z.object({
  avFileType: z
    .array(oneOf("hls", "mp4"), "must be a list")
    .refine((types) => types.includes("hls"), 'must be ["hls"] or ["hls","mp4"]')
    .default(["hls"]),
});

/**
 * `snapshotConfig` (contract §2.5). The server takes intervals from 1 s, the current page says 5 s: the client refuses
 * less than 5 (C3, `client-rules.ts`).
 */
export const snapshotConfig = z.object({
  captureInterval: whole(1, 3600, "seconds").default(10),
  fileType: z.array(oneOf("jpg"), 'must be ["jpg"]').min(1, 'must be ["jpg"]'),
});
