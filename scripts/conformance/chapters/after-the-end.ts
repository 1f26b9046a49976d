import { check } from "../check";
import { anyOf, aString, expectLike, expectSame, expectThat, nothing } from "../expect";
import { probe } from "../media";
import { ending, inSequence, type Observed } from "../observe";
import { mixedSoundStory, packedStory, soundFormats, unreadableStory } from "../stories-individual";

const codecs = { mp3: "mp3", m4a: "aac", aac: "aac" } as const;

for (const format of soundFormats) {
  check({
    section: "2.8",
    title: `Postponed audio mixing makes one ${format} of everybody's sound, with the sample rate asked for`,
    async run(lab) {
      const { names, task, prefix } = await mixedSoundStory(lab, format);
      const made = `${task.sid}_${task.cname}_0.${format}`;
      expectSame(ending(names, `.${format}`), [made], "files made after the end");
      const { audio, video } = await probe(await lab.bucket.bytes(prefix + made), format);
      expectLike([audio, video], [{ codec: codecs[format], sampleRate: 32_000 }, undefined], "sound and video");
    },
  });
  check({
    section: "5.3",
    title: `Of ${format} made after the end events 80, 81 and 1001 tell, after session_exit`,
    async run(lab) {
      const story = await mixedSoundStory(lab, format);
      expectSame(types(story).slice(-4), [11, 80, 81, 1001], "last events");
      const [made] = ending(story.names, `.${format}`);
      const fileList = [{ fileName: `${story.prefix}${made}` }];
      const [started, completed, final] = inSequence(story).slice(-3);
      expectLike(started?.details.msgName, "transcoder_started", "msgName of 80");
      const uids = [{ uid: aString, result: "success", fileList }];
      expectLike(completed?.details, { msgName: "transcoder_completed", result: "all_success", uids }, "details of 81");
      const result = { msgName: "postpone_transcode_final_result", result: "total_success", fileList };
      expectLike([final?.details, final?.payload.serviceType], [result, 0], "details and service of 1001");
    },
  });
}

check({
  section: "2.3",
  title: "In original there is one playlist of sound for each person, and none of pictures",
  async run(lab) {
    const { names, task } = await mixedSoundStory(lab, "mp3");
    const expected = ["2501", "2502"].map((uid) => `${task.sid}_${task.cname}__uid_s_${uid}__uid_e_audio.m3u8`);
    expectSame(ending(names, ".m3u8"), expected, "playlists");
  },
});

check({
  section: "2.8",
  title: "Postponed transcoding makes an MP4 of each person with picture and sound",
  async run(lab) {
    const { names, prefix } = await packedStory(lab);
    const made = ending(names, ".mp4");
    expectThat(made.length === 1 && made[0]?.includes("_s_2601_") === true, "one MP4, of 2601", made);
    const { video, audio } = await probe(await lab.bucket.bytes(`${prefix}${made[0]}`), "mp4");
    expectLike([video?.codec, audio?.codec], ["h264", "aac"], "codecs");
  },
});

check({
  section: "5.3",
  title: "transcoder_completed tells each person by itself, with the names of their files",
  async run(lab) {
    const story = await packedStory(lab);
    const fileList = [{ fileName: ending(story.names, ".mp4")[0] }];
    const completed = story.deliveries.find(({ envelope }) => envelope.eventType === 81);
    expectLike(completed?.details, { result: "all_success", uids: [{ uid: "2601", result: "success", fileList }] });
  },
});

check({
  section: "5.3",
  title: "Files that cannot be read back are told by download_failed, once, with vendor, region, bucket and names",
  async run(lab) {
    const story = await unreadableStory(lab);
    const told = story.deliveries.filter(({ envelope }) => envelope.eventType === 90);
    expectLike(told.length, 1, "events 90");
    const { bucket } = lab.address.objectStore;
    const slices = ending(story.names, ".ts").join(";");
    expectLike(told[0]?.details, { msgName: "download_failed", vendor: 1, region: 0, bucket, fileName: slices });
    expectLike(told[0]?.payload.serviceType, 8, "serviceType");
  },
});

check({
  section: "5.3",
  title: "What fails after the end is told as failed by 81 and 1001",
  async run(lab) {
    const story = await unreadableStory(lab);
    expectSame(types(story).slice(-4), [80, 90, 81, 1001], "last events");
    const [completed, final] = inSequence(story).slice(-2);
    expectLike(completed?.details, { result: "fail", uids: [{ result: "fail", fileList: anyOf([], nothing) }] });
    expectLike(final?.details.result, "failed", "result of 1001");
    expectSame(ending(story.names, ".mp3"), [], "files made after the end");
  },
});

function types(story: Observed): number[] {
  return inSequence(story).map(({ envelope }) => Number(envelope.eventType));
}
