import { z } from "zod";
import { flag, oneOf, text, whole } from "./common";
import { maxPixels } from "./transcoding-bounds";

const positive = z.int("must be a whole number").min(1, "must be at least 1");

/** `serviceParam` of `web_recorder_service` (contract §2.7). */
export const webRecorderParam = z
  .object({
    url: text,
    audioProfile: oneOf(0, 1, 2),
    videoWidth: positive,
    videoHeight: positive,
    maxRecordingHour: whole(1, 720, "hours"),
    videoBitrate: positive.optional(),
    videoFps: whole(5, 60, "frames per second").default(15),
    mobile: flag.default(false),
    maxVideoDuration: whole(30, 240, "minutes").default(120),
    onhold: flag.default(false),
    readyTimeout: whole(0, 60, "seconds").default(0),
  })
  .superRefine((param, check) => {
    if (param.videoWidth * param.videoHeight > maxPixels) {
      check.addIssue({
        code: "custom",
        path: ["videoWidth"],
        message: "times videoHeight must not exceed 1920 x 1080",
      });
    }
  });

/** The outputs of a push to a CDN: at most one (contract §2.7, §2.11). */
export const rtmpOutputs = z
  .array(z.object({ rtmpUrl: text.regex(/^rtmps?:\/\//i, "must begin with rtmp:// or rtmps://") }), "must be a list")
  .length(1, "must hold exactly one output");

const policy = oneOf("error_abort", "error_ignore");

/** Alibaba Cloud's video on demand, of which a page of 2020 tells: what its parameters hold is not checked at once. */
const vodService = z.object({
  serviceName: z.literal("aliyun_vod_service"),
  errorHandlePolicy: policy.default("error_abort"),
  serviceParam: z.looseObject({}),
});

/** `extensionServiceConfig` of a composite recording: video on demand alone (contract §2.2, §2.7). */
export const vodServiceConfig = z.object({
  errorHandlePolicy: oneOf("error_abort").default("error_abort"),
  extensionServices: z.array(vodService, "must be a list").min(1, "must not be empty"),
});

/** One entry of `extensionServices` (contract §2.7); the video-on-demand service is a legacy of composite mode. */
export const extensionService = z.discriminatedUnion(
  "serviceName",
  [
    z.object({
      serviceName: z.literal("web_recorder_service"),
      errorHandlePolicy: policy.default("error_abort"),
      serviceParam: webRecorderParam,
    }),
    z.object({
      serviceName: z.literal("rtmp_publish_service"),
      errorHandlePolicy: policy.default("error_ignore"),
      serviceParam: z.object({ outputs: rtmpOutputs }),
    }),
    vodService,
  ],
  "must be web_recorder_service or rtmp_publish_service",
);

/** `extensionServiceConfig` of a web page recording: exactly one web recorder (contract §2.7). */
export const extensionServiceConfig = z.object({
  errorHandlePolicy: oneOf("error_abort").default("error_abort"),
  extensionServices: z
    .array(extensionService, "must be a list")
    .refine(
      (services) => services.filter((service) => service.serviceName === "web_recorder_service").length === 1,
      "must hold one web_recorder_service",
    ),
});
