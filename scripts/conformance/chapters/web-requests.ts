import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf, aString } from "../expect";
import { goodAcquire } from "../good-acquire";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { pageRequest, publisher, recorder } from "../stories-web";

type Request = [section: string, what: string, request: Json];

/** Nobody listens there; a recording that is stopped before it opens its page does not notice. */
const url = "http://127.0.0.1:1/";
const page = (param: Json = {}, ...services: Json[]): Json => withServices([recorder({ url, ...param }), ...services]);
const withServices = (extensionServices: unknown): Json => ({ extensionServiceConfig: { extensionServices } });
const stream = "rtmp://example.com/live/key";

/** What the start of a web page recording may not ask for, each with the one thing that is wrong. */
const refused: Request[] = [
  ["6.4", "no extensionServiceConfig", {}],
  ["2.7", "no extensionServices", { extensionServiceConfig: {} }],
  ["2.7", "an empty list of extensionServices", withServices([])],
  ["2.7", "extensionServices that are no list", withServices({})],
  ["2.7", "a push without a recorder", withServices([publisher(stream)])],
  ["2.7", "an unknown serviceName", withServices([{ ...recorder({ url }), serviceName: "page_recorder" }])],
  ["2.7", "a service without serviceParam", withServices([{ serviceName: "web_recorder_service" }])],
  ["2.7", "an unknown errorHandlePolicy", withServices([{ ...recorder({ url }), errorHandlePolicy: "retry" }])],
  ...["url", "audioProfile", "videoWidth", "videoHeight", "maxRecordingHour"].map((field): Request => [
    "6.4",
    `no ${field}`,
    page({ [field]: undefined }),
  ]),
  ["2.7", "an empty url", page({ url: "" })],
  ["2.7", "audioProfile 3", page({ audioProfile: 3 })],
  ["6.4", "a picture of 1920 x 1081", page({ videoWidth: 1920, videoHeight: 1081 })],
  ["2.7", "a videoWidth of 0", page({ videoWidth: 0 })],
  ["2.7", "a videoHeight that is a text", page({ videoHeight: "360" })],
  ["6.4", "maxRecordingHour 0", page({ maxRecordingHour: 0 })],
  ["6.4", "maxRecordingHour 721", page({ maxRecordingHour: 721 })],
  ["6.4", "maxVideoDuration 29", page({ maxVideoDuration: 29 })],
  ["6.4", "maxVideoDuration 241", page({ maxVideoDuration: 241 })],
  ["6.4", "videoFps 4", page({ videoFps: 4 })],
  ["6.4", "videoFps 61", page({ videoFps: 61 })],
  ["6.4", "a negative readyTimeout", page({ readyTimeout: -1 })],
  ["6.4", "a readyTimeout with a fraction", page({ readyTimeout: 1.5 })],
  ["6.4", "readyTimeout 61", page({ readyTimeout: 61 })],
  ["2.7", "an onhold that is a text", page({ onhold: "true" })],
  ["2.7", "a push without outputs", page({}, { serviceName: "rtmp_publish_service", serviceParam: {} })],
  ["2.7", "two outputs", page({}, publisher(stream, `${stream}2`))],
  ["2.7", "an output that is not RTMP", page({}, publisher("https://example.com/live"))],
  ["6.4", 'avFileType ["mp4"] alone', { ...page(), recordingFileConfig: { avFileType: ["mp4"] } }],
  ["6.4", "a snapshotConfig", { ...page(), snapshotConfig: { fileType: ["jpg"] } }],
];
for (const [section, what, request] of refused) {
  check({
    section,
    title: `start in web mode refuses ${what} with 400 code 2`,
    async run(lab) {
      const [cname, uid] = [await lab.newChannel(), lab.newUid()];
      const resourceId = await lab.ticket(cname, uid, { scene: 1 });
      const clientRequest = { storageConfig: lab.storage(), ...request };
      const answer = await lab.start(resourceId, { cname, uid, clientRequest }, "web");
      expectAnswer(answer, 400, { code: 2, reason: aString });
      await isStillGood(lab, cname, uid, resourceId);
    },
  });
}

/** What it may ask for. */
const accepted: Request[] = [
  ["2.7", "the five parameters that are required", page()],
  [
    "2.7",
    "errorHandlePolicy error_ignore",
    withServices([{ ...recorder({ url }), errorHandlePolicy: "error_ignore" }]),
  ],
  ["2.7", "a push to an RTMP address", page({}, publisher(stream))],
  ["2.7", "a push to an RTMPS address", page({}, publisher("rtmps://example.com/live/key"))],
  ["2.7", "1920 x 1080", page({ videoWidth: 1920, videoHeight: 1080 })],
  ["2.7", "a tall picture of 1080 x 1920", page({ videoWidth: 1080, videoHeight: 1920 })],
  ["2.7", "maxRecordingHour 720", page({ maxRecordingHour: 720 })],
  ["2.7", "videoFps 5", page({ videoFps: 5 })],
  ["2.7", "videoFps 60", page({ videoFps: 60 })],
  ["2.7", "maxVideoDuration 30 and 240", page({ maxVideoDuration: 30 })],
  ["2.7", "readyTimeout 60", page({ readyTimeout: 60 })],
  ["2.7", "mobile and onhold", page({ mobile: true, onhold: true })],
  ["2.7", "audioProfile 2 and videoBitrate 8000", page({ audioProfile: 2, videoBitrate: 8000 })],
  ["8.1", "the SDKs' spelling VideoBitrate", page({ VideoBitrate: 2000 })],
  ["2.5", 'avFileType ["hls","mp4"] in web mode', { ...page(), recordingFileConfig: { avFileType: ["hls", "mp4"] } }],
];
for (const [section, what, request] of accepted) {
  check({
    section,
    title: `start in web mode accepts ${what}`,
    run: (lab) =>
      lab.withRecording({ mode: "web", request }, async (task) => {
        const running = { serverResponse: { status: anyOf(0, 1, 2, 3, 4, 5) } };
        expectAnswer(await lab.query(task), 200, { sid: task.sid, ...running });
      }),
  });
}

check({
  section: "1.6",
  title: "One label may be recorded several times at once, told apart by uid",
  async run(lab) {
    await lab.withRecording({ mode: "web", request: page() }, async ({ cname }) => {
      await lab.withRecording({ mode: "web", cname, request: page() }, async (second) => {
        expectAnswer(await lab.query(second), 200, { cname, uid: second.uid, sid: second.sid });
      });
    });
  },
});

check({
  section: "2.12",
  title: "updateLayout of a web page recording is refused: only composite mode has a layout",
  run: (lab) =>
    lab.withRecording({ mode: "web", request: page() }, async (task) => {
      expectAnswer(await lab.change(task, "updateLayout", {}), 400, { code: anyOf(2, 1028), reason: aString });
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    }),
});

for (const [what, request] of [
  ["an onhold that is a number", { webRecordingConfig: { onhold: 1 } }],
  ["two outputs", { rtmpPublishConfig: { outputs: [{ rtmpUrl: stream }, { rtmpUrl: `${stream}2` }] } }],
  ["an output that is not RTMP", { rtmpPublishConfig: { outputs: [{ rtmpUrl: "http://example.com" }] } }],
  ["a push without outputs", { rtmpPublishConfig: {} }],
  ["a storageConfig without keys", { storageConfig: { vendor: 1, region: 0, bucket: "b" } }],
] as [string, Json][]) {
  check({
    section: "2.11",
    title: `update of a web page recording refuses ${what} with 400 code 2`,
    run: (lab) =>
      lab.withRecording({ mode: "web", request: page() }, async (task) => {
        expectAnswer(await lab.change(task, "update", request), 400, { code: 2, reason: aString });
        const good = { webRecordingConfig: { onhold: false } };
        expectAnswer(await lab.change(task, "update", good), 200, { sid: task.sid });
      }),
  });
}

check({
  section: "2.11",
  title: "update of a web page recording answers cname, uid, resourceId and sid",
  run: (lab) =>
    lab.withRecording({ mode: "web", request: page({}, publisher(stream)) }, async (task) => {
      const { cname, uid, resourceId, sid } = task;
      const change = { webRecordingConfig: { onhold: true }, rtmpPublishConfig: { outputs: [{ rtmpUrl: stream }] } };
      expectAnswer(await lab.change(task, "update", change), 200, { cname, uid, resourceId, sid });
    }),
});

check({
  section: "1.4",
  title: "With as many web pages as may be recorded acquire for one more is 400 code 406, but not for a channel",
  isAlone: true,
  async run(lab) {
    // The limit itself, 200 pages, would be 200 browser windows.
    await lab.setSwitches({ requestsPerSecond: 100_000, maxConcurrentWebTasks: 2 });
    const request = await pageRequest(lab, "/plain", { onhold: true });
    const tasks = [await lab.record({ mode: "web", request }), await lab.record({ mode: "web", request })];
    const forWebPage = { ...goodAcquire(lab), clientRequest: { scene: 1 } };
    expectAnswer(await lab.acquire(forWebPage), 400, { code: 406, reason: "vendor_over_load" });
    expectAnswer(await lab.acquire(goodAcquire(lab)), 200, { resourceId: aString });
    await Promise.all(tasks.map((task) => lab.stop(task, { async_stop: true })));
  },
});

async function isStillGood(lab: Lab, cname: string, uid: string, resourceId: string): Promise<void> {
  const good = await lab.start(
    resourceId,
    { cname, uid, clientRequest: { storageConfig: lab.storage(), ...page() } },
    "web",
  );
  expectAnswer(good, 200, { sid: /^[0-9a-f]{32}$/ });
  await lab.stop({ cname, uid, resourceId, sid: String((good.body as { sid?: string }).sid), mode: "web" });
}
