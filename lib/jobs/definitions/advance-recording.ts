import { z } from "zod";

/** The job "take this attempt as far as it can go now". Running it twice is harmless: the attempt's lease decides. */
export const advanceRecording = {
  name: "advance-recording",
  payload: z.strictObject({ attemptId: z.string().min(1) }),
} as const;
