import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectSame, nothing } from "../expect";
import { inSequence } from "../observe";
import { fewPeople, files, peopleStory } from "../stories-individual";

check({
  section: "5.4",
  title: "An individual recording begins with 40 and ends with 41, 33, 31 and 11",
  async run(lab) {
    const types = inSequence(await peopleStory(lab)).map(({ envelope }) => Number(envelope.eventType));
    expectLike(types[0], 40, "first event");
    expectSame(types.filter((type) => type !== 42 && type < 43).slice(-4), [41, 33, 31, 11], "last events");
  },
});

check({
  section: "5.3",
  title: "cloud_recording_status_update has recordingMode 0 for an individual recording",
  async run(lab) {
    const request = { recordingConfig: fewPeople, ...files };
    await lab.withRecording({ mode: "individual", request }, async (task) => {
      const { cname, uid, resourceId, sid } = task;
      const clientRequest = { storageConfig: lab.storage(), ...request };
      const again = await lab.start(resourceId, { cname, uid, clientRequest }, "individual");
      expectAnswer(again, 201, { code: 7, reason: aString });
      expectLike((await lab.notified(sid, 3)).details, {
        recordingMode: 0,
        fileList: "",
        status: anyOf(0, 1, 2, 3, 4),
      });
    });
  },
});

check({
  section: "6.2",
  title: "stop of an individual recording of nobody is 206 code 435",
  async run(lab) {
    const task = await lab.record({ mode: "individual", request: { recordingConfig: fewPeople, ...files } });
    await lab.reached(task, [4]);
    expectAnswer(await lab.stop(task), 206, { code: 435, serverResponse: nothing });
  },
});
