import { expectAnswer, fieldOf, serverResponseOf } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectThat, nothing } from "../expect";
import { readPlaylist } from "../playlist";
import { audioStory, hlsStory, mp4Story } from "../stories";

const patient = { recordingConfig: { maxIdleTime: 300 } };
const soundOnly = { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } };

check({
  section: "2.13",
  title: "stop answers the ids, fileListMode, fileList and uploadingStatus uploaded",
  async run(lab) {
    const { stopped, task, prefix } = await hlsStory(lab);
    const fileList = `${prefix}${task.sid}_${task.cname}.m3u8`;
    const serverResponse = { fileListMode: "string", fileList, uploadingStatus: "uploaded" };
    expectAnswer(stopped, 200, { ...task, serverResponse });
  },
});

check({
  section: "2.13",
  title: "A stop that waits answers within twenty seconds, when every file is in the bucket",
  async run(lab) {
    const { stopped, keysAtStop, keys } = await hlsStory(lab);
    expectLike(stopped.status, 200, "status of stop");
    expectThat(stopped.tookMs < 20_000, "less than 20 s", `${Math.round(stopped.tookMs)} ms`);
    expectLike(keysAtStop, keys, "objects right after stop, as at the end");
  },
});

check({
  section: "2.13",
  title: "A stop with async_stop answers before the files are there; they follow",
  async run(lab) {
    const { stopped, keysAtStop, keys, task } = await mp4Story(lab);
    expectAnswer(stopped, 200, { ...task, serverResponse: { uploadingStatus: anyOf("unknown", "uploaded") } });
    const mp4 = (list: string[]) => list.filter((key) => key.endsWith(".mp4")).length;
    expectThat(stopped.tookMs < 5000, "an answer at once", `${Math.round(stopped.tookMs)} ms`);
    expectLike([mp4(keysAtStop), mp4(keys)], [0, 1], "MP4 files at the answer and at the end");
  },
});

check({
  section: "2.13",
  title: "stop with an empty clientRequest waits for the upload",
  async run(lab) {
    const { stopped, playlist } = await audioStory(lab);
    expectAnswer(stopped, 200, { serverResponse: { uploadingStatus: "uploaded" } });
    expectThat(readPlaylist(playlist).hasEnded, "a playlist that has ended", playlist.slice(-80));
  },
});

check({
  section: "2.13",
  title: "stop without clientRequest is refused with 400 code 2, and the recording goes on",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      const { cname, uid } = task;
      const answer = await lab.request("POST", lab.taskPath(task, "stop"), { body: { cname, uid } });
      expectAnswer(answer, 400, { code: 2, reason: aString });
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    }),
});

check({
  section: "2.13",
  title: "stop with async_stop as a text is refused with 400 code 2",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      expectAnswer(await lab.stop(task, { async_stop: "true" }), 400, { code: 2, reason: aString });
    }),
});

check({
  section: "6.2",
  title: "stop where nobody ever sent anything is 206 code 435, and the recording ends",
  async run(lab) {
    const task = await lab.record({ request: patient });
    await lab.reached(task, [4]);
    expectAnswer(await lab.stop(task), 206, { code: 435, reason: aString });
    await lab.ended(task);
  },
});

check({
  section: "6.2",
  title: "A second stop while the first one is still at work is 400 code 49",
  async run(lab) {
    await lab.turns.sound.use(async () => {
      const cname = await lab.newChannel(["1801"]);
      const task = await lab.record({ cname, request: soundOnly });
      await lab.reached(task, [5]);
      await lab.catchUp(task);
      const [first, second] = await Promise.all([lab.stop(task), lab.stop(task)]);
      const codes = [fieldOf(first, "code"), fieldOf(second, "code")];
      expectThat(codes.filter((code) => code === 49).length === 1, "code 49 for one of the two", codes);
      expectLike(
        [first.status, second.status].toSorted((a, b) => a - b),
        [200, 400],
        "status of the two",
      );
    });
  },
});

check({
  section: "6.2",
  title: "stop after the end is 404 failed to find worker",
  async run(lab) {
    const { endedStop, task } = await hlsStory(lab);
    expectAnswer(endedStop, 404, { code: 404, reason: "failed to find worker", cname: task.cname, uid: task.uid });
  },
});

check({
  section: "2.15",
  title: "stop while a query is still open answers 206 without a file list",
  async run(lab) {
    await lab.turns.sound.use(async () => {
      const cname = await lab.newChannel(["1802"]);
      const task = await lab.record({ cname, request: soundOnly });
      await lab.reached(task, [5]);
      await lab.catchUp(task);
      const delay = { kind: "delay", delayMs: 3000 };
      await lab.control("POST", "faults", { operation: "query", timing: "after", cname, uid: task.uid, answer: delay });
      const query = lab.query(task);
      // The query has to be on its way: the journal shows only finished ones, the fault shows when it has struck.
      await lab.until("the query to reach the sandbox", async () => {
        const { faults } = await lab.control("GET", "faults");
        const ours = (Array.isArray(faults) ? faults : []).find((one) => (one as { cname?: string }).cname === cname);
        return (ours as { struck?: number } | undefined)?.struck === 1 ? true : undefined;
      });
      const stopped = await lab.stop(task);
      await query;
      expectLike(stopped.status, 206, "status of stop");
      expectLike(serverResponseOf(stopped), { fileList: nothing, fileListMode: nothing });
    });
  },
});

check({
  section: "6.4",
  title: "stop with another cname or uid than the recording's is code 432",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      for (const change of [{ cname: "another" }, { uid: lab.newUid() }]) {
        expectAnswer(await lab.stop({ ...task, ...change }), 400, { code: 432, reason: aString });
      }
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    }),
});

check({
  section: "6.4",
  title: "stop with an unknown resourceId is code 1001, with a foreign sid 1003",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      expectAnswer(await lab.stop({ ...task, resourceId: "C".repeat(256) }), 400, { code: 1001, reason: aString });
      expectAnswer(await lab.stop({ ...task, sid: "e".repeat(32) }), 400, { code: 1003, reason: aString });
    }),
});
