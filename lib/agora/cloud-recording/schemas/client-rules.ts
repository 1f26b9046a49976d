import { everyStream, type WireMode } from "./common";
import type { RequestIssue } from "./issues";
import type { WireStartRequest } from "./start";
import type { WireStorageConfig } from "./storage-config";
import { supportedFps, transcodingBounds } from "./transcoding-bounds";
import type { WireTranscodingConfig } from "./transcoding-config";

type AnyStart = WireStartRequest[WireMode];

/**
 * What a client refuses to send although the server's immediate check lets it pass: Agora answers 200 and the task
 * dies later, or the field is silently without effect, so the recording would not be what was asked for
 * (contract §2.2-§2.8, §6.4). `nowMs` is the time of sending. Empty when all is well.
 */
export function clientIssues(mode: WireMode, request: AnyStart, nowMs: number): RequestIssue[] {
  const { clientRequest } = request;
  const issues = [...at("clientRequest.storageConfig", storageIssues(clientRequest.storageConfig, nowMs))];
  if ("recordingConfig" in clientRequest && clientRequest.recordingConfig) {
    issues.push(...at("clientRequest.recordingConfig", recordingIssues(mode, clientRequest.recordingConfig)));
  }
  if (mode === "individual" && clientRequest.recordingFileConfig?.avFileType?.includes("mp4")) {
    issues.push({
      path: "clientRequest.recordingFileConfig.avFileType",
      message: 'must be ["hls"] in individual mode',
    });
  }
  const interval = "snapshotConfig" in clientRequest ? clientRequest.snapshotConfig?.captureInterval : undefined;
  if (interval !== undefined && interval < 5) {
    issues.push({ path: "clientRequest.snapshotConfig.captureInterval", message: "must be at least 5 seconds" });
  }
  return issues;
}

/** The part of `clientIssues` about storage; `update` needs it too. Four hours: the shortest life of an STS token. */
export function storageIssues(config: WireStorageConfig, nowMs: number): RequestIssue[] {
  const issues: RequestIssue[] = [];
  if (config.stsToken !== undefined && ![1, 2, 3].includes(config.vendor)) {
    issues.push({ path: "stsToken", message: "works only with Amazon S3, Alibaba Cloud and Tencent Cloud" });
  }
  if (config.stsToken !== undefined && config.stsExpiration === undefined) {
    issues.push({ path: "stsExpiration", message: "is required with stsToken" });
  }
  if (config.stsExpiration !== undefined && config.stsExpiration * 1000 < nowMs + 4 * 3_600_000) {
    issues.push({ path: "stsExpiration", message: "must be at least 4 hours ahead" });
  }
  if (config.extensionParams?.sse !== undefined && config.vendor !== 1) {
    issues.push({ path: "extensionParams.sse", message: "works only with Amazon S3" });
  }
  if (config.extensionParams?.tag !== undefined && config.vendor !== 1 && config.vendor !== 2) {
    issues.push({ path: "extensionParams.tag", message: "works only with Amazon S3 and Alibaba Cloud" });
  }
  return issues;
}

/** The part of `clientIssues` about a layout; `updateLayout` needs it too. */
export function layoutIssues(
  layout: Pick<
    WireTranscodingConfig,
    "mixedVideoLayout" | "layoutConfig" | "backgroundImage" | "defaultUserBackgroundImage" | "backgroundConfig"
  >,
): RequestIssue[] {
  const issues: RequestIssue[] = [];
  const isCustom = layout.mixedVideoLayout === 3;
  if (isCustom && !layout.layoutConfig?.length) {
    issues.push({ path: "layoutConfig", message: "is required for a custom layout" });
  }
  if (!isCustom && layout.layoutConfig !== undefined) {
    issues.push({ path: "layoutConfig", message: "has an effect only in a custom layout" });
  }
  for (const field of ["backgroundImage", "defaultUserBackgroundImage"] as const) {
    const url = layout[field];
    if (url !== undefined && !isWebUrl(url))
      issues.push({ path: field, message: "must be a full http or https address" });
  }
  layout.backgroundConfig?.forEach((item, index) => {
    if (!isWebUrl(item.image_url)) {
      issues.push({ path: `backgroundConfig.${index}.image_url`, message: "must be a full http or https address" });
    }
  });
  return issues;
}

type RecordingConfig = NonNullable<
  (WireStartRequest["mix"] | WireStartRequest["individual"])["clientRequest"]["recordingConfig"]
>;

/** The most uids of each `subscribeUidGroup` (contract §2.3). */
const mostUids = { 0: 2, 1: 7, 2: 12, 3: 17, 4: 32, 5: 49 } as const;

function recordingIssues(mode: WireMode, config: RecordingConfig): RequestIssue[] {
  const issues: RequestIssue[] = [];
  if (mode === "individual") {
    for (const field of ["audioProfile", "transcodingConfig"] as const) {
      if (config[field] !== undefined) issues.push({ path: field, message: "is possible only in composite mode" });
    }
  }
  if (mode === "individual" && config.subscribeUidGroup !== undefined) {
    const { subscribeAudioUids = [], subscribeVideoUids = [] } = config;
    // The count is that of the union of both lists; what "everybody" will be is not known here (contract §2.3).
    const named = new Set([...subscribeAudioUids, ...subscribeVideoUids].filter((uid) => uid !== everyStream));
    const most = mostUids[config.subscribeUidGroup];
    if (named.size > most) {
      issues.push({
        path: "subscribeUidGroup",
        message: `is for ${most} uids at most, and the lists name ${named.size}`,
      });
    }
  }
  const { transcodingConfig } = config;
  if (mode === "mix" && transcodingConfig !== undefined) {
    issues.push(
      ...at("transcodingConfig", [...transcodingBounds(transcodingConfig), ...layoutIssues(transcodingConfig)]),
    );
    const { fps } = transcodingConfig;
    if (fps !== undefined && !supportedFps.some((supported) => supported === fps)) {
      issues.push({ path: "transcodingConfig.fps", message: `must be ${supportedFps.join(", ")}: others become 15` });
    }
  }
  if (config.privateParams !== undefined && !isJson(config.privateParams)) {
    issues.push({ path: "privateParams", message: "must be JSON text" });
  }
  return issues;
}

function at(prefix: string, issues: RequestIssue[]): RequestIssue[] {
  return issues.map((issue) => ({ ...issue, path: `${prefix}.${issue.path}` }));
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
