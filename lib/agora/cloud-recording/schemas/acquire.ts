import { z } from "zod";
import { serviceAreas } from "../storage-catalogue/area";
import { isChannelName, isWebLabel, notAChannelName, oneOf, text, uid, whole } from "./common";

/** `scene` of acquire (contract §2.1): 1 must be given for a web page recording, 2 is the legacy postponed transcoding. */
export const scenes = { realTime: 0, webPage: 1, postponedTranscoding: 2 } as const;

/**
 * Body of `acquire` (contract §2.1). `startParameter` is not examined: acquire succeeds with a wrong one, and the
 * later start answers `request_hash mismatch!`.
 */
export const acquireRequest = z
  .object({
    cname: z.string("must be a string"),
    uid,
    clientRequest: z.object(
      {
        scene: oneOf(0, 1, 2).default(scenes.realTime),
        resourceExpiredHour: whole(1, 720, "hours").default(72),
        excludeResourceIds: z.array(text, "must be a list").optional(),
        region: oneOf(...serviceAreas).optional(),
        regionAffinity: oneOf(0, 1, 2, 3, 4).default(0),
        startParameter: z.looseObject({}, "must be an object").optional(),
      },
      "must be an object",
    ),
  })
  .superRefine((request, check) => {
    const isWeb = request.clientRequest.scene === scenes.webPage;
    if (!(isWeb ? isWebLabel(request.cname) : isChannelName(request.cname))) {
      check.addIssue({ code: "custom", path: ["cname"], message: notAChannelName });
    }
  });

export type WireAcquireRequest = z.input<typeof acquireRequest>;
/** The same request with every default filled in, as the server sees it. */
export type AcquireRequest = z.output<typeof acquireRequest>;
