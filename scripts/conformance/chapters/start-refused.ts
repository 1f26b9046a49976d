import { expectAnswer } from "../agora";
import { check } from "../check";
import { aString } from "../expect";
import type { Json } from "../json";
import type { Lab } from "../lab";

type Refused = [section: string, what: string, request: (lab: Lab) => Json];

const uids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));
const inRecording = (recordingConfig: Json) => () => ({ recordingConfig });
const inCanvas = (transcodingConfig: Json) => inRecording({ transcodingConfig });
const inStorage = (changes: Json) => (lab: Lab) => ({ storageConfig: lab.storage(changes) });
const region = { x_axis: 0, y_axis: 0, width: 0.5, height: 0.5 };
const inLayout = (...layoutConfig: Json[]) => inCanvas({ mixedVideoLayout: 3, layoutConfig });

/** What a start may not ask for, each with the one thing that is wrong; `undefined` leaves a field out. */
const refused: Refused[] = [
  ["2.2", "no storageConfig", () => ({ storageConfig: undefined })],
  ...["vendor", "region", "bucket", "accessKey", "secretKey"].map((field): Refused => [
    "2.6",
    `a storageConfig without ${field}`,
    inStorage({ [field]: undefined }),
  ]),
  ["2.6", "vendor 9", inStorage({ vendor: 9 })],
  ["2.6", "a vendor that is a text", inStorage({ vendor: "1" })],
  ["2.6", "region 27 of Amazon S3", inStorage({ vendor: 1, region: 27 })],
  ["2.6", "region 28 of Alibaba Cloud", inStorage({ vendor: 2, region: 28 })],
  ["2.6", "region 20 of Tencent Cloud", inStorage({ vendor: 3, region: 20 })],
  ["2.6", "region 16 of Huawei Cloud", inStorage({ vendor: 7, region: 16 })],
  ["2.6", "a negative region", inStorage({ region: -1 })],
  ["2.6", "S3-compatible storage without an endpoint", inStorage({ vendor: 11, region: 0 })],
  ["2.6", "a fileNamePrefix with a hyphen", inStorage({ fileNamePrefix: ["a-b"] })],
  ["2.6", "a fileNamePrefix with a slash", inStorage({ fileNamePrefix: ["a/b"] })],
  ["2.6", "a fileNamePrefix of 129 characters", inStorage({ fileNamePrefix: ["a".repeat(63), "b".repeat(64)] })],
  ["2.6", "a fileNamePrefix that is a text", inStorage({ fileNamePrefix: "recordings" })],
  ["2.6", "an unknown sse", inStorage({ extensionParams: { sse: "rot13" } })],
  ["2.5", 'avFileType ["mp4"] alone', () => ({ recordingFileConfig: { avFileType: ["mp4"] } })],
  ["2.5", "an unknown avFileType", () => ({ recordingFileConfig: { avFileType: ["hls", "flv"] } })],
  ["2.5", "snapshotConfig in composite mode", () => ({ snapshotConfig: { fileType: ["jpg"] } })],
  ["2.3", "channelType 2", inRecording({ channelType: 2 })],
  ["2.3", "streamTypes 3", inRecording({ streamTypes: 3 })],
  ["2.3", "videoStreamType 2", inRecording({ videoStreamType: 2 })],
  ["2.3", "audioProfile 3", inRecording({ audioProfile: 3 })],
  ["2.3", "maxIdleTime 4", inRecording({ maxIdleTime: 4 })],
  ["2.3", "maxIdleTime 2592001", inRecording({ maxIdleTime: 2_592_001 })],
  ["2.3", "a maxIdleTime that is a text", inRecording({ maxIdleTime: "30" })],
  ["2.3", "decryptionMode 9", inRecording({ decryptionMode: 9, secret: "s" })],
  ["2.3", "decryptionMode 1 without a secret", inRecording({ decryptionMode: 1 })],
  ["2.3", "decryptionMode 7 without a salt", inRecording({ decryptionMode: 7, secret: "s" })],
  [
    "2.3",
    "a salt of 31 bytes",
    inRecording({ decryptionMode: 8, secret: "s", salt: Buffer.alloc(31, 7).toString("base64") }),
  ],
  ["2.3", "33 uids in subscribeAudioUids", inRecording({ subscribeAudioUids: uids(33) })],
  ["2.3", "33 uids in unsubscribeVideoUids", inRecording({ unsubscribeVideoUids: uids(33) })],
  ["2.3", "both audio lists", inRecording({ subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] })],
  ["2.3", "both video lists", inRecording({ subscribeVideoUids: ["1"], unsubscribeVideoUids: ["2"] })],
  ["2.3", "a video list with streamTypes 0", inRecording({ streamTypes: 0, subscribeVideoUids: ["1"] })],
  ["2.3", "an audio list with streamTypes 1", inRecording({ streamTypes: 1, unsubscribeAudioUids: ["1"] })],
  ["2.3", "a list of numbers", inRecording({ subscribeAudioUids: [1] })],
  ["2.4", "mixedVideoLayout 4", inCanvas({ mixedVideoLayout: 4 })],
  ["2.4", "a backgroundColor in words", inCanvas({ backgroundColor: "red" })],
  ["2.4", "a backgroundColor of three digits", inCanvas({ backgroundColor: "#fff" })],
  ["2.4", "maxResolutionUid 0", inCanvas({ mixedVideoLayout: 2, maxResolutionUid: "0" })],
  ["2.4", "a width that is a text", inCanvas({ width: "640", height: 360, fps: 15, bitrate: 400 })],
  ["2.4", "a backgroundConfig without image_url", inCanvas({ backgroundConfig: [{ uid: "1" }] })],
  ["3.5", "18 regions", inLayout(...uids(18).map((uid) => ({ ...region, uid })))],
  ["3.5", "a region without width", inLayout({ ...region, width: undefined })],
  ["3.5", "a region without x_axis", inLayout({ ...region, x_axis: undefined })],
  ["3.5", "x_axis above 1", inLayout({ ...region, x_axis: 1.1 })],
  ["3.5", "a negative y_axis", inLayout({ ...region, y_axis: -0.1 })],
  ["3.5", "a region beyond the right edge", inLayout({ ...region, x_axis: 0.6 })],
  ["3.5", "a region beyond the lower edge", inLayout({ ...region, y_axis: 0.500002 })],
  ["3.5", "alpha 1.5", inLayout({ ...region, alpha: 1.5 })],
  ["3.5", "render_mode 2", inLayout({ ...region, render_mode: 2 })],
];
for (const [section, what, request] of refused) {
  check({
    section,
    title: `start refuses ${what} with 400 code 2`,
    run: (lab) => refuses(lab, request(lab)),
  });
}

check({
  section: "2.2",
  title: "start refuses a body without clientRequest with 400 code 2",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    const resourceId = await lab.ticket(cname, uid);
    expectAnswer(await lab.start(resourceId, { cname, uid }), 400, { code: 2, reason: aString });
    await isStillGood(lab, cname, uid, resourceId);
  },
});

check({
  section: "2.0",
  title: "start in web mode needs a resourceId of scene 1",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    const resourceId = await lab.ticket(cname, uid);
    const serviceParam = {
      url: "https://example.com",
      audioProfile: 0,
      videoWidth: 640,
      videoHeight: 360,
      maxRecordingHour: 1,
    };
    const extensionServices = [{ serviceName: "web_recorder_service", serviceParam }];
    const clientRequest = { storageConfig: lab.storage(), extensionServiceConfig: { extensionServices } };
    const answer = await lab.start(resourceId, { cname, uid, clientRequest }, "web");
    expectAnswer(answer, 400, { code: 2, reason: aString });
    await isStillGood(lab, cname, uid, resourceId);
  },
});

check({
  section: "2.0",
  title: "start in composite mode is refused for a resourceId of scene 1",
  async run(lab) {
    const { answer } = await lab.tryStart({ acquire: { scene: 1 } });
    expectAnswer(answer, 400, { code: 2, reason: aString });
    await lab.withRecording({}, () => Promise.resolve());
  },
});

check({
  section: "2.8",
  title: "start in composite mode is refused for a resourceId of scene 2, which is that of postponed transcoding",
  async run(lab) {
    const { answer } = await lab.tryStart({ acquire: { scene: 2 } });
    expectAnswer(answer, 400, { code: 2, reason: aString });
  },
});

check({
  section: "2.1",
  title: "start refuses storage outside the region that acquire was given with 400 code 2, and takes storage within it",
  async run(lab) {
    const { answer } = await lab.tryStart({ acquire: { region: "EU" }, storage: { vendor: 1, region: 0 } });
    expectAnswer(answer, 400, { code: 2, reason: aString });
    const within = { acquire: { region: "EU" }, storage: { vendor: 1, region: 7 } };
    await lab.withRecording(within, () => Promise.resolve());
  },
});

/** Asks for the wrong thing, and then with the same ticket for the right one: only the wrong one may be refused. */
async function refuses(lab: Lab, request: Json): Promise<void> {
  const [cname, uid] = [await lab.newChannel(), lab.newUid()];
  const resourceId = await lab.ticket(cname, uid);
  const clientRequest = { storageConfig: lab.storage(), ...request };
  expectAnswer(await lab.start(resourceId, { cname, uid, clientRequest }), 400, { code: 2, reason: aString });
  await isStillGood(lab, cname, uid, resourceId);
}

async function isStillGood(lab: Lab, cname: string, uid: string, resourceId: string): Promise<void> {
  const good = await lab.start(resourceId, { cname, uid, clientRequest: { storageConfig: lab.storage() } });
  expectAnswer(good, 200, { sid: /^[0-9a-f]{32}$/ });
  await lab.stop({ cname, uid, resourceId, sid: String((good.body as { sid?: string }).sid) });
}
