import { z } from "zod";
import { flag, text, uid } from "./common";
import { subscribeList, unsubscribeList } from "./recording-config";
import { storageConfig } from "./storage-config";
import { layoutFields } from "./transcoding-config";
import { rtmpOutputs } from "./web";

const filled = "must not be empty";

/** The lists of one medium: at most one of the two, and never empty (contract §2.11). */
const audioUidList = z
  .object({
    subscribeAudioUids: subscribeList.min(1, filled).optional(),
    unsubscribeAudioUids: unsubscribeList.min(1, filled).optional(),
  })
  .refine((lists) => !(lists.subscribeAudioUids && lists.unsubscribeAudioUids), {
    path: ["unsubscribeAudioUids"],
    error: "cannot be set together with subscribeAudioUids",
  });

const videoUidList = z
  .object({
    subscribeVideoUids: subscribeList.min(1, filled).optional(),
    unsubscribeVideoUids: unsubscribeList.min(1, filled).optional(),
  })
  .refine((lists) => !(lists.subscribeVideoUids && lists.unsubscribeVideoUids), {
    path: ["unsubscribeVideoUids"],
    error: "cannot be set together with subscribeVideoUids",
  });

const streamSubscribe = z.object({ audioUidList: audioUidList.optional(), videoUidList: videoUidList.optional() });

const channelUpdate = z.object({
  cname: text,
  uid,
  clientRequest: z.object(
    { streamSubscribe: streamSubscribe.optional(), storageConfig: storageConfig.optional() },
    "must be an object",
  ),
});

/**
 * Body of `update` by the mode in its path (contract §2.11). Each call replaces what was set before. Whether a list
 * contradicts `streamTypes` depends on the running task: `contradictsStreamTypes`.
 */
export const updateRequests = {
  individual: channelUpdate,
  mix: channelUpdate,
  web: z.object({
    cname: text,
    uid,
    clientRequest: z.object(
      {
        webRecordingConfig: z.object({ onhold: flag.default(false) }).optional(),
        rtmpPublishConfig: z.object({ outputs: rtmpOutputs }).optional(),
        storageConfig: storageConfig.optional(),
      },
      "must be an object",
    ),
  }),
} as const;

export type WireUpdateRequest = { [M in keyof typeof updateRequests]: z.input<(typeof updateRequests)[M]> };
export type UpdateRequest = { [M in keyof typeof updateRequests]: z.output<(typeof updateRequests)[M]> };

/**
 * Body of `updateLayout`, composite mode only (contract §2.12). It replaces the whole layout: a field left out goes
 * back to its default.
 */
export const updateLayoutRequest = z.object({
  cname: text,
  uid,
  clientRequest: z.object(layoutFields, "must be an object"),
});

export type WireUpdateLayoutRequest = z.input<typeof updateLayoutRequest>;
export type UpdateLayoutRequest = z.output<typeof updateLayoutRequest>;
