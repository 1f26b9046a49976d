import { z } from "zod";
import { optionalTime } from "./common";

/** How long a ban lasts where nothing is said: seven days (FLS contract §2.7). */
export const defaultBanMs = 7 * 24 * 3_600_000;

/** Body of operation 26: until when pushes of the stream are turned away. The body may be missing altogether. */
export const banRequest = z.object({ resumeTime: optionalTime }, "must be an object");

export type WireBan = z.input<typeof banRequest>;
