import type { WebStart } from "../input";
import type { WireStartRequest } from "../schemas";

/** `extensionServiceConfig` of a web page recording (contract §2.7). */
export function toExtensionConfig({
  page,
  pushTo,
}: WebStart): WireStartRequest["web"]["clientRequest"]["extensionServiceConfig"] {
  return {
    errorHandlePolicy: "error_abort",
    extensionServices: [
      {
        serviceName: "web_recorder_service",
        errorHandlePolicy: "error_abort",
        serviceParam: {
          url: page.url,
          audioProfile: page.audioProfile,
          videoWidth: page.width,
          videoHeight: page.height,
          maxRecordingHour: page.maxHours,
          videoBitrate: page.bitrateKbps,
          videoFps: page.fps,
          mobile: page.isMobile,
          maxVideoDuration: page.maxFileMinutes,
          onhold: page.startsOnHold,
          readyTimeout: page.readyTimeoutSeconds,
        },
      },
      ...(pushTo === undefined
        ? []
        : [
            {
              serviceName: "rtmp_publish_service" as const,
              errorHandlePolicy: "error_ignore" as const,
              serviceParam: { outputs: [{ rtmpUrl: pushTo.reveal() }] },
            },
          ]),
    ],
  };
}
