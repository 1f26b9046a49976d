import { check } from "../check";
import { anyOf, expectLike, expectSame, expectThat, listOf, unixMs } from "../expect";
import { readPlaylist, sliceStartMs } from "../playlist";
import { hlsStory, mp4Story, ofType, type Story } from "../stories";

/** Events of a composite recording: number, name, service that sends it. */
const known: Readonly<Record<number, { msgName: string; serviceType: number }>> = {
  1: { msgName: "cloud_recording_error", serviceType: 0 },
  2: { msgName: "cloud_recording_warning", serviceType: 0 },
  3: { msgName: "cloud_recording_status_update", serviceType: 0 },
  4: { msgName: "cloud_recording_file_infos", serviceType: 0 },
  11: { msgName: "session_exit", serviceType: 0 },
  12: { msgName: "session_failover", serviceType: 0 },
  30: { msgName: "uploader_started", serviceType: 2 },
  31: { msgName: "uploaded", serviceType: 2 },
  32: { msgName: "backuped", serviceType: 2 },
  33: { msgName: "uploading_progress", serviceType: 2 },
  40: { msgName: "recorder_started", serviceType: 1 },
  41: { msgName: "recorder_leave", serviceType: 1 },
  42: { msgName: "recorder_slice_start", serviceType: 1 },
  43: { msgName: "recorder_audio_stream_state_changed", serviceType: 1 },
  44: { msgName: "recorder_video_stream_state_changed", serviceType: 1 },
};

check({
  section: "5.3",
  title: "Only documented events come, each with its msgName and serviceType",
  async run(lab) {
    for (const { deliveries } of [await hlsStory(lab), await mp4Story(lab)]) {
      expectThat(deliveries.length > 0, "notifications", deliveries.length);
      for (const { envelope, payload, details } of deliveries) {
        const expected = known[Number(envelope.eventType)];
        expectThat(expected !== undefined, "a documented eventType", envelope.eventType);
        expectLike({ msgName: details.msgName, serviceType: payload.serviceType }, expected);
      }
    }
  },
});

check({
  section: "5.4",
  title: "A composite recording tells 40, 42, 30, 4, 41, 33, 31, 11 in this order, each once but 33",
  async run(lab) {
    const story = await hlsStory(lab);
    const order = [40, 42, 30, 4, 41, 31, 11];
    const inSequence = story.deliveries
      .toSorted((a, b) => Number(a.payload.sequence) - Number(b.payload.sequence))
      .map(({ envelope }) => Number(envelope.eventType));
    expectSame(
      inSequence.filter((eventType) => order.includes(eventType)),
      order,
      "order of events",
    );
    expectThat(inSequence.indexOf(33) < inSequence.indexOf(31), "33 before 31", inSequence);
  },
});

check({
  section: "5.4",
  title: "session_exit is the last event",
  async run(lab) {
    const { deliveries } = await hlsStory(lab);
    const last = deliveries.toSorted((a, b) => Number(a.payload.sequence) - Number(b.payload.sequence)).at(-1);
    expectLike(last?.envelope.eventType, 11, "last eventType");
  },
});

/** What the details of each event hold in a recording that went well. */
const details: [eventType: number, what: string, pattern: (story: Story) => Record<string, unknown>][] = [
  [40, "status 0", () => ({ status: 0 })],
  [30, "status 0", () => ({ status: 0 })],
  [4, "the playlist with its prefix", ({ prefix, task }) => ({ fileList: `${prefix}${task.sid}_${task.cname}.m3u8` })],
  [41, "leaveCode 16 after stop", () => ({ leaveCode: 16 })],
  [11, "exitStatus 0", () => ({ exitStatus: 0 })],
  [
    42,
    "the mixed stream and two times",
    () => ({
      startUtcMs: unixMs,
      discontinueUtcMs: unixMs,
      mixedAllUser: true,
      streamUid: "0",
      trackType: "audio_and_video",
    }),
  ],
];
for (const [eventType, what, pattern] of details) {
  check({
    section: "5.3",
    title: `${known[eventType]?.msgName} carries ${what}`,
    async run(lab) {
      const story = await hlsStory(lab);
      expectLike(
        ofType(story, eventType).map((delivery) => delivery.details),
        [pattern(story)],
      );
    },
  });
}

check({
  section: "5.3",
  title: "recorder_slice_start tells when the first slice began, the same as its name and sliceStartTime",
  async run(lab) {
    const story = await hlsStory(lab);
    const [first] = readPlaylist(story.playlist).entries;
    const startMs = Number(ofType(story, 42)[0]?.details.startUtcMs);
    const gapMs = Math.abs(startMs - sliceStartMs(first?.file ?? ""));
    expectThat(gapMs < 1000, "times less than a second apart", { startMs, file: first?.file });
  },
});

for (const eventType of [43, 44]) {
  check({
    section: "5.3",
    title: `${known[eventType]?.msgName} tells of each person, with state 0 and UtcMs`,
    async run(lab) {
      const story = await hlsStory(lab);
      const seen = ofType(story, eventType).map((delivery) => delivery.details);
      expectThat(seen.length > 0, "events", seen);
      const uids = seen.filter(({ state }) => state === 0).map(({ streamUid }) => String(streamUid));
      expectSame(uids.toSorted(), ["1101", "1102", "1103"], "uids");
      for (const one of seen) expectLike(one, { state: anyOf(0, 1), UtcMs: unixMs });
    },
  });
}

check({
  section: "5.3",
  title: "Somebody who leaves the channel is told of with state 1 for sound and picture",
  async run(lab) {
    await lab.turns.pictures.use(async () => {
      const cname = await lab.newChannel(["1901", "1902"]);
      const transcodingConfig = { width: 160, height: 120, fps: 7, bitrate: 200 };
      await lab.withRecording({ cname, request: { recordingConfig: { transcodingConfig } } }, async ({ sid }) => {
        const is = (uid: string, state: number) => (one: { details: Record<string, unknown> }) =>
          one.details.streamUid === uid && one.details.state === state;
        await lab.notified(sid, 44, is("1902", 0));
        await lab.leave(cname, "1902");
        await Promise.all([lab.notified(sid, 43, is("1902", 1)), lab.notified(sid, 44, is("1902", 1))]);
      });
    });
  },
});

check({
  section: "5.3",
  title: "uploading_progress never falls, stays within 0 to 10000, and ends at 10000",
  async run(lab) {
    const progress = ofType(await hlsStory(lab), 33).map((delivery) => Number(delivery.details.progress));
    expectLike(progress.at(-1), 10_000, "last progress");
    const isRight = progress.every((one, i) => one >= (progress[i - 1] ?? 0) && one <= 10_000);
    expectThat(isRight, "numbers that never fall, 0 to 10000", progress);
  },
});

check({
  section: "5.3",
  title: "uploaded lists every file with fileName, trackType, uid, mixedAllUser, isPlayable and sliceStartTime",
  async run(lab) {
    for (const story of [await hlsStory(lab), await mp4Story(lab)]) {
      const [one] = ofType(story, 31);
      const entry = { fileName: new RegExp(`^${story.prefix}`), trackType: "audio_and_video", uid: "0" };
      const rest = { mixedAllUser: true, isPlayable: true, sliceStartTime: unixMs };
      expectLike(one?.details, { status: 0, fileList: listOf({ ...entry, ...rest }) });
      const names = (one!.details.fileList as { fileName: string }[]).map(({ fileName }) => fileName);
      const media = story.keys.filter((key) => !key.endsWith(".ts"));
      expectSame(names.toSorted(), media.toSorted(), "files listed, and playlist and MP4 in the bucket");
    }
  },
});

check({
  section: "5.3",
  title: "A repeated start is told of with cloud_recording_status_update, recordingMode 1",
  async run(lab) {
    await lab.withRecording({}, async ({ cname, uid, resourceId, sid }) => {
      await lab.start(resourceId, { cname, uid, clientRequest: { storageConfig: lab.storage() } });
      const { details: update } = await lab.notified(sid, 3);
      expectLike(update, { status: anyOf(0, 1, 2, 3, 4, 5), recordingMode: 1 });
    });
  },
});

check({
  section: "5.3",
  title: "A recording that idles out tells leaveCode 4 and exitStatus 0",
  async run(lab) {
    const { sid } = await lab.record({ request: { recordingConfig: { maxIdleTime: 5 } } });
    expectLike((await lab.notified(sid, 41)).details, { leaveCode: 4 }, "event 41");
    expectLike((await lab.notified(sid, 11)).details, { exitStatus: 0 }, "event 11");
  },
});

check({
  section: "5.3",
  title: "cloud_recording_error has module, errorLevel, errorCode, stat and errorMsg",
  async run(lab) {
    const transcodingConfig = { width: 640, height: 360, fps: 15, bitrate: 7000 };
    const { sid } = await lab.record({ request: { recordingConfig: { transcodingConfig } } });
    const level = anyOf(1, 2, 3, 4, 5);
    const { details: error } = await lab.notified(sid, 1);
    expectLike(error, { module: anyOf(0, 1, 2, 6), errorLevel: level, errorMsg: /./ });
    expectThat(Number.isInteger(error.errorCode), "a whole number as errorCode", error.errorCode);
    expectThat(Number.isInteger(error.stat) && error.stat !== 0, "a stat other than 0", error.stat);
  },
});

check({
  section: "5.4",
  title: "A recording that dies of its parameters tells 1, 41 and 11 in this order",
  async run(lab) {
    const transcodingConfig = { width: 640, height: 360, fps: 15, bitrate: 7000 };
    const { sid } = await lab.record({ request: { recordingConfig: { transcodingConfig } } });
    await lab.notified(sid, 11);
    const types = lab.receiver
      .about(sid)
      .toSorted((a, b) => Number(a.payload.sequence) - Number(b.payload.sequence))
      .map(({ envelope }) => envelope.eventType);
    expectSame(types, [1, 41, 11], "events");
  },
});
