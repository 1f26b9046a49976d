import type { VideoOnDemand, WebStart } from "../input";
import type { WireStartRequest } from "../schemas";

const policies = { abort: "error_abort", ignore: "error_ignore" } as const;

/** `extensionServiceConfig` of a composite recording that is handed to video on demand (contract §2.7, legacy). */
export function toVodConfig({ accessKey, secretKey, regionId, video }: VideoOnDemand): VodConfig {
  const keys = { accessKey: accessKey.reveal(), secretKey: secretKey.reveal(), regionId };
  const serviceParam = { ...keys, apiData: { videoData: video } };
  return {
    errorHandlePolicy: "error_abort",
    extensionServices: [{ serviceName: "aliyun_vod_service", errorHandlePolicy: "error_abort", serviceParam }],
  };
}

type VodConfig = NonNullable<WireStartRequest["mix"]["clientRequest"]["extensionServiceConfig"]>;

/** `extensionServiceConfig` of a web page recording (contract §2.7). */
export function toExtensionConfig({
  page,
  pushTo,
  onPushError = "ignore",
}: WebStart): WireStartRequest["web"]["clientRequest"]["extensionServiceConfig"] {
  return {
    errorHandlePolicy: "error_abort",
    extensionServices: [
      {
        serviceName: "web_recorder_service",
        errorHandlePolicy: policies[page.onError ?? "abort"],
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
              errorHandlePolicy: policies[onPushError],
              serviceParam: { outputs: [{ rtmpUrl: pushTo.reveal() }] },
            },
          ]),
    ],
  };
}
