import { startRecordingInput } from "@/lib/features/recordings/schema";
import type { RequestFault } from "@/lib/features/recordings/types";
import type { StartFormValues } from "./form-values";
import { toInput } from "./to-input";
import { forWriting } from "./without-secrets";

/**
 * What the order's own rules say of a request that was written by hand: they are narrower here and there than Agora's, and
 * some of what they refuse has no field in the form at which it could be said.
 */
export function faultsOf(values: StartFormValues): RequestFault[] {
  const result = startRecordingInput.safeParse(forWriting(toInput(values, 0)));
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => ({ path: writtenPath(path.map(String)), message }));
}

const transcoding = "start.recordingConfig.transcodingConfig";

/** Where a field of the order stands in the request; the longest beginning counts. */
const places: Readonly<Record<string, string>> = {
  tag: "start.storageConfig.extensionParams.tag",
  serverSideEncryption: "start.storageConfig.extensionParams.sse",
  filePrefix: "start.storageConfig.fileNamePrefix",
  privateParams: "start.recordingConfig.privateParams",
  maxIdleSeconds: "start.recordingConfig.maxIdleTime",
  excludeResourceIds: "acquire.excludeResourceIds",
  regionAffinity: "acquire.regionAffinity",
  controlHours: "acquire.resourceExpiredHour",
  video: transcoding,
  layout: transcoding,
  "layout.regions": `${transcoding}.layoutConfig`,
  "layout.userImages": `${transcoding}.backgroundConfig`,
};

/** Agora's words for the last part of a path. */
const words: Readonly<Record<string, string>> = {
  x: "x_axis",
  y: "y_axis",
  w: "width",
  h: "height",
  fit: "render_mode",
  url: "image_url",
  largeUid: "maxResolutionUid",
  backgroundColour: "backgroundColor",
  backgroundImageUrl: "backgroundImage",
  userImageUrl: "defaultUserBackgroundImage",
  bitrateKbps: "bitrate",
};

/** A path of the order in the words of the request; as it is where the two have no common field. */
function writtenPath(path: readonly string[]): string {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places[path.slice(0, length).join(".")];
    if (place !== undefined) return [place, ...path.slice(length).map((part) => words[part] ?? part)].join(".");
  }
  return path.join(".");
}
