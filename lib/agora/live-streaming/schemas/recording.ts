import { z } from "zod";
import { flag } from "../../fields";
import { streamName } from "./common";
import { storageConfig } from "./storage-config";

const format = z.object({ enabled: flag.optional() }, "must be an object").optional();

/** Body of operation 14 (FLS contract §2.5). */
export const standardRecordingRequest = z.object({ mp4Config: format, hlsConfig: format }, "must be an object");

/**
 * Body of operation 9 (FLS contract §2.3). What is left out stays as it was; `storageConfig` must be there the first
 * time, which only the server can know: `mustNameStorage`.
 */
export const customRecordingRequest = standardRecordingRequest.extend({ storageConfig: storageConfig.optional() });

/** The issue of a first custom configuration without storage. */
export const mustNameStorage = {
  path: "storageConfig",
  message: "is required when recording options are set for the first time",
};

/** Body of operations 11 and 16: recording of every stream of the entry point (FLS contract §2.4). */
export const autoRequest = z.object({ enabled: flag }, "must be an object");

/** Query of operations 12 and 17: the stream to record, now or when it begins within 24 hours (FLS contract §2.4). */
export const recordingTaskQuery = z.object({ id: streamName });

/** How long after operations 12 and 17 a stream may begin and still be recorded. */
export const taskLifetimeMs = 24 * 3_600_000;

export type WireStandardRecording = z.input<typeof standardRecordingRequest>;
export type WireCustomRecording = z.input<typeof customRecordingRequest>;
export type WireAuto = z.input<typeof autoRequest>;
