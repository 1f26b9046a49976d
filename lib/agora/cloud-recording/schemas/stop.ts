import { z } from "zod";
import { flag, text, uid } from "./common";

/** Body of `stop` (contract §2.13): `async_stop` true answers before the files are uploaded. */
export const stopRequest = z.object({
  cname: text,
  uid,
  clientRequest: z.object({ async_stop: flag.default(false) }, "must be an object"),
});

export type WireStopRequest = z.input<typeof stopRequest>;
export type StopRequest = z.output<typeof stopRequest>;
