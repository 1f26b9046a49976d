import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf } from "../expect";
import type { Json } from "../json";
import type { Lab } from "../lab";

const uids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));
const inRecording = (recordingConfig: Json) => () => ({ recordingConfig });
const inCanvas = (transcodingConfig: Json) => inRecording({ transcodingConfig });
const inStorage = (changes: Json) => (lab: Lab) => ({ storageConfig: lab.storage(changes) });
const salt = Buffer.alloc(32, 7).toString("base64");

/** What a start may ask for, beside storage. */
const accepted: [section: string, what: string, request: (lab: Lab) => Json][] = [
  ["2.2", "storageConfig alone", () => ({})],
  ["2.3", "an empty recordingConfig", inRecording({})],
  ["2.3", "maxIdleTime 5", inRecording({ maxIdleTime: 5 })],
  ["2.3", "maxIdleTime 2592000", inRecording({ maxIdleTime: 2_592_000 })],
  ["2.3", "32 uids in a list", inRecording({ subscribeAudioUids: uids(32), subscribeVideoUids: uids(32) })],
  ["2.3", "#allstream#", inRecording({ subscribeAudioUids: ["#allstream#"], subscribeVideoUids: ["#allstream#"] })],
  ["2.3", "unsubscribeAudioUids", inRecording({ unsubscribeAudioUids: ["1"], unsubscribeVideoUids: ["1"] })],
  ["8.1", "the SDKs' spelling unSubscribeAudioUids", inRecording({ unSubscribeAudioUids: ["1"] })],
  ["2.3", "subscribeUidGroup, which composite mode does not need", inRecording({ subscribeUidGroup: 1 })],
  ["2.3", "decryptionMode 1 with a secret", inRecording({ decryptionMode: 1, secret: "s" })],
  ["2.3", "decryptionMode 8 with a salt of 32 bytes", inRecording({ decryptionMode: 8, secret: "s", salt })],
  ["2.3", "audioProfile 2 and channelType 1", inRecording({ audioProfile: 2, channelType: 1 })],
  ["2.4", "an empty transcodingConfig", inCanvas({})],
  ["2.4", "1920 x 1080 at 6500 kbps", inCanvas({ width: 1920, height: 1080, fps: 30, bitrate: 6500 })],
  ["2.4", "a frame rate that becomes 15", inCanvas({ width: 640, height: 360, fps: 13, bitrate: 400 })],
  ["2.4", "layout 2 with maxResolutionUid", inCanvas({ mixedVideoLayout: 2, maxResolutionUid: "4294967295" })],
  ["8.1", 'maxResolutionUid "", which SDKs send for none', inCanvas({ maxResolutionUid: "" })],
  [
    "3.5",
    "17 regions, with six decimals and without uids",
    inCanvas({
      mixedVideoLayout: 3,
      layoutConfig: uids(17).map(() => ({ x_axis: 0.333333, y_axis: 0, width: 0.666667, height: 1 })),
    }),
  ],
  [
    "8.1",
    'a region with uid "", which SDKs send for any',
    inCanvas({ mixedVideoLayout: 3, layoutConfig: [{ uid: "", x_axis: 0, y_axis: 0, width: 1, height: 1 }] }),
  ],
  ["2.5", 'avFileType ["hls","mp4"]', () => ({ recordingFileConfig: { avFileType: ["hls", "mp4"] } })],
  ["2.6", "vendor 0 without an endpoint", inStorage({ vendor: 0, region: 0 })],
  ["2.6", "vendor 4 of the older pages", inStorage({ vendor: 4, region: 9 })],
  ["2.6", "any region for Azure", inStorage({ vendor: 5, region: 3 })],
  ["2.6", "any region for Google", inStorage({ vendor: 6, region: 7 })],
  ["2.6", "region 28 of Amazon S3", inStorage({ vendor: 1, region: 28 })],
  [
    "2.6",
    "S3-compatible storage with an endpoint",
    inStorage({ vendor: 11, region: 0, extensionParams: { endpoint: "storage.example.com" } }),
  ],
  ["2.6", "a fileNamePrefix of 128 characters", inStorage({ fileNamePrefix: ["a".repeat(63), "b".repeat(63)] })],
  ["8.1", "extensionParams with empty sse and tag", inStorage({ extensionParams: { sse: "", tag: "" } })],
  ["8.1", "a field at the wrong level, without effect", () => ({ transcodingConfig: { bitrate: 9999 } })],
];
for (const [section, what, request] of accepted) {
  check({
    section,
    title: `start accepts ${what}`,
    async run(lab) {
      await lab.withRecording({ request: request(lab) }, async (task) => {
        const running = { serverResponse: { status: anyOf(0, 1, 2, 3, 4, 5) } };
        expectAnswer(await lab.query(task), 200, { sid: task.sid, ...running });
      });
    },
  });
}
