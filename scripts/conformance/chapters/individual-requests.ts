import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf, aString } from "../expect";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { postponed } from "../stories-individual";

type Request = [section: string, what: string, request: Json];

const uids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));
const config = (change: Json = {}): Json => ({
  recordingConfig: { subscribeUidGroup: 0, maxIdleTime: 300, ...change },
});
const stills = (change: Json = {}, recording: Json = {}): Json => ({
  ...config(recording),
  snapshotConfig: { captureInterval: 10, fileType: ["jpg"], ...change },
});
const original = { streamTypes: 0, streamMode: "original" };
const audioMix = (more: Json) => ({ ...config(original), ...postponed("audioMix", more) });

/** What an individual start may not ask for, each with the one thing that is wrong. */
const refused: Request[] = [
  ["2.3", "no recordingConfig, and so no subscribeUidGroup", {}],
  ["2.3", "no subscribeUidGroup", config({ subscribeUidGroup: undefined })],
  ["2.3", "subscribeUidGroup 6", config({ subscribeUidGroup: 6 })],
  ["2.3", "subscribeUidGroup as a text", config({ subscribeUidGroup: "0" })],
  ["2.3", "an unknown streamMode", config({ streamMode: "merged" })],
  ["2.3", "streamMode original with video", config({ streamMode: "original" })],
  ["2.3", "streamMode original with streamTypes 1", config({ streamMode: "original", streamTypes: 1 })],
  ["6.4", "33 uids in subscribeVideoUids", config({ subscribeVideoUids: uids(33) })],
  ["6.4", "both audio lists", config({ subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] })],
  ["6.4", "an audio list with streamTypes 1", config({ streamTypes: 1, subscribeAudioUids: ["1"] })],
  ["6.4", "a video list with streamTypes 0", config({ streamTypes: 0, unsubscribeVideoUids: ["1"] })],
  ["6.4", "decryptionMode 2 without a secret", config({ decryptionMode: 2 })],
  ["6.4", "decryptionMode 8 without a salt", config({ decryptionMode: 8, secret: "s" })],
  ["6.4", "maxIdleTime 4", config({ maxIdleTime: 4 })],
  ["6.4", 'avFileType ["mp4"] alone', { ...config(), recordingFileConfig: { avFileType: ["mp4"] } }],
  ["2.5", "snapshotConfig with streamTypes 0", stills({}, { streamTypes: 0 })],
  ["2.5", "snapshotConfig with an audio list and no video list", stills({}, { subscribeAudioUids: ["1"] })],
  ["2.5", "a snapshotConfig without fileType", stills({ fileType: undefined })],
  ["2.5", 'fileType ["png"]', stills({ fileType: ["png"] })],
  ["2.5", "an empty fileType", stills({ fileType: [] })],
  ["2.5", "captureInterval 0", stills({ captureInterval: 0 })],
  ["2.5", "captureInterval 3601", stills({ captureInterval: 3601 })],
  ["2.5", "a captureInterval that is a text", stills({ captureInterval: "10" })],
  ["2.8", "an unknown combinationPolicy", { ...config(), appsCollection: { combinationPolicy: "later" } }],
  ["2.8", "an unknown transMode", { ...config(), transcodeOptions: { transConfig: { transMode: "mix" } } }],
  ["2.8", "transcodeOptions without transConfig", { ...config(), transcodeOptions: {} }],
  ["2.8", "an unknown format", audioMix({ container: { format: "ogg" } })],
  ["2.8", "audio mixing into MP4", audioMix({ container: { format: "mp4" } })],
  ["2.8", "audio mixing beside video", { ...config(), ...postponed("audioMix") }],
  ["2.8", "audio mixing of transcoded sound", { ...config({ streamTypes: 0 }), ...postponed("audioMix") }],
  ["2.8", "an unknown sampleRate", audioMix({ audio: { sampleRate: "44100" } })],
  ["2.8", "a sampleRate that is a number", audioMix({ audio: { sampleRate: 48_000 } })],
  ["2.8", "three channels", audioMix({ audio: { channels: "3" } })],
];
for (const [section, what, request] of refused) {
  check({
    section,
    title: `start in individual mode refuses ${what} with 400 code 2`,
    async run(lab) {
      const [cname, uid] = [await lab.newChannel(), lab.newUid()];
      const resourceId = await lab.ticket(cname, uid);
      const clientRequest = { storageConfig: lab.storage(), ...request };
      const answer = await lab.start(resourceId, { cname, uid, clientRequest }, "individual");
      expectAnswer(answer, 400, { code: 2, reason: aString });
      await isStillGood(lab, cname, uid, resourceId);
    },
  });
}

/** What it may ask for. */
const accepted: Request[] = [
  ...[0, 1, 2, 3, 4, 5].map((subscribeUidGroup): Request => [
    "2.3",
    `subscribeUidGroup ${subscribeUidGroup}`,
    config({ subscribeUidGroup }),
  ]),
  ["2.3", "streamMode default", config({ streamMode: "default" })],
  ["2.3", "streamMode standard", config({ streamMode: "standard" })],
  ["2.3", "streamMode original with streamTypes 0", config(original)],
  ["2.3", "lists of 32 uids", config({ subscribeAudioUids: uids(32), subscribeVideoUids: uids(32) })],
  ["2.5", "stills alone, once an hour", stills({ captureInterval: 3600 })],
  ["2.5", "stills every five seconds without sound", stills({ captureInterval: 5 }, { streamTypes: 1 })],
  ["2.5", "stills with both lists", stills({}, { subscribeAudioUids: ["1"], subscribeVideoUids: ["1"] })],
  ["2.5", "a snapshotConfig without captureInterval", stills({ captureInterval: undefined })],
  ["2.5", "stills and a recording", { ...stills(), recordingFileConfig: { avFileType: ["hls"] } }],
  ["2.8", "postponed audio mixing without a format", audioMix({})],
  [
    "2.8",
    "audio of 16 kHz in one channel",
    audioMix({ audio: { sampleRate: "16000", bitrate: "48000", channels: "1" } }),
  ],
  ["2.8", "combinationPolicy default", { ...config(), appsCollection: { combinationPolicy: "default" } }],
];
for (const [section, what, request] of accepted) {
  check({
    section,
    title: `start in individual mode accepts ${what}`,
    run: (lab) =>
      lab.withRecording({ mode: "individual", request }, async (task) => {
        const running = { serverResponse: { status: anyOf(0, 1, 2, 3, 4, 5) } };
        expectAnswer(await lab.query(task), 200, { sid: task.sid, ...running });
      }),
  });
}

check({
  section: "2.0",
  title: "start in individual mode is refused for a resourceId of scene 1",
  async run(lab) {
    const { answer } = await lab.tryStart({ mode: "individual", acquire: { scene: 1 }, request: config() });
    expectAnswer(answer, 400, { code: 2, reason: aString });
    await lab.withRecording({ mode: "individual", request: config() }, () => Promise.resolve());
  },
});

check({
  section: "2.8",
  title: "start in individual mode takes a resourceId of scene 2, which postponed transcoding had",
  run: (lab) =>
    lab.withRecording(
      { mode: "individual", acquire: { scene: 2 }, request: { ...config(), ...postponed("postponeTranscoding") } },
      async (task) => expectAnswer(await lab.query(task), 200, { sid: task.sid }),
    ),
});

const transcoding = (more: Json = {}) => ({ ...config(), ...postponed("postponeTranscoding", more) });
for (const [what, scene, request] of [
  ["postponed transcoding with a resourceId of scene 0", 0, transcoding()],
  ["postponed transcoding into MP3", 2, transcoding({ container: { format: "mp3" } })],
  ["audio mixing with a resourceId of scene 2", 2, audioMix({})],
] as [string, number, Json][]) {
  check({
    section: "2.8",
    title: `start in individual mode refuses ${what} with 400 code 2`,
    async run(lab) {
      const { answer } = await lab.tryStart({ mode: "individual", acquire: { scene }, request });
      expectAnswer(answer, 400, { code: 2, reason: aString });
    },
  });
}

check({
  section: "2.12",
  title: "updateLayout of an individual recording is refused: only composite mode has a layout",
  run: (lab) =>
    lab.withRecording({ mode: "individual", request: config() }, async (task) => {
      expectAnswer(await lab.change(task, "updateLayout", {}), 400, { code: anyOf(2, 1028), reason: aString });
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    }),
});

check({
  section: "2.0",
  title: "An individual recording cannot be reached in composite mode: query, update and stop are refused there",
  run: (lab) =>
    lab.withRecording({ mode: "individual", request: config() }, async (task) => {
      const other = { ...task, mode: "mix" as const };
      for (const answer of [await lab.query(other), await lab.change(other, "update"), await lab.stop(other)]) {
        expectAnswer(answer, 400, { code: aCode, reason: aString });
      }
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    }),
});

const aCode = anyOf(2, 432, 1003);

for (const [what, change] of [
  ["an empty video list", { videoUidList: { subscribeVideoUids: [] } }],
  ["both audio lists", { audioUidList: { subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] } }],
  ["33 uids", { audioUidList: { unsubscribeAudioUids: uids(33) } }],
] as [string, Json][]) {
  check({
    section: "2.11",
    title: `update of an individual recording refuses ${what} with 400 code 2`,
    run: (lab) =>
      lab.withRecording({ mode: "individual", request: config() }, async (task) => {
        const refusal = { code: 2, reason: aString };
        expectAnswer(await lab.change(task, "update", { streamSubscribe: change }), 400, refusal);
        const good = { streamSubscribe: { videoUidList: { subscribeVideoUids: ["1"] } } };
        expectAnswer(await lab.change(task, "update", good), 200, { sid: task.sid });
      }),
  });
}

async function isStillGood(lab: Lab, cname: string, uid: string, resourceId: string): Promise<void> {
  const clientRequest = { storageConfig: lab.storage(), ...config() };
  const good = await lab.start(resourceId, { cname, uid, clientRequest }, "individual");
  expectAnswer(good, 200, { sid: /^[0-9a-f]{32}$/ });
  await lab.stop({ cname, uid, resourceId, sid: String((good.body as { sid?: string }).sid), mode: "individual" });
}
