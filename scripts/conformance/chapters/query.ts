import { expectAnswer, fieldOf, serverResponseOf } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectSame, expectThat, listOf, nothing, unixMs } from "../expect";
import { audioStory, hlsStory, mp4Story, statusesOf, type Story } from "../stories";

check({
  section: "2.10",
  title: "query answers cname, uid, resourceId, sid and serverResponse",
  async run(lab) {
    const { queries, task } = await hlsStory(lab);
    for (const answer of queries) expectAnswer(answer, 200, { ...task, serverResponse: {} });
  },
});

check({
  section: "2.10",
  title: "status only rises, from 0 to 5, and 5 comes with the first slice",
  async run(lab) {
    const story = await hlsStory(lab);
    const statuses = statusesOf(story);
    expectLike(statuses, listOf(anyOf(0, 1, 2, 3, 4, 5)), "statuses");
    expectThat(isRising(statuses), "statuses that never fall", statuses);
    expectLike(statuses.at(-1), 5, "last status");
    for (const answer of story.queries) {
      const { status, fileList } = serverResponseOf(answer);
      expectLike(fileList, status === 5 ? aString : "", `fileList at status ${String(status)}`);
    }
  },
});

check({
  section: "2.10",
  title: "A recording has started, status 4 or 5, within twenty seconds",
  async run(lab) {
    await lab.withRecording({ request: { recordingConfig: { maxIdleTime: 300 } } }, async (task) => {
      const from = performance.now();
      await lab.reached(task, [4, 5]);
      expectThat(performance.now() - from < 20_000, "less than 20 s", performance.now() - from);
    });
  },
});

check({
  section: "2.10",
  title: "Where nobody sends status stays 4, without files",
  async run(lab) {
    await lab.withRecording({ request: { recordingConfig: { maxIdleTime: 300 } } }, async (task) => {
      const answer = await lab.reached(task, [4]);
      expectLike(serverResponseOf(answer), { status: 4, fileListMode: "string", fileList: "" });
    });
  },
});

check({
  section: "2.10",
  title: 'With avFileType ["hls"] fileListMode is "string" and fileList the playlist with its prefix',
  async run(lab) {
    const { queries, prefix, task } = await hlsStory(lab);
    const last = queries.at(-1)!;
    const fileList = `${prefix}${task.sid}_${task.cname}.m3u8`;
    expectAnswer(last, 200, { serverResponse: { fileListMode: "string", fileList } });
  },
});

check({
  section: "2.10",
  title: 'With avFileType ["hls","mp4"] fileListMode is "json" and fileList a list of files with all six fields',
  async run(lab) {
    const story = await mp4Story(lab);
    const { queries, prefix, task } = story;
    const last = queries.at(-1)!;
    expectLike(serverResponseOf(last), { fileListMode: "json", fileList: listOf(fileEntry(story)) });
    const names = (serverResponseOf(last).fileList as { fileName: string }[]).map(({ fileName }) => fileName);
    expectThat(names.includes(`${prefix}${task.sid}_${task.cname}.m3u8`), "the playlist among the files", names);
  },
});

check({
  section: "2.10",
  title: "Before the first slice a json fileList is empty",
  async run(lab) {
    const { queries } = await mp4Story(lab);
    expectLike(serverResponseOf(queries[0]!), { fileListMode: "json", fileList: [] });
  },
});

check({
  section: "2.10",
  title: "sliceStartTime is the time of the first slice in Unix milliseconds",
  async run(lab) {
    const { queries, fromMs, toMs } = await hlsStory(lab);
    const { sliceStartTime } = serverResponseOf(queries.at(-1)!);
    expectLike(sliceStartTime, unixMs, "sliceStartTime");
    const ms = Number(sliceStartTime);
    expectThat(ms >= fromMs && ms <= toMs, `a time from ${fromMs} to ${toMs}`, ms);
  },
});

check({
  section: "2.10",
  title: "In the answer of stop too, trackType tells what is recorded: here both, in the other story audio",
  async run(lab) {
    const story = await mp4Story(lab);
    expectLike(serverResponseOf(story.stopped).fileList, listOf(fileEntry(story)), "fileList of stop");
    const sound = await audioStory(lab);
    const uploaded = sound.deliveries.find(({ envelope }) => envelope.eventType === 31);
    expectLike(uploaded?.details.fileList, listOf({ trackType: "audio" }), "fileList of event 31");
  },
});

check({
  section: "2.10",
  title: "query before start is 404 failed to find worker",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    const resourceId = await lab.ticket(cname, uid);
    const answer = await lab.query({ cname, uid, resourceId, sid: "0".repeat(32) });
    expectAnswer(answer, 404, { code: 404, reason: "failed to find worker" });
  },
});

check({
  section: "2.10",
  title: "query after the end is 404 failed to find worker",
  async run(lab) {
    const { endedQuery } = await hlsStory(lab);
    expectAnswer(endedQuery, 404, { code: 404, reason: "failed to find worker" });
  },
});

check({
  section: "6.1",
  title: "A 404 echoes cname and uid and has no serverResponse",
  async run(lab) {
    const { endedQuery, task } = await hlsStory(lab);
    expectAnswer(endedQuery, 404, { cname: task.cname, uid: task.uid, serverResponse: nothing });
  },
});

check({
  section: "6.4",
  title: "query with an unknown resourceId is code 1001",
  async run(lab) {
    await lab.withRecording({}, async (task) => {
      expectAnswer(await lab.query({ ...task, resourceId: "B".repeat(256) }), 400, { code: 1001, reason: aString });
    });
  },
});

check({
  section: "6.4",
  title: "query with the sid of another recording is code 1003",
  async run(lab) {
    await lab.withRecording({}, (one) =>
      lab.withRecording({}, async (other) => {
        expectAnswer(await lab.query({ ...one, sid: other.sid }), 400, { code: 1003, reason: aString });
      }),
    );
  },
});

check({
  section: "1.3",
  title: "query takes the content type that the Go SDK sends with every GET",
  async run(lab) {
    await lab.withRecording({}, async (task) => {
      const answer = await lab.query(task, { contentType: "application/json;charset=utf-8" });
      expectAnswer(answer, 200, { sid: task.sid });
    });
  },
});

check({
  section: "2.0",
  title: "mode cannot be switched: query of a composite recording in another mode is refused",
  async run(lab) {
    await lab.withRecording({}, async (task) => {
      for (const mode of ["individual", "web"]) {
        const answer = await lab.request("GET", lab.taskPath(task, "query", mode));
        expectThat([400, 404].includes(answer.status), `400 or 404 for ${mode}`, answer.status);
      }
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    });
  },
});

check({
  section: "2.10",
  title: "query changes nothing: two in a row say the same of an idle recording",
  async run(lab) {
    await lab.withRecording({ request: { recordingConfig: { maxIdleTime: 300 } } }, async (task) => {
      const first = await lab.reached(task, [4]);
      const second = await lab.query(task);
      expectSame(second.body, first.body, "second answer");
      expectLike(fieldOf(second, "sid"), task.sid, "sid");
    });
  },
});

function isRising(statuses: unknown[]): boolean {
  return statuses.every((status, i) => i === 0 || Number(status) >= Number(statuses[i - 1]));
}

/** A file of a composite recording as query, stop and event 31 list it. */
function fileEntry({ prefix, task }: Story) {
  return {
    fileName: new RegExp(`^${prefix}${task.sid}_${task.cname}(_\\d+\\.mp4|\\.m3u8)$`),
    trackType: "audio_and_video",
    uid: "0",
    mixedAllUser: true,
    isPlayable: anyOf(true, false),
    sliceStartTime: unixMs,
  };
}
