import type { TestMode } from "../test-sandbox";
import { at } from "./test-mutations";
import type { Json } from "./test-requests";

/** For tests: one thing that the contract forbids, put into a `clientRequest` that was good. */
export type Violation = [what: string, spoil: (request: Json) => Json];

const uids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));
const set =
  (part: string, change: Json) =>
  (request: Json): Json => ({ ...request, [part]: { ...(request[part] as Json | undefined), ...change } });

const storage = (change: Json) => set("storageConfig", change);
const config = (change: Json) => set("recordingConfig", change);
/** Without lists and stills, which could be what is wrong. */
const plain = (change: Json) => (request: Json) => {
  const { subscribeUidGroup, maxIdleTime } = (request.recordingConfig ?? {}) as Json;
  return { ...request, snapshotConfig: undefined, recordingConfig: { subscribeUidGroup, maxIdleTime, ...change } };
};
const canvas = (change: Json) => plain({ transcodingConfig: change });
const region = { x_axis: 0, y_axis: 0, width: 0.5, height: 0.5 };
const regions = (change: Json) => canvas({ mixedVideoLayout: 3, layoutConfig: [{ ...region, ...change }] });

/** What every mode forbids: contract §6.4. */
const everywhere: Violation[] = [
  ["no storageConfig", (request) => ({ ...request, storageConfig: undefined })],
  ...["vendor", "region", "bucket", "accessKey", "secretKey"].map((field): Violation => [
    `no ${field}`,
    storage({ [field]: undefined }),
  ]),
  ["an unknown vendor", storage({ vendor: 9 })],
  ["a region that its vendor lacks", storage({ vendor: 1, region: 27 })],
  ["S3-compatible storage without an endpoint", storage({ vendor: 11, region: 0, extensionParams: {} })],
  ["a prefix with a dash", storage({ fileNamePrefix: ["a-b"] })],
  ["a prefix of 129 characters", storage({ fileNamePrefix: ["a".repeat(128)] })],
  ["an unknown sse", storage({ extensionParams: { sse: "x", endpoint: "e" } })],
  ["mp4 alone", set("recordingFileConfig", { avFileType: ["mp4"] })],
  ["an unknown file type", set("recordingFileConfig", { avFileType: ["hls", "avi"] })],
];

/** What recordings of channels forbid. */
const channels: Violation[] = [
  ["channelType 2", plain({ channelType: 2 })],
  ["streamTypes 3", plain({ streamTypes: 3 })],
  ["videoStreamType 2", plain({ videoStreamType: 2 })],
  ["maxIdleTime 4", plain({ maxIdleTime: 4 })],
  ["maxIdleTime beyond thirty days", plain({ maxIdleTime: 2_592_001 })],
  ["decryptionMode 9", plain({ decryptionMode: 9, secret: "s" })],
  ["no secret", plain({ decryptionMode: 1 })],
  ["no salt", plain({ decryptionMode: 7, secret: "s" })],
  ["a salt that is too short", plain({ decryptionMode: 8, secret: "s", salt: "AAAA" })],
  ["33 uids to subscribe to", plain({ subscribeAudioUids: uids(33) })],
  ["33 uids not to subscribe to", plain({ unsubscribeVideoUids: uids(33) })],
  ["both lists for sound", plain({ subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] })],
  ["both lists for video", plain({ subscribeVideoUids: ["1"], unsubscribeVideoUids: ["2"] })],
  ["a list for video with sound alone", plain({ streamTypes: 0, subscribeVideoUids: ["1"] })],
  ["a list for sound with video alone", plain({ streamTypes: 1, unsubscribeAudioUids: ["1"] })],
  ["a uid that is none in a list", plain({ subscribeAudioUids: ["alice"] })],
  ["uid 0 in a list", plain({ unsubscribeAudioUids: ["0"] })],
];

const layouts: Violation[] = [
  ["audioProfile 3", plain({ audioProfile: 3 })],
  ["layout 4", canvas({ mixedVideoLayout: 4 })],
  ["a colour in words", canvas({ backgroundColor: "red" })],
  ["maxResolutionUid 0", canvas({ mixedVideoLayout: 2, maxResolutionUid: "0" })],
  ["18 regions", canvas({ mixedVideoLayout: 3, layoutConfig: Array.from({ length: 18 }, () => region) })],
  ["a region beyond the right edge", regions({ x_axis: 0.6 })],
  ["a region beyond the bottom", regions({ y_axis: 0.500002 })],
  ["a negative x_axis", regions({ x_axis: -0.1 })],
  ["a width above 1", regions({ width: 1.1 })],
  ["alpha 2", regions({ alpha: 2 })],
  ["render_mode 2", regions({ render_mode: 2 })],
  ["a region without height", regions({ height: undefined })],
  ["a background without image_url", canvas({ backgroundConfig: [{ uid: "1" }] })],
  ["snapshotConfig", set("snapshotConfig", { fileType: ["jpg"] })],
];

const stills =
  (change: Json, recording: Json = {}) =>
  (request: Json) => ({
    ...plain(recording)(request),
    snapshotConfig: { captureInterval: 10, fileType: ["jpg"], ...change },
  });

const original = { streamTypes: 0, streamMode: "original" };
const later =
  (transMode: string, options: Json, recording: Json = {}) =>
  (request: Json) => ({
    ...plain(recording)(request),
    appsCollection: { combinationPolicy: "postpone_transcoding" },
    transcodeOptions: { transConfig: { transMode }, ...options },
  });

const people: Violation[] = [
  ["no recordingConfig", (request) => ({ ...request, recordingConfig: undefined })],
  ["no subscribeUidGroup", config({ subscribeUidGroup: undefined })],
  ["subscribeUidGroup 6", config({ subscribeUidGroup: 6 })],
  ["an unknown streamMode", config({ streamMode: "x" })],
  ["original with video", plain({ streamMode: "original", streamTypes: 2 })],
  ["stills of sound", stills({}, { streamTypes: 0 })],
  ["stills with a list for sound alone", stills({}, { subscribeAudioUids: ["1"] })],
  ["stills that are no JPEG", stills({ fileType: ["png"] })],
  ["stills without a fileType", stills({ fileType: undefined })],
  ["stills every 3601 seconds", stills({ captureInterval: 3601 })],
  ["an unknown transMode", set("transcodeOptions", { transConfig: { transMode: "x" } })],
  [
    "an unknown format",
    set("transcodeOptions", { transConfig: { transMode: "audioMix" }, container: { format: "x" } }),
  ],
  ["transcoding into MP3", later("postponeTranscoding", { container: { format: "mp3" } })],
  ["mixed sound in MP4", later("audioMix", { container: { format: "mp4" } }, original)],
  ["mixed sound beside video", later("audioMix", {}, { streamTypes: 2 })],
  ["mixed sound that is not the original", later("audioMix", {}, { streamTypes: 0, streamMode: "default" })],
];

const service = (change: (services: Json[]) => Json[]) => (request: Json) => {
  const services = at(request, ["extensionServiceConfig", "extensionServices"]) as Json[];
  return set("extensionServiceConfig", { extensionServices: change(services) })(request);
};
const page = (change: Json) =>
  service(([recorder = {}, ...rest]) => [
    { ...recorder, serviceParam: { ...(recorder.serviceParam as Json), ...change } },
    ...rest,
  ]);
const push = (...outputs: Json[]) =>
  service(([recorder = {}]) => [recorder, { serviceName: "rtmp_publish_service", serviceParam: { outputs } }]);

const pages: Violation[] = [
  ["no extensionServiceConfig", (request) => ({ ...request, extensionServiceConfig: undefined })],
  ["no services", service(() => [])],
  ["an unknown service", service(([recorder = {}]) => [{ ...recorder, serviceName: "x" }])],
  ["another errorHandlePolicy", set("extensionServiceConfig", { errorHandlePolicy: "error_ignore" })],
  ...["url", "audioProfile", "videoWidth", "videoHeight", "maxRecordingHour"].map((field): Violation => [
    `no ${field}`,
    page({ [field]: undefined }),
  ]),
  ["audioProfile 3", page({ audioProfile: 3 })],
  ["a picture that is too large", page({ videoWidth: 1921, videoHeight: 1080 })],
  ["maxRecordingHour 0", page({ maxRecordingHour: 0 })],
  ["maxRecordingHour 721", page({ maxRecordingHour: 721 })],
  ["maxVideoDuration 29", page({ maxVideoDuration: 29 })],
  ["maxVideoDuration 241", page({ maxVideoDuration: 241 })],
  ["videoFps 4", page({ videoFps: 4 })],
  ["videoFps 61", page({ videoFps: 61 })],
  ["readyTimeout -1", page({ readyTimeout: -1 })],
  ["readyTimeout 0.5", page({ readyTimeout: 0.5 })],
  ["readyTimeout 61", page({ readyTimeout: 61 })],
  ["two pushes", push({ rtmpUrl: "rtmp://a/b" }, { rtmpUrl: "rtmp://a/c" })],
  ["a push to a web page", push({ rtmpUrl: "https://example.com/" })],
  ["snapshotConfig", set("snapshotConfig", { fileType: ["jpg"] })],
];

/** Every documented violation of a start, by mode: contract §6.4. */
export const startViolations: Record<TestMode, Violation[]> = {
  mix: [...everywhere, ...channels, ...layouts],
  individual: [...everywhere, ...channels, ...people],
  web: [...everywhere, ...pages],
};

const subscribe = (lists: Json) => () => ({ streamSubscribe: lists });
const channelUpdates: Violation[] = [
  ["an empty list", subscribe({ audioUidList: { subscribeAudioUids: [] } })],
  ["33 uids", subscribe({ videoUidList: { unsubscribeVideoUids: uids(33) } })],
  ["both lists", subscribe({ videoUidList: { subscribeVideoUids: ["1"], unsubscribeVideoUids: ["2"] } })],
  ["storage without keys", () => ({ storageConfig: { vendor: 1, region: 0, bucket: "b" } })],
];

/** Of an update: contract §2.11. */
export const updateViolations: Record<TestMode, Violation[]> = {
  mix: channelUpdates,
  individual: channelUpdates,
  web: [
    ["an onhold that is none", () => ({ webRecordingConfig: { onhold: "yes" } })],
    ["no outputs", () => ({ rtmpPublishConfig: {} })],
    ["two outputs", () => ({ rtmpPublishConfig: { outputs: [{ rtmpUrl: "rtmp://a" }, { rtmpUrl: "rtmp://b" }] } })],
    ["storage of an unknown vendor", () => ({ storageConfig: { vendor: 12, region: 0 } })],
  ],
};

/** Of an updateLayout: contract §2.12. */
export const layoutViolations: Violation[] = [
  ["layout 4", (request) => ({ ...request, mixedVideoLayout: 4 })],
  ["a colour in words", (request) => ({ ...request, backgroundColor: "blue" })],
  ["18 regions", (request) => ({ ...request, layoutConfig: Array.from({ length: 18 }, () => region) })],
  ["a region beyond the edge", (request) => ({ ...request, layoutConfig: [{ ...region, x_axis: 0.51 }] })],
  ["a uid that is none", (request) => ({ ...request, maxResolutionUid: "4294967296" })],
];

/** Of an acquire, each with the code it is refused with: contract §2.1, §6.4. */
export const acquireViolations: [what: string, code: number, spoil: (body: Json) => Json][] = [
  ["no cname", 2, (body) => ({ ...body, cname: undefined })],
  ["no uid", 2, (body) => ({ ...body, uid: undefined })],
  ["no clientRequest", 2, (body) => ({ ...body, clientRequest: undefined })],
  ["a uid that is a number", 2, (body) => ({ ...body, uid: 1 })],
  ["uid 0", 2, (body) => ({ ...body, uid: "0" })],
  ["uid 4294967296", 2, (body) => ({ ...body, uid: "4294967296" })],
  ["scene 3", 2, set("clientRequest", { scene: 3 })],
  ["resourceExpiredHour 0", 2, set("clientRequest", { resourceExpiredHour: 0 })],
  ["resourceExpiredHour 721", 2, set("clientRequest", { resourceExpiredHour: 721 })],
  ["an unknown region", 2, set("clientRequest", { region: "US" })],
  ["a channel name of 64 bytes", 401, (body) => ({ ...body, cname: "a".repeat(64) })],
  ["a channel name with a slash", 401, (body) => ({ ...body, cname: "a/b" })],
];
