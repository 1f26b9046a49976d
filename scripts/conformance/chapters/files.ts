import { fieldOf } from "../agora";
import { check } from "../check";
import { expectLike, expectSame, expectThat } from "../expect";
import type { Lab } from "../lab";
import { isTransportStream, probe } from "../media";
import { readPlaylist, sliceStartMs } from "../playlist";
import { audioStory, canvas, hlsStory, mp4Story, type Story } from "../stories";

const namesOf = ({ keys, prefix }: Story, ending: string) =>
  keys.filter((key) => key.endsWith(ending)).map((key) => key.slice(prefix.length));

check({
  section: "4.1",
  title: "Every object's key begins with the parts of fileNamePrefix, each with a slash",
  async run(lab) {
    const { keys, prefix } = await hlsStory(lab);
    expectThat(keys.length > 0 && keys.every((key) => key.startsWith(prefix)), `keys below ${prefix}`, keys);
  },
});

check({
  section: "4.1",
  title: "Without fileNamePrefix the objects lie at the top of the bucket",
  async run(lab) {
    const { keys, task } = await audioStory(lab);
    expectThat(keys.length > 0 && keys.every((key) => key.startsWith(task.sid)), "keys that begin with the sid", keys);
  },
});

check({
  section: "4.2",
  title: "The playlist is called <sid>_<cname>.m3u8",
  async run(lab) {
    const story = await hlsStory(lab);
    expectLike(namesOf(story, ".m3u8"), [`${story.task.sid}_${story.task.cname}.m3u8`], "playlists");
  },
});

check({
  section: "4.2",
  title: "A slice is called <sid>_<cname>_<utc>.ts with seventeen digits of UTC",
  async run(lab) {
    const story = await hlsStory(lab);
    const form = new RegExp(`^${story.task.sid}_${story.task.cname}_\\d{17}\\.ts$`);
    const names = namesOf(story, ".ts");
    expectThat(names.length >= 3 && names.every((name) => form.test(name)), String(form), names);
  },
});

check({
  section: "4.2",
  title: "The time in a slice's name is when it began",
  async run(lab) {
    const story = await hlsStory(lab);
    const times = namesOf(story, ".ts").map(sliceStartMs);
    const isDuring = (ms: number) => ms >= story.fromMs && ms <= story.toMs;
    expectThat(times.length > 0 && times.every(isDuring), `times from ${story.fromMs} to ${story.toMs}`, times);
  },
});

check({
  section: "4.2",
  title: "A channel name of special characters stands in the file names as it is",
  async run(lab) {
    const story = await audioStory(lab);
    const { sid, cname } = story.task;
    expectLike(namesOf(story, ".m3u8"), [`${sid}_${cname}.m3u8`], "playlists");
    const slices = namesOf(story, ".ts");
    expectThat(slices.length > 0 && slices.every((name) => name.startsWith(`${sid}_${cname}_`)), cname, slices);
  },
});

check({
  section: "4.2",
  title: "The MP4 is called <sid>_<cname>_0.mp4 and stands beside the playlist",
  async run(lab) {
    const story = await mp4Story(lab);
    const { sid, cname } = story.task;
    expectLike(
      [...namesOf(story, ".mp4"), ...namesOf(story, ".m3u8")],
      [`${sid}_${cname}_0.mp4`, `${sid}_${cname}.m3u8`],
    );
  },
});

check({
  section: "4.3",
  title: "A composite recording in HLS is one playlist and its slices, nothing else",
  async run(lab) {
    const story = await hlsStory(lab);
    const slices = namesOf(story, ".ts").length;
    expectThat(slices >= 3, "three slices or more", slices);
    expectLike(story.keys.length, slices + 1, "objects");
  },
});

check({
  section: "4.3",
  title: "The playlist names every slice in the bucket, and no other",
  async run(lab) {
    for (const story of [await hlsStory(lab), await mp4Story(lab), await audioStory(lab)]) {
      const listed = readPlaylist(story.playlist).entries.map(({ file }) => file);
      expectThat(listed.length > 0, "slices", listed);
      expectSame(listed.toSorted(), namesOf(story, ".ts").toSorted(), "slices in the playlist");
    }
  },
});

check({
  section: "4.3",
  title: "During the recording the playlist has no end and names only slices that are there",
  async run(lab) {
    const { playlistMeanwhile, keys, prefix } = await hlsStory(lab);
    const { entries, hasEnded, head } = readPlaylist(playlistMeanwhile);
    expectLike([head[0], hasEnded], ["#EXTM3U", false], "first line, and whether it has ended");
    expectThat(
      entries.every(({ file }) => keys.includes(prefix + file)),
      "only slices in the bucket",
      entries,
    );
  },
});

check({
  section: "4.4",
  title: "Slices follow each other in time without a gap",
  async run(lab) {
    const { entries } = readPlaylist((await hlsStory(lab)).playlist);
    expectThat(entries.length >= 3, "three slices or more", entries.length);
    entries.slice(1).forEach(({ file }, i) => {
      const before = entries[i]!;
      const gapMs = sliceStartMs(file) - sliceStartMs(before.file) - before.seconds * 1000;
      expectThat(Math.abs(gapMs) < 100, `less than 100 ms between slice ${i} and the next`, gapMs);
    });
  },
});

check({
  section: "4.4",
  title: "A slice is MPEG-TS with H.264 of the size and frame rate asked for, and AAC of 48 kHz",
  async run(lab) {
    const { video, audio } = await probeFirst(lab, await hlsStory(lab), ".ts");
    const { width, height, fps } = canvas;
    expectLike(video, { codec: "h264", width, height, fps }, "video");
    expectLike(audio, { codec: "aac", sampleRate: 48_000 }, "audio");
  },
});

check({
  section: "2.3",
  title: "With streamTypes 0 a slice holds sound and no picture",
  async run(lab) {
    const { video, audio } = await probeFirst(lab, await audioStory(lab), ".ts");
    expectLike([audio?.codec, video], ["aac", undefined], "audio codec and video");
  },
});

check({
  section: "2.5",
  title: "The MP4 plays as long as the slices together",
  async run(lab) {
    const story = await mp4Story(lab);
    const { seconds, video, audio } = await probeFirst(lab, story, ".mp4");
    const sum = readPlaylist(story.playlist).entries.reduce((total, entry) => total + entry.seconds, 0);
    expectLike([video?.codec, audio?.codec], ["h264", "aac"], "codecs");
    expectThat(Math.abs(seconds - sum) < 0.25, `about ${sum.toFixed(2)} s`, seconds);
  },
});

check({
  section: "2.5",
  title: "Without mp4 in avFileType there is no MP4",
  async run(lab) {
    const story = await hlsStory(lab);
    expectThat(story.keys.length > 0, "objects", story.keys);
    expectLike(namesOf(story, ".mp4"), [], "MP4 files");
  },
});

check({
  section: "4.5",
  title: "A playlist begins with the six documented lines in their order",
  async run(lab) {
    const { head } = readPlaylist((await hlsStory(lab)).playlist);
    expectLike(head, [
      "#EXTM3U",
      "#EXT-X-VERSION:3",
      "#EXT-X-MEDIA-SEQUENCE:0",
      "#EXT-X-ALLOW-CACHE:YES",
      /^#EXT-X-TARGETDURATION:\d+$/,
      "#EXT-X-DISCONTINUITY",
    ]);
  },
});

check({
  section: "4.5",
  title: "EXTINF has six decimals and no comma",
  async run(lab) {
    const { entries } = readPlaylist((await hlsStory(lab)).playlist);
    const isRight = entries.length > 0 && entries.every(({ extinf }) => /^#EXTINF:\d+\.\d{6}$/.test(extinf));
    expectThat(
      isRight,
      "#EXTINF:<seconds with six decimals>",
      entries.map(({ extinf }) => extinf),
    );
  },
});

check({
  section: "2.3",
  title: "privateParams correctEXTINF puts the comma after EXTINF",
  async run(lab) {
    const { entries } = readPlaylist((await audioStory(lab)).playlist);
    const isRight = entries.length > 0 && entries.every(({ extinf }) => /^#EXTINF:\d+\.\d{6},$/.test(extinf));
    expectThat(
      isRight,
      "#EXTINF:<seconds>,",
      entries.map(({ extinf }) => extinf),
    );
  },
});

check({
  section: "4.5",
  title: "TARGETDURATION is a whole number and no slice is longer",
  async run(lab) {
    const { head, entries } = readPlaylist((await hlsStory(lab)).playlist);
    const target = Number(head.find((line) => line.startsWith("#EXT-X-TARGETDURATION:"))?.split(":")[1]);
    const longest = Math.max(...entries.map(({ seconds }) => seconds));
    expectThat(Number.isInteger(target) && entries.length > 0 && longest <= target, `${longest} s at most`, target);
  },
});

check({
  section: "4.5",
  title: "A playlist ends with ENDLIST once the recording is over",
  async run(lab) {
    const { lines } = readPlaylist((await hlsStory(lab)).playlist);
    expectLike(lines.at(-1), "#EXT-X-ENDLIST", "last line");
  },
});

check({
  section: "4.5",
  title: "The first slice is announced by a TRACK-EVENT for sound and picture with its time, later ones are not",
  async run(lab) {
    const { entries } = readPlaylist((await hlsStory(lab)).playlist);
    const events = entries.map(({ tags }) => tags.filter((tag) => tag.startsWith("#EXT-X-AGORA-TRACK-EVENT:")));
    const form = /^#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=(AUDIO|VIDEO),TIME=(\d{17}|\d{13})$/;
    const first = events[0] ?? [];
    expectThat(
      first.every((tag) => form.test(tag)),
      String(form),
      first,
    );
    const types = first.map((tag) => form.exec(tag)?.[1] ?? "");
    expectSame(types.toSorted(), ["AUDIO", "VIDEO"], "track types of the first slice");
    expectSame(events.slice(1).flat(), [], "track events of later slices");
  },
});

check({
  section: "4.5",
  title: "Objects have no content type of HLS",
  async run(lab) {
    const { keys } = await hlsStory(lab);
    const [index, slice] = [".m3u8", ".ts"].map((ending) => keys.find((key) => key.endsWith(ending)) ?? "");
    for (const key of [index, slice] as string[]) {
      const type = (await lab.bucket.contentType(key)) ?? "";
      expectThat(!/mpegurl|mp2t/i.test(type), "no application/x-mpegURL or video/MP2T", `${key}: ${type}`);
    }
  },
});

check({
  section: "2.13",
  title: "The fileList of stop and of the last query name the same playlist, which is in the bucket",
  async run(lab) {
    const { stopped, queries, keys } = await hlsStory(lab);
    const names = [stopped, queries.at(-1)!].map((answer) => fieldOf(answer, "serverResponse", "fileList"));
    expectThat(names[0] === names[1] && keys.includes(String(names[0])), "one and the same name", names);
  },
});

async function probeFirst(lab: Lab, { keys }: Story, ending: string) {
  const key = keys.find((one) => one.endsWith(ending)) ?? "";
  const bytes = await lab.bucket.bytes(key);
  if (ending === ".ts") expectThat(isTransportStream(bytes), "a sync byte at the head of each 188 bytes", key);
  return probe(bytes, ending.slice(1));
}
