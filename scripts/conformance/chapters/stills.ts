import { fieldOf, serverResponseOf } from "../agora";
import { check } from "../check";
import { expectLike, expectSame, expectThat, unixMs } from "../expect";
import { probe } from "../media";
import { ending } from "../observe";
import { captureInterval, stillsAndFilesStory, stillsStory } from "../stories-individual";

check({
  section: "2.10",
  title: "With snapshotConfig query answers status and sliceStartTime, and no list of files",
  async run(lab) {
    for (const story of [await stillsStory(lab), await stillsAndFilesStory(lab)]) {
      expectSame(Object.keys(serverResponseOf(story.last)).toSorted(), ["sliceStartTime", "status"], "keys");
      expectLike(fieldOf(story.last, "serverResponse", "status"), 5, "status");
    }
    const { last } = await stillsAndFilesStory(lab);
    expectLike(fieldOf(last, "serverResponse", "sliceStartTime"), unixMs, "sliceStartTime");
  },
});

check({
  section: "2.13",
  title: "stop of stills alone answers uploadingStatus and nothing else",
  async run(lab) {
    expectSame(serverResponseOf((await stillsStory(lab)).stopped), { uploadingStatus: "uploaded" }, "serverResponse");
  },
});

check({
  section: "2.13",
  title: "stop of a recording with stills answers the list of files too",
  async run(lab) {
    const keys = Object.keys(serverResponseOf((await stillsAndFilesStory(lab)).stopped));
    expectSame(keys.toSorted(), ["fileList", "fileListMode", "uploadingStatus"], "keys of serverResponse");
  },
});

check({
  section: "2.5",
  title: "Without recordingFileConfig there are stills and nothing else",
  async run(lab) {
    const { names } = await stillsStory(lab);
    expectThat(names.length >= 2 && names.every((name) => name.endsWith(".jpg")), "JPEG files only", names);
  },
});

check({
  section: "2.5",
  title: "With recordingFileConfig there are stills and a recording",
  async run(lab) {
    const { names } = await stillsAndFilesStory(lab);
    const counts = [".jpg", ".m3u8", ".ts"].map((end) => ending(names, end).length);
    expectThat(
      counts.every((count) => count > 0),
      "stills, playlists and slices",
      names,
    );
  },
});

check({
  section: "4.2",
  title: "A still is called <sid>_<cname>__uid_s_<uid>__uid_e_video_<utc>.jpg",
  async run(lab) {
    const { names, task } = await stillsStory(lab);
    const form = new RegExp(`^${task.sid}_${task.cname}__uid_s_\\d+__uid_e_video_\\d{17}\\.jpg$`);
    expectThat(names.length > 0 && names.every((name) => form.test(name)), String(form), names);
  },
});

check({
  section: "2.5",
  title: "Nobody without video has a still",
  async run(lab) {
    const { names } = await stillsStory(lab);
    expectThat(
      names.some((name) => name.includes("_s_2301_")),
      "a still of 2301",
      names,
    );
    expectThat(!names.some((name) => name.includes("_s_2302_")), "none of 2302", names);
  },
});

check({
  section: "2.5",
  title: "Stills come captureInterval seconds apart",
  async run(lab) {
    const { names } = await stillsStory(lab);
    const times = names.map((name) => Number(/_(\d{17})\.jpg$/.exec(name)?.[1]?.slice(-7, -3)));
    const [one = 0, other = 0] = times.toSorted((a, b) => a - b);
    // The last four digits before the milliseconds are minutes and seconds.
    const seconds = (mmss: number) => Math.floor(mmss / 100) * 60 + (mmss % 100);
    const apart = (seconds(other) - seconds(one) + 3600) % 3600;
    expectThat(
      [captureInterval, 3600 - captureInterval].some((wanted) => Math.abs(apart - wanted) <= 1),
      "5 s",
      names,
    );
  },
});

check({
  section: "2.5",
  title: "A still is a JPEG of the size that is sent",
  async run(lab) {
    const { names, prefix } = await stillsStory(lab);
    const bytes = await lab.bucket.bytes(prefix + (names[0] ?? ""));
    expectThat(
      bytes.readUInt16BE(0) === 0xff_d8,
      "the first two bytes of a JPEG",
      bytes.subarray(0, 2).toString("hex"),
    );
    const { video, audio } = await probe(bytes, "jpg");
    expectThat(video?.codec === "mjpeg" && video.width > 0 && audio === undefined, "a picture", { video, audio });
  },
});

check({
  section: "5.3",
  title: "recorder_snapshot_file tells each still by its name with the prefix",
  async run(lab) {
    const { deliveries, names, prefix } = await stillsStory(lab);
    const told = deliveries.filter(({ envelope }) => envelope.eventType === 45);
    for (const { payload, details } of told) {
      expectLike([payload.serviceType, details.msgName], [1, "recorder_snapshot_file"], "service and name");
    }
    const files = told.map(({ details }) => String(details.fileName));
    expectSame(files.toSorted(), names.map((name) => prefix + name).toSorted(), "files told and files there");
  },
});
