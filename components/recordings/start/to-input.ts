import type { CompositeInput, StartRecordingInput } from "@/lib/features/recordings/schema";
import { isOldToken, toChoice, type StartFormValues } from "./form-values";

/** The action's input, not yet checked. Only what the chosen mode and its chosen variants use is sent. */
export function toInput(values: StartFormValues, nowMs: number): StartRecordingInput {
  const { projectId, recordingId, storageProfileId, controlHours, channelName, other } = values;
  const { serviceArea, regionAffinity, excludeResourceIds, serverSideEncryption, tag, privateParams } = other;
  const order = defined({
    projectId,
    recordingId,
    storageProfileId,
    controlHours,
    channelName,
    filePrefix: values.filePrefix.split("/").filter((part) => part !== ""),
    serviceArea,
    regionAffinity,
    excludeResourceIds,
    serverSideEncryption,
    tag,
  });
  if (values.mode === "web") return { ...order, ...webPart(values) };
  const { channelProfile, maxIdleSeconds, media, videoStream, token } = values;
  const channel = {
    ...order,
    channelProfile,
    maxIdleSeconds,
    token: tokenOf(token, nowMs),
    ...defined({
      privateParams,
      videoStream: videoStream === "low" && media !== "audio" ? videoStream : undefined,
      subscription: subscriptionOf(values),
      encryption: encryptionOf(values),
    }),
  };
  if (values.mode === "individual") return { ...channel, ...individualPart(values) };
  const { video, audioProfile, withMp4 } = values;
  return {
    ...channel,
    ...(media === "both" ? {} : { media }),
    mode: "composite",
    layout: layoutOf(values),
    video,
    audioProfile,
    withMp4,
  };
}

function layoutOf({ layout: { largeUid, ...picture } }: StartFormValues): CompositeInput["layout"] {
  const uid = largeUid.trim();
  return picture.preset === "vertical" && uid !== "" ? { ...picture, largeUid: uid } : picture;
}

function individualPart({ media, uidGroup, streamMode, snapshots, afterwards }: StartFormValues) {
  const { kind, everySeconds } = snapshots;
  const { kind: later, ...mix } = afterwards;
  return {
    mode: "individual" as const,
    media,
    uidGroup,
    streamMode,
    ...(kind === "none" ? {} : { snapshots: { everySeconds, only: kind === "only" } }),
    ...(later === "nothing"
      ? {}
      : { afterwards: later === "transcode" ? { kind: later } : { kind: later, ...defined(mix) } }),
  };
}

function webPart({ page, pushTo, withMp4 }: StartFormValues) {
  const { fps, bitrateKbps, maxFileMinutes, isMobile, startsOnHold, readyTimeoutSeconds, ...rest } = page;
  return {
    mode: "web" as const,
    page: {
      ...rest,
      ...defined({
        fps: given(fps),
        bitrateKbps: given(bitrateKbps),
        maxFileMinutes: withMp4 ? given(maxFileMinutes) : undefined,
        isMobile: isMobile || undefined,
        startsOnHold: startsOnHold || undefined,
        readyTimeoutSeconds: readyTimeoutSeconds === 0 ? undefined : readyTimeoutSeconds,
      }),
    },
    ...(pushTo.trim() === "" ? {} : { pushTo }),
    withMp4,
  };
}

function subscriptionOf({ media, subscription }: StartFormValues) {
  // What is not recorded at all has no list.
  const audio = media === "video" ? ({ kind: "everyone" } as const) : toChoice(subscription.audio);
  const video = media === "audio" ? ({ kind: "everyone" } as const) : toChoice(subscription.video);
  return audio.kind === "everyone" && video.kind === "everyone" ? undefined : { audio, video };
}

const encryptionModes = [1, 2, 3, 4, 5, 6, 7, 8] as const;

function encryptionOf({ encryption: { mode, secret, salt } }: StartFormValues): CompositeInput["encryption"] {
  const known = encryptionModes.find((one) => one === mode);
  return known === undefined ? undefined : { mode: known, secret, ...(known >= 7 ? { salt } : {}) };
}

function tokenOf(token: StartFormValues["token"], nowMs: number): CompositeInput["token"] {
  switch (token.kind) {
    case "none":
      return { kind: "none" };
    case "issued":
      return { kind: "issued", hours: token.hours };
    case "pasted": {
      const { value, hoursLeft } = token;
      if (hoursLeft === null || Number.isNaN(hoursLeft) || !isOldToken(value)) return { kind: "pasted", value };
      return { kind: "pasted", value, expiresAt: Math.floor(nowMs / 1000 + hoursLeft * 3600) };
    }
  }
}

const given = (value: number | null): number | undefined => value ?? undefined;

/** The same without what is undefined: absent is Agora's own default. */
function defined<Fields extends object>(fields: Fields): Fields {
  // Only keys without a value are left out, so the shape stays what it was.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
