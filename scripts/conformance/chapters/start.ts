import { expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectThat } from "../expect";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { hlsStory } from "../stories";

check({
  section: "2.2",
  title: "start answers cname, uid, resourceId and sid, all strings, echoing what it was given",
  async run(lab) {
    const { started, task } = await hlsStory(lab);
    const { cname, uid, resourceId } = task;
    expectAnswer(started, 200, { cname, uid, resourceId, sid: aString });
  },
});

check({
  section: "1.6",
  title: "A sid is 32 lower-case hexadecimal digits, another one for each recording",
  async run(lab) {
    const tasks = [await lab.record(), await lab.record()];
    expectLike(
      tasks.map(({ sid }) => sid),
      [/^[0-9a-f]{32}$/, /^[0-9a-f]{32}$/],
      "sids",
    );
    expectThat(tasks[0]?.sid !== tasks[1]?.sid, "two different sids", tasks);
    await Promise.all(tasks.map((task) => lab.stop(task)));
  },
});

check({
  section: "2.15",
  title: "start again with the same resourceId is 201 code 7, and the recording goes on",
  async run(lab) {
    await lab.withRecording({}, async (task) => {
      expectAnswer(await startAgain(lab, task), 201, { code: 7, reason: aString });
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    });
  },
});

check({
  section: "2.15",
  title: "acquire and start again for the same cname and uid is 400 code 53",
  async run(lab) {
    await lab.withRecording({}, async ({ cname, uid }) => {
      const { answer } = await lab.tryStart({ cname, uid });
      expectAnswer(answer, 400, { code: 53, reason: aString });
    });
  },
});

check({
  section: "1.6",
  title: "One channel may be recorded twice at a time with two uids",
  async run(lab) {
    await lab.withRecording({}, async ({ cname }) => {
      await lab.withRecording({ cname }, async (second) => {
        expectAnswer(await lab.query(second), 200, { cname, uid: second.uid, sid: second.sid });
      });
    });
  },
});

check({
  section: "1.5",
  title: "A resourceId is good for one recording: after its end it starts no other",
  async run(lab) {
    const task = await lab.record();
    await lab.stop(task);
    await lab.ended(task);
    const again = await startAgain(lab, task);
    expectThat(again.status !== 200, "any answer but 200", again.body);
    expectLike(fieldOf(again, "code"), anyOf(7, 433, 49, 53, 404), "code");
  },
});

check({
  section: "2.15",
  title: "The same cname and uid may be recorded again after the end, with a new resourceId",
  async run(lab) {
    const first = await lab.record();
    await lab.stop(first);
    await lab.ended(first);
    await lab.withRecording({ cname: first.cname, uid: first.uid }, ({ sid }) => {
      expectThat(sid !== first.sid, "a new sid", sid);
      return Promise.resolve();
    });
  },
});

check({
  section: "6.4",
  title: "start with a resourceId that nobody gave out is code 1001",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    const answer = await lab.start("A".repeat(256), { cname, uid, clientRequest: { storageConfig: lab.storage() } });
    expectAnswer(answer, 400, { code: 1001, reason: aString });
  },
});

for (const [what, change] of [
  ["cname", { cname: "another" }],
  ["uid", { uid: "77" }],
] as [string, Json][]) {
  check({
    section: "6.4",
    title: `start with another ${what} than acquire had is code 432`,
    async run(lab) {
      const [cname, uid] = [await lab.newChannel(), lab.newUid()];
      const resourceId = await lab.ticket(cname, uid);
      const body = { cname, uid, clientRequest: { storageConfig: lab.storage() } };
      expectAnswer(await lab.start(resourceId, { ...body, ...change }), 400, { code: 432, reason: aString });
    },
  });
}

check({
  section: "2.1",
  title: "start with another clientRequest than startParameter is 400 code 2 request_hash mismatch!",
  async run(lab) {
    const startParameter = { storageConfig: lab.storage(), recordingConfig: { maxIdleTime: 60 } };
    const { answer } = await lab.tryStart({
      acquire: { startParameter },
      request: { recordingConfig: { maxIdleTime: 61 } },
    });
    expectAnswer(answer, 400, { code: 2, reason: "request_hash mismatch!" });
  },
});

check({
  section: "2.1",
  title: "start with the very clientRequest that was startParameter is accepted",
  async run(lab) {
    const request = { recordingConfig: { maxIdleTime: 60 } };
    const startParameter = { storageConfig: lab.storage(), ...request };
    await lab.withRecording({ acquire: { startParameter }, request }, async (task) => {
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    });
  },
});

const width = 1920;
/** What is wrong only in the eyes of the recorder: start answers 200, and the recording dies. */
const lateFaults: [section: string, what: string, request: (lab: Lab) => Json][] = [
  ["2.4", "bitrate 6501", () => canvas({ width: 640, height: 360, fps: 15, bitrate: 6501 })],
  ["2.4", "a picture of 1920 x 1081", () => canvas({ width, height: 1081, fps: 15, bitrate: 2000 })],
  ["2.4", "a width of 0", () => canvas({ width: 0, height: 360, fps: 15, bitrate: 400 })],
];
for (const [section, what, request] of lateFaults) {
  check({
    section,
    title: `start accepts ${what}, and the recording dies: 404, events 1 and 11 with exitStatus 1`,
    async run(lab) {
      const task = await lab.record({ request: request(lab) });
      await lab.ended(task);
      expectLike((await lab.notified(task.sid, 1)).details, { msgName: "cloud_recording_error" }, "event 1");
      expectLike((await lab.notified(task.sid, 11)).details, { exitStatus: 1 }, "event 11");
    },
  });
}

function canvas(transcodingConfig: Json): Json {
  return { recordingConfig: { maxIdleTime: 300, transcodingConfig } };
}

for (const [what, change] of [
  ["a wrong secretKey", { secretKey: "wrong" }],
  ["an unknown accessKey", { accessKey: "nobody" }],
  ["a bucket that does not exist", { bucket: "no-such-bucket" }],
] as [string, Json][]) {
  check({
    section: "2.2",
    title: `start accepts ${what}, and the recording dies at its first upload with error 32`,
    async run(lab) {
      await lab.turns.sound.use(async () => {
        const cname = await lab.newChannel(["1501"]);
        const request = { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } };
        const task = await lab.record({ cname, storage: change, request });
        await lab.ended(task);
        const { details } = await lab.notified(task.sid, 1);
        expectLike(details, { module: 1, errorCode: 32, msgName: "cloud_recording_error" }, "event 1");
        expectLike((await lab.notified(task.sid, 11)).details, { exitStatus: 1 }, "event 11");
      });
    },
  });
}

for (const [what, request] of [
  ["no token", {}],
  ["a token that is none", { token: "not-a-token" }],
] as [string, Json][]) {
  check({
    section: "1.2",
    title: `With an App Certificate start accepts ${what}, and the recording dies`,
    isAlone: true,
    async run(lab) {
      await lab.setSwitches({ appCertificate: true, requestsPerSecond: 100_000 });
      const task = await lab.record({ request });
      await lab.ended(task);
      expectLike((await lab.notified(task.sid, 11)).details, { exitStatus: 1 }, "event 11");
    },
  });
}

check({
  section: "1.6",
  title: "A recorder with the uid of somebody in the channel is put out of it",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    const task = await lab.record({ cname, uid, request: { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } } });
    await lab.ended(task);
  },
});

async function startAgain(lab: Lab, { cname, uid, resourceId }: { cname: string; uid: string; resourceId: string }) {
  return lab.start(resourceId, { cname, uid, clientRequest: { storageConfig: lab.storage() } });
}
