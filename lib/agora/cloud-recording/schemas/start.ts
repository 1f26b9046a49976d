import { z } from "zod";
import { absent, channelName, text, uid, webLabel } from "./common";
import { recordingFileConfig, snapshotConfig } from "./file-config";
import { appsCollection, postponedIssues, transcodeOptions } from "./postponed";
import { compositeRecordingConfig, individualRecordingConfig } from "./recording-config";
import { storageConfig } from "./storage-config";
import { extensionServiceConfig, vodServiceConfig } from "./web";

const shared = { token: text.optional(), storageConfig };
const onlyIndividual = absent("is possible only in individual mode");

/** Body of `start` in composite mode (contract §2.2). */
export const compositeStartRequest = z.object({
  cname: channelName,
  uid,
  clientRequest: z.object(
    {
      ...shared,
      recordingConfig: compositeRecordingConfig.optional(),
      recordingFileConfig: recordingFileConfig.optional(),
      extensionServiceConfig: vodServiceConfig.optional(),
      snapshotConfig: onlyIndividual,
    },
    "must be an object",
  ),
});

/**
 * Body of `start` in individual mode (contract §2.2, §2.5, §2.8). Stills alone are asked for by leaving out
 * `recordingFileConfig`; with it, stills and recording.
 */
export const individualStartRequest = z.object({
  cname: channelName,
  uid,
  clientRequest: z
    .object(
      {
        ...shared,
        recordingConfig: individualRecordingConfig,
        recordingFileConfig: recordingFileConfig.optional(),
        snapshotConfig: snapshotConfig.optional(),
        appsCollection: appsCollection.optional(),
        transcodeOptions: transcodeOptions.optional(),
      },
      "must be an object",
    )
    .superRefine((request, check) => {
      for (const { path, message } of postponedIssues(request)) {
        check.addIssue({ code: "custom", path: path.split("."), message });
      }
      if (request.snapshotConfig === undefined) return;
      const { streamTypes, subscribeAudioUids, subscribeVideoUids } = request.recordingConfig;
      const refuse = (field: string, message: string) =>
        check.addIssue({ code: "custom", path: ["recordingConfig", field], message });
      if (streamTypes === 0) refuse("streamTypes", "must be 1 or 2 with snapshotConfig");
      if (subscribeAudioUids && !subscribeVideoUids) {
        refuse("subscribeVideoUids", "must be set too when snapshotConfig and subscribeAudioUids are");
      }
    }),
});

/** Body of `start` for a web page recording (contract §2.2, §2.7). */
export const webStartRequest = z.object({
  cname: webLabel,
  uid,
  clientRequest: z.object(
    {
      ...shared,
      extensionServiceConfig,
      recordingFileConfig: recordingFileConfig.optional(),
      snapshotConfig: onlyIndividual,
    },
    "must be an object",
  ),
});

/** The body of `start` by the mode in its path. */
export const startRequests = {
  individual: individualStartRequest,
  mix: compositeStartRequest,
  web: webStartRequest,
} as const;

/** What a client may send, by mode. */
export type WireStartRequest = { [M in keyof typeof startRequests]: z.input<(typeof startRequests)[M]> };
/** The same requests with every default filled in, as the server sees them. */
export type StartRequest = { [M in keyof typeof startRequests]: z.output<(typeof startRequests)[M]> };
