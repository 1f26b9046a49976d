import type { RequestIssue } from "../../issues";
import { isRecord } from "../../json";
import type {
  AcquireInput,
  Afterwards,
  CompositeStart,
  IndividualStart,
  RecordingMode,
  StreamChoice,
  WebStart,
} from "../input";
import { everyStream, type WireStartRequest } from "../schemas";
import { fromWireLayout } from "./from-layout";

/** The way back from Agora's words to ours: what `wire/start.ts` writes, read again. */
export type HandWrittenPlan = Pick<
  AcquireInput,
  "controlHours" | "serviceArea" | "regionAffinity" | "excludeResourceIds"
> & {
  filePrefix?: readonly string[];
  serverSideEncryption?: "kms" | "aes256";
  tag?: string;
} & (ChannelPart<CompositeStart> | ChannelPart<IndividualStart> | Omit<WebStart, "token" | "pushTo">);

/** How the channel is encrypted is told by its number alone: its secret is no part of what is written by hand. */
type ChannelPart<Start extends CompositeStart | IndividualStart> = Omit<Start, "token" | "encryption"> & {
  encryptionMode?: number;
};

type Read = { plan: HandWrittenPlan; issues: RequestIssue[] };

/** Reads requests that the schemas have passed. `issues`: what the product does not do, though Agora would. */
export function handWrittenPlan(
  mode: RecordingMode,
  acquire: Record<string, unknown>,
  start: Record<string, unknown>,
): Read {
  const order = readOrder(acquire, start);
  // It was parsed by the schema of its mode: this is that schema's input type.
  switch (mode) {
    case "composite":
      return readComposite(order, start as WireStartRequest["mix"]["clientRequest"]);
    case "individual":
      return readIndividual(order, start as WireStartRequest["individual"]["clientRequest"]);
    case "web":
      return readWeb(order, start as WireStartRequest["web"]["clientRequest"]);
  }
}

type AcquireFields = {
  resourceExpiredHour?: number;
  region?: AcquireInput["serviceArea"];
  regionAffinity?: AcquireInput["regionAffinity"];
  excludeResourceIds?: string[];
};
type CommonFields = {
  storageConfig?: { fileNamePrefix?: string[]; extensionParams?: { sse?: "kms" | "aes256"; tag?: string } };
};

function readOrder(acquire: AcquireFields, { storageConfig }: CommonFields) {
  return {
    controlHours: acquire.resourceExpiredHour,
    serviceArea: acquire.region,
    regionAffinity: acquire.regionAffinity,
    excludeResourceIds: acquire.excludeResourceIds,
    filePrefix: storageConfig?.fileNamePrefix,
    serverSideEncryption: storageConfig?.extensionParams?.sse,
    tag: storageConfig?.extensionParams?.tag,
  };
}

type Order = ReturnType<typeof readOrder>;

function readComposite(order: Order, start: WireStartRequest["mix"]["clientRequest"]): Read {
  const { recordingConfig = {}, recordingFileConfig, extensionServiceConfig } = start;
  const { transcodingConfig = {}, audioProfile, subscribeUidGroup } = recordingConfig;
  const { width = 360, height = 640, fps = 15, bitrate = 500, ...layout } = transcodingConfig;
  const issues: RequestIssue[] = [];
  if (subscribeUidGroup !== undefined) {
    issues.push({ path: "start.recordingConfig.subscribeUidGroup", message: "has an effect in individual mode only" });
  }
  if (extensionServiceConfig !== undefined) {
    issues.push({ path: "start.extensionServiceConfig", message: "is possible only for a web page here" });
  }
  const plan = {
    ...order,
    ...readChannel(recordingConfig),
    mode: "composite" as const,
    video: { width, height, fps, bitrateKbps: bitrate },
    audioProfile: audioProfile ?? 0,
    layout: fromWireLayout(layout),
    withMp4: recordingFileConfig?.avFileType?.includes("mp4") ?? false,
  };
  return { plan, issues };
}

function readIndividual(order: Order, start: WireStartRequest["individual"]["clientRequest"]): Read {
  const { recordingConfig, recordingFileConfig, snapshotConfig } = start;
  const plan = {
    ...order,
    ...readChannel(recordingConfig),
    mode: "individual" as const,
    uidGroup: recordingConfig.subscribeUidGroup,
    streamMode: recordingConfig.streamMode ?? "default",
    snapshots: snapshotConfig && {
      everySeconds: snapshotConfig.captureInterval ?? 10,
      only: recordingFileConfig === undefined,
    },
    afterwards: readAfterwards(start),
  };
  return { plan, issues: [] };
}

function readAfterwards({
  transcodeOptions: options,
}: WireStartRequest["individual"]["clientRequest"]): Afterwards | undefined {
  if (!options) return undefined;
  if (options.transConfig.transMode === "postponeTranscoding") return { kind: "transcode" };
  const { format } = options.container ?? {};
  const { sampleRate, bitrate, channels } = options.audio ?? {};
  return {
    kind: "mixAudio",
    format: format === "m4a" || format === "aac" ? format : "mp3",
    sampleRate: sampleRates.find((rate) => String(rate) === sampleRate),
    bitrate: bitrate === undefined ? undefined : Number(bitrate),
    channels: channels === undefined ? undefined : channels === "1" ? 1 : 2,
  };
}

const sampleRates = [48_000, 32_000, 16_000] as const;

function readWeb(order: Order, start: WireStartRequest["web"]["clientRequest"]): Read {
  const services = start.extensionServiceConfig.extensionServices;
  const recorder = services.find(({ serviceName }) => serviceName === "web_recorder_service");
  const issues = services.flatMap(({ serviceName, errorHandlePolicy }, index): RequestIssue[] => {
    const path = `start.extensionServiceConfig.extensionServices.${index}`;
    if (serviceName !== "web_recorder_service") return [{ path, message: "must be web_recorder_service" }];
    return errorHandlePolicy === "error_ignore"
      ? [{ path: `${path}.errorHandlePolicy`, message: 'must be "error_abort": nothing goes on without the page' }]
      : [];
  });
  const param = recorder?.serviceName === "web_recorder_service" && isRecord(recorder.serviceParam) ? recorder : null;
  if (param === null) return { plan: { ...order, mode: "web", page: emptyPage }, issues };
  const { serviceParam } = param;
  const page = {
    url: serviceParam.url,
    audioProfile: serviceParam.audioProfile,
    width: serviceParam.videoWidth,
    height: serviceParam.videoHeight,
    maxHours: serviceParam.maxRecordingHour,
    bitrateKbps: serviceParam.videoBitrate,
    fps: serviceParam.videoFps,
    isMobile: serviceParam.mobile,
    maxFileMinutes: serviceParam.maxVideoDuration,
    startsOnHold: serviceParam.onhold,
    readyTimeoutSeconds: serviceParam.readyTimeout,
  };
  const withMp4 = start.recordingFileConfig?.avFileType?.includes("mp4") ?? false;
  return { plan: { ...order, mode: "web", page, withMp4 }, issues };
}

const emptyPage = { url: "", audioProfile: 0, width: 0, height: 0, maxHours: 0 } as const;

type ChannelConfig =
  | NonNullable<WireStartRequest["mix"]["clientRequest"]["recordingConfig"]>
  | WireStartRequest["individual"]["clientRequest"]["recordingConfig"];

function readChannel(config: ChannelConfig) {
  const media = (["audio", "video", "both"] as const)[config.streamTypes ?? 2];
  const audio = readChoice(config.subscribeAudioUids, config.unsubscribeAudioUids);
  const video = readChoice(config.subscribeVideoUids, config.unsubscribeVideoUids);
  return {
    channelProfile: config.channelType === 1 ? ("live" as const) : ("communication" as const),
    maxIdleSeconds: config.maxIdleTime,
    media,
    videoStream: config.videoStreamType === 1 ? ("low" as const) : ("high" as const),
    subscription: audio || video ? { audio, video } : undefined,
    encryptionMode: config.decryptionMode,
    privateParams: config.privateParams,
  };
}

function readChoice(only: string[] | undefined, except: string[] | undefined): StreamChoice | undefined {
  if (only?.includes(everyStream)) return { only: "everyone" };
  if (only) return { only };
  return except && { except };
}
