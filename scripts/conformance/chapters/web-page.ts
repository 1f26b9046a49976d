import { expectAnswer, fieldOf, serverResponseOf } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectSame, expectThat, listOf, nothing, unixMs } from "../expect";
import { isNear, pixel, probe } from "../media";
import { ending, inSequence } from "../observe";
import { deadEnds, heldStory, label, pageRequest, pageStory, payloadOf, pushStory } from "../stories-web";

const file = { filename: aString, fileName: nothing, sliceStartTime: unixMs };

check({
  section: "2.10",
  title: "query of a web page answers status and extensionServiceState alone: init, no files, not on hold",
  async run(lab) {
    const { first } = await pageStory(lab);
    expectSame(Object.keys(serverResponseOf(first)).toSorted(), ["extensionServiceState", "status"], "keys");
    const payload = { state: "init", onhold: false, fileList: [] };
    const extensionServiceState = [{ serviceName: "web_recorder_service", payload }];
    expectAnswer(first, 200, { serverResponse: { status: anyOf(0, 1, 2), extensionServiceState } });
  },
});

check({
  section: "2.10",
  title: "query of a web page in progress lists its files with filename and sliceStartTime",
  async run(lab) {
    const { last } = await pageStory(lab);
    expectLike(fieldOf(last, "serverResponse", "status"), 5, "status");
    const payload = payloadOf(last, "web_recorder_service");
    expectLike(payload, { state: "inProgress", onhold: false, fileList: listOf(file) });
    expectSame(Object.keys(payload).toSorted(), ["fileList", "onhold", "state"], "keys of the payload");
  },
});

check({
  section: "2.13",
  title: "stop of a web page answers the state of the upload and of the recorder, with its files",
  async run(lab) {
    const { stopped, task } = await pageStory(lab);
    const { cname, uid, resourceId, sid } = task;
    expectAnswer(stopped, 200, {
      cname,
      uid,
      resourceId,
      sid,
      serverResponse: {
        extensionServiceState: [
          { serviceName: "upload_service", payload: { uploadingStatus: "uploaded" } },
          { serviceName: "web_recorder_service", payload: { state: "exit", onhold: false, fileList: listOf(file) } },
        ],
      },
    });
    expectSame(Object.keys(serverResponseOf(stopped)), ["extensionServiceState"], "keys of serverResponse");
  },
});

check({
  section: "2.10",
  title: "query after the end of a web page recording is 404 failed to find worker",
  async run(lab) {
    expectAnswer((await pageStory(lab)).ended, 404, { code: 404, reason: "failed to find worker" });
  },
});

check({
  section: "4.2",
  title: "In the file names of a web page each special character of its label is a hyphen",
  async run(lab) {
    const { names, task } = await pageStory(lab);
    const stem = `${task.sid}_${label.written}`;
    expectSame(ending(names, ".m3u8"), [`${stem}.m3u8`], "playlists");
    expectSame(ending(names, ".mp4"), [`${stem}_0.mp4`], "MP4 files");
    const slices = ending(names, ".ts");
    const isRight = (name: string) => name.startsWith(`${stem}_`) && /_\d{17}\.ts$/.test(name);
    expectThat(slices.length > 0 && slices.every(isRight), `${stem}_<utc>.ts`, slices);
  },
});

check({
  section: "4.1",
  title: "The answers about a web page call its label as it was given, and its files with their prefix",
  async run(lab) {
    const { stopped, names, prefix } = await pageStory(lab);
    expectLike(fieldOf(stopped, "cname"), label.given, "cname");
    const list = payloadOf(stopped, "web_recorder_service").fileList;
    const listed = Array.isArray(list) ? list.map((one) => String(fieldOf({ body: one }, "filename"))) : [];
    const there = [...ending(names, ".mp4"), ...ending(names, ".m3u8")].map((name) => prefix + name);
    expectSame(listed.toSorted(), there.toSorted(), "files");
  },
});

check({
  section: "2.7",
  title: "The recording of a web page has the size asked for, in H.264 and AAC",
  async run(lab) {
    const { names, prefix } = await pageStory(lab);
    const mp4 = await probe(await lab.bucket.bytes(`${prefix}${ending(names, ".mp4")[0]}`), "mp4");
    expectLike(mp4, { video: { codec: "h264", width: 160, height: 90 }, audio: { codec: "aac" } });
  },
});

check({
  section: "2.7",
  title: "The recording shows the page",
  needsBrowser: true,
  async run(lab) {
    const { names, prefix } = await pageStory(lab);
    const slice = await lab.bucket.bytes(`${prefix}${ending(names, ".ts").at(-1)}`);
    const colour = await pixel(slice, "ts", 0.5, 0.75);
    expectThat(isNear(colour, [0, 160, 80], 16), "the page's green", colour);
  },
});

check({
  section: "2.11",
  title: "webRecordingConfig onhold true stops the slices and shows in query, false resumes them",
  async run(lab) {
    const { held, slicesHeld, names } = await pageStory(lab);
    expectLike(payloadOf(held, "web_recorder_service"), { onhold: true, state: "inProgress" });
    const [before = 0, after = 0] = slicesHeld;
    expectThat(before > 0 && before === after, "as many slices before as after", slicesHeld);
    expectThat(ending(names, ".ts").length > after, `more than ${after} slices in the end`, names);
  },
});

check({
  section: "2.7",
  title: "A page that is on hold from the start is opened, but not recorded until update says so",
  async run(lab) {
    const { namesHeld, names } = await heldStory(lab);
    expectSame(namesHeld, [], "files while on hold");
    expectThat(ending(names, ".ts").length > 0, "slices afterwards", names);
  },
});

check({
  section: "5.3",
  title: "web_recorder_started tells when the page was shown",
  async run(lab) {
    const { deliveries, fromMs, toMs } = await pageStory(lab);
    const [told] = deliveries.filter(({ envelope }) => envelope.eventType === 70);
    expectLike(told?.details, { msgName: "web_recorder_started", recorderStartTime: unixMs });
    expectLike(told?.payload.serviceType, 6, "serviceType");
    const ms = Number(told?.details.recorderStartTime);
    expectThat(ms >= fromMs && ms <= toMs, `a time from ${fromMs} to ${toMs}`, ms);
  },
});

check({
  section: "5.3",
  title: "web_recorder_stopped has code 0, message ok, details and the files",
  async run(lab) {
    const { deliveries } = await pageStory(lab);
    const told = deliveries.filter(({ envelope }) => envelope.eventType === 71);
    expectLike(told.length, 1, "events 71");
    const isText = anyOf("", aString);
    const listed = listOf({ sliceStartTime: unixMs });
    const expected = { msgName: "web_recorder_stopped", code: 0, message: "ok", details: isText, fileList: listed };
    expectLike([told[0]?.details, told[0]?.payload.serviceType], [expected, 6], "details and service");
  },
});

check({
  section: "5.3",
  title: "uploaded of a web page has no list of files",
  async run(lab) {
    const { deliveries } = await pageStory(lab);
    const told = deliveries.filter(({ envelope }) => envelope.eventType === 31).map(({ details }) => details);
    expectSame(told, [{ msgName: "uploaded", status: 0 }], "details of 31");
  },
});

check({
  section: "5.4",
  title: "A web page recording tells 70, 30, 4, 33, 71, 31 and 11 in this order, and nothing of a channel",
  async run(lab) {
    const types = inSequence(await pageStory(lab)).map(({ envelope }) => Number(envelope.eventType));
    const order = [70, 30, 4, 71, 31, 11];
    expectSame(
      types.filter((type) => order.includes(type)),
      order,
      "order of events",
    );
    expectThat(types.indexOf(33) < types.indexOf(71), "33 before 71", types);
    expectThat(!types.some((type) => [40, 41, 43, 44].includes(type)), "no event of a channel", types);
  },
});

check({
  section: "2.10",
  title: "query of a web page that is pushed shows each output with its status",
  async run(lab) {
    const { pushed } = await pushStory(lab);
    const status = anyOf("connecting", "publishing", "onhold", "disconnected");
    expectLike(payloadOf(pushed, "rtmp_publish_service"), {
      state: "inProgress",
      outputs: [{ rtmpUrl: deadEnds[0], status }],
    });
  },
});

check({
  section: "2.7",
  title: "A push that fails does not affect the recording",
  async run(lab) {
    const { stopped, names } = await pushStory(lab);
    expectLike(payloadOf(stopped, "upload_service"), { uploadingStatus: "uploaded" });
    expectThat(ending(names, ".ts").length > 0, "slices", names);
  },
});

check({
  section: "5.3",
  title: "rtmp_publish_status tells each change with rtmpUrl and a status in words",
  async run(lab) {
    const { deliveries } = await pushStory(lab);
    const told = deliveries.filter(({ envelope }) => envelope.eventType === 100);
    const status = anyOf("connecting", "publishing", "onhold", "disconnected");
    for (const { details, payload } of told) {
      expectLike([details, payload.serviceType], [{ msgName: "rtmp_publish_status", rtmpUrl: aString, status }, 6]);
    }
    const first = told.filter(({ details }) => details.rtmpUrl === deadEnds[0]).map(({ details }) => details.status);
    expectThat(first.includes("connecting") && first.includes("disconnected"), "connecting and disconnected", first);
  },
});

check({
  section: "2.11",
  title: "rtmpPublishConfig replaces where the page is pushed to",
  async run(lab) {
    const { last } = await pushStory(lab);
    expectLike(payloadOf(last, "rtmp_publish_service").outputs, [{ rtmpUrl: deadEnds[1], status: aString }], "outputs");
  },
});

check({
  section: "2.7",
  title: "A page that says in time that it is ready is recorded",
  needsBrowser: true,
  run: (lab) =>
    lab.turns.pages.use(async () => {
      const request = await pageRequest(lab, "/ready", { readyTimeout: 1 });
      await lab.withRecording({ mode: "web", request }, async (task) => {
        await lab.notified(task.sid, 4);
        expectAnswer(await lab.query(task), 200, { serverResponse: { status: 5 } });
      });
    }),
});

check({
  section: "2.7",
  title: "A page that does not say so is loaded again (73), and then the recording ends: event 71 code 4, then 404",
  needsBrowser: true,
  run: (lab) =>
    lab.turns.pages.use(async () => {
      const request = await pageRequest(lab, "/plain", { readyTimeout: 1 });
      const task = await lab.record({ mode: "web", request });
      await lab.ended(task);
      const { details } = await lab.notified(task.sid, 73);
      expectLike(details, { msgName: "web_recorder_reload", reason: "page_load_timeout" });
      expectLike((await lab.notified(task.sid, 71)).details, { code: 4, message: "page_load_timeout" });
    }),
});

for (const [what, page] of [
  ["that answers 500", "/broken"],
  ["that does not exist", "/missing"],
  ["whose server is not there", "http://127.0.0.1:1/"],
] as const) {
  check({
    section: "2.7",
    title: `start accepts a page ${what}, and the recording dies: event 71 code 5, exitStatus 1, then 404`,
    run: (lab) =>
      lab.turns.pages.use(async () => {
        const task = await lab.record({ mode: "web", request: await pageRequest(lab, page) });
        await lab.ended(task);
        expectLike((await lab.notified(task.sid, 71)).details, { code: 5, message: "access_url_failed" });
        expectLike((await lab.notified(task.sid, 11)).details, { exitStatus: 1 });
      }),
  });
}

check({
  section: "2.7",
  title: "After maxRecordingHour a web page recording ends by itself: event 71 code 1, then 31 and 404",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ requestsPerSecond: 100_000 });
    const task = await lab.record({ mode: "web", request: await pageRequest(lab, "/plain") });
    await lab.reached(task, [5]);
    await lab.advance(3600);
    await lab.ended(task);
    expectLike((await lab.notified(task.sid, 71)).details, { code: 1, message: "max_recording_hour" });
    await lab.notified(task.sid, 31);
  },
});
