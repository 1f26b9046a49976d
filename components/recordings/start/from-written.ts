import type { WrittenStart } from "@/lib/features/recordings/types";
import { toChoiceValues, type StartFormValues } from "./form-values";

/** The form with what was written by hand; what cannot be written there (ids, token, secrets) stays. */
export function fromWritten(values: StartFormValues, start: WrittenStart): StartFormValues {
  const { serviceArea, regionAffinity, excludeResourceIds, serverSideEncryption, tag } = start;
  const other = { serviceArea, regionAffinity, excludeResourceIds, serverSideEncryption, tag };
  const order = { ...values, controlHours: start.controlHours, filePrefix: start.filePrefix.join("/"), other };
  if (start.mode === "web") {
    const { page, withMp4 } = start;
    return {
      ...order,
      withMp4,
      page: {
        ...page,
        fps: page.fps ?? null,
        bitrateKbps: page.bitrateKbps ?? null,
        maxFileMinutes: page.maxFileMinutes ?? null,
        isMobile: page.isMobile ?? false,
        startsOnHold: page.startsOnHold ?? false,
        readyTimeoutSeconds: page.readyTimeoutSeconds ?? 0,
      },
    };
  }
  const { channelProfile, maxIdleSeconds, media = "both", videoStream = "high", subscription, encryptionMode } = start;
  const everyone = { kind: "everyone" } as const;
  const channel = {
    ...order,
    other: { ...other, privateParams: start.privateParams },
    channelProfile,
    maxIdleSeconds,
    media,
    videoStream,
    subscription: {
      audio: toChoiceValues(subscription?.audio ?? everyone),
      video: toChoiceValues(subscription?.video ?? everyone),
    },
    encryption: { ...values.encryption, mode: encryptionMode },
  };
  if (start.mode === "individual") {
    const { uidGroup, streamMode, snapshots, afterwards } = start;
    return {
      ...channel,
      uidGroup,
      streamMode,
      snapshots:
        snapshots === undefined
          ? { ...values.snapshots, kind: "none" }
          : { kind: snapshots.only ? "only" : "beside", everySeconds: snapshots.everySeconds },
      afterwards:
        afterwards?.kind === "mixAudio" ? afterwards : { ...values.afterwards, kind: afterwards?.kind ?? "nothing" },
    };
  }
  const { video, audioProfile, withMp4, layout } = start;
  return { ...channel, video, audioProfile, withMp4, layout: { ...layout, largeUid: layout.largeUid ?? "" } };
}
