import { expectAnswer } from "../agora";
import { check } from "../check";
import { aString, expectThat } from "../expect";
import type { Json } from "../json";
import { hlsStory } from "../stories";

const patient = { recordingConfig: { maxIdleTime: 300 } };
const uids = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));
const audio = (audioUidList: Json) => ({ streamSubscribe: { audioUidList } });
const video = (videoUidList: Json) => ({ streamSubscribe: { videoUidList } });

check({
  section: "2.11",
  title: "update answers cname, uid, resourceId and sid",
  async run(lab) {
    await lab.withRecording({ request: patient }, async (task) => {
      const answer = await lab.change(task, "update", video({ subscribeVideoUids: ["1", "2"] }));
      expectAnswer(answer, 200, task);
    });
  },
});

for (const [what, request] of [
  ["#allstream#", audio({ subscribeAudioUids: ["#allstream#"] })],
  ["a list of 32 uids", video({ unsubscribeVideoUids: uids(32) })],
  [
    "lists of both media",
    {
      streamSubscribe: {
        ...audio({ subscribeAudioUids: ["1"] }).streamSubscribe,
        ...video({ subscribeVideoUids: ["1"] }).streamSubscribe,
      },
    },
  ],
] as [string, Json][]) {
  check({
    section: "2.11",
    title: `update accepts ${what}`,
    run: (lab) =>
      lab.withRecording({ request: patient }, async (task) => {
        expectAnswer(await lab.change(task, "update", request), 200, { sid: task.sid });
      }),
  });
}

check({
  section: "2.11",
  title: "update takes a whole storageConfig",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      const answer = await lab.change(task, "update", { storageConfig: lab.storage({ stsToken: "t" }) });
      expectAnswer(answer, 200, { sid: task.sid });
    }),
});

for (const [what, request] of [
  ["an empty list", audio({ subscribeAudioUids: [] })],
  ["33 uids", video({ subscribeVideoUids: uids(33) })],
  ["both lists of one medium", audio({ subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] })],
  ["a uid that is a number", video({ unsubscribeVideoUids: [7] })],
  ["a storageConfig without bucket", { storageConfig: { vendor: 1, region: 0, accessKey: "a", secretKey: "s" } }],
] as [string, Json][]) {
  check({
    section: "2.11",
    title: `update refuses ${what} with 400 code 2`,
    run: (lab) =>
      lab.withRecording({ request: patient }, async (task) => {
        expectAnswer(await lab.change(task, "update", request), 400, { code: 2, reason: aString });
        expectAnswer(await lab.change(task, "update", video({ subscribeVideoUids: ["1"] })), 200, { sid: task.sid });
      }),
  });
}

for (const [streamTypes, what, request] of [
  [0, "a video list when streamTypes is 0", video({ subscribeVideoUids: ["1"] })],
  [1, "an audio list when streamTypes is 1", audio({ subscribeAudioUids: ["1"] })],
] as [number, string, Json][]) {
  check({
    section: "2.11",
    title: `update refuses ${what} with 400 code 2`,
    run: (lab) =>
      lab.withRecording({ request: { recordingConfig: { maxIdleTime: 300, streamTypes } } }, async (task) => {
        expectAnswer(await lab.change(task, "update", request), 400, { code: 2, reason: aString });
      }),
  });
}

check({
  section: "2.11",
  title: "Each update replaces the one before: first one person's video comes in, then only another's",
  async run(lab) {
    await lab.turns.pictures.use(async () => {
      const [one, other] = ["1601", "1602"] as const;
      const cname = await lab.newChannel([one, other]);
      const transcodingConfig = { width: 160, height: 120, fps: 7, bitrate: 200 };
      const request = { recordingConfig: { maxIdleTime: 300, transcodingConfig } };
      await lab.withRecording({ cname, request }, async (task) => {
        const tells = (streamUid: string, state: number, count: number) =>
          lab.until(`video of ${streamUid} to go ${state === 0 ? "on" : "off"}, time ${count}`, () => {
            const seen = lab.receiver
              .about(task.sid)
              .filter(({ envelope, details }) => envelope.eventType === 44 && details.streamUid === streamUid)
              .filter(({ details }) => details.state === state);
            return Promise.resolve(seen.length >= count ? true : undefined);
          });
        await Promise.all([tells(one, 0, 1), tells(other, 0, 1)]);
        await lab.change(task, "update", video({ subscribeVideoUids: [one] }));
        await tells(other, 1, 1);
        await lab.change(task, "update", video({ subscribeVideoUids: [other] }));
        await Promise.all([tells(one, 1, 1), tells(other, 0, 2)]);
      });
    });
  },
});

check({
  section: "6.4",
  title: "update with another uid than the recording's is code 432",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      const answer = await lab.change({ ...task, uid: lab.newUid() }, "update", video({ subscribeVideoUids: ["1"] }));
      expectAnswer(answer, 400, { code: 432, reason: aString });
    }),
});

for (const operation of ["update", "updateLayout"] as const) {
  check({
    section: operation === "update" ? "2.11" : "2.12",
    title: `${operation} after the end is 404 failed to find worker`,
    async run(lab) {
      const { task } = await hlsStory(lab);
      const answer = await lab.change(task, operation, {});
      expectAnswer(answer, 404, { code: 404, reason: "failed to find worker" });
    },
  });
  check({
    section: "6.4",
    title: `${operation} with an unknown resourceId is code 1001, with a foreign sid 1003`,
    run: (lab) =>
      lab.withRecording({ request: patient }, async (task) => {
        const lost = await lab.change({ ...task, resourceId: "B".repeat(256) }, operation, {});
        expectAnswer(lost, 400, { code: 1001, reason: aString });
        const foreign = await lab.change({ ...task, sid: "f".repeat(32) }, operation, {});
        expectAnswer(foreign, 400, { code: 1003, reason: aString });
        expectThat(lost.text !== foreign.text, "two different answers", foreign.body);
      }),
  });
}
