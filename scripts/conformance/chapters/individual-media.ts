import { check } from "../check";
import { expectLike, expectThat } from "../expect";
import type { Lab } from "../lab";
import { isTransportStream, probe } from "../media";
import type { Observed } from "../observe";
import { readPlaylist } from "../playlist";
import { listsStory, mutedStory, peopleStory, standardStory } from "../stories-individual";

check({
  section: "2.3",
  title: "A video slice of one person is H.264 in MPEG-TS and has no sound",
  async run(lab) {
    const { bytes, video, audio } = await probeFirst(lab, await peopleStory(lab), /video_\d+\.ts$/);
    expectThat(isTransportStream(bytes), "a sync byte at the head of each 188 bytes", bytes.length);
    expectLike([video?.codec, audio], ["h264", undefined], "video codec and sound");
  },
});

check({
  section: "2.3",
  title: "An audio slice of one person is AAC of 48 kHz and has no picture",
  async run(lab) {
    const { video, audio } = await probeFirst(lab, await peopleStory(lab), /audio_\d+\.ts$/);
    expectLike([audio, video], [{ codec: "aac", sampleRate: 48_000 }, undefined], "sound and video");
  },
});

check({
  section: "2.3",
  title: "A video slice of a person who sends VP8 is VP8 in WebM: it is not transcoded",
  async run(lab) {
    const { video, audio } = await probeFirst(lab, await standardStory(lab), /video_\d+\.webm$/);
    expectLike([video?.codec, audio], ["vp8", undefined], "video codec and sound");
  },
});

check({
  section: "2.3",
  title: "In standard a slice of both holds VP8 and sound for one person, H.264 and AAC for the other",
  async run(lab) {
    const story = await standardStory(lab);
    const isOfBoth = (uid: string, end: string) => new RegExp(`_s_${uid}__uid_e_(?!audio|video).*_\\d+\\.${end}$`);
    const webm = await probeFirst(lab, story, isOfBoth("2201", "webm"));
    expectThat(webm.video?.codec === "vp8" && webm.audio !== undefined, "VP8 and sound", webm);
    const ts = await probeFirst(lab, story, isOfBoth("2202", "ts"));
    expectLike([ts.video?.codec, ts.audio?.codec], ["h264", "aac"], "codecs");
  },
});

check({
  section: "2.3",
  title: "The MPD names every WebM slice of both, and is complete in the end",
  async run(lab) {
    const story = await standardStory(lab);
    const mpd = await textOf(lab, story, /\.mpd$/);
    const slices = story.names.filter((name) => /__uid_e_(?!audio|video).*\.webm$/.test(name));
    expectThat(slices.length > 0, "slices", story.names);
    const listed = [...mpd.matchAll(/<BaseURL>([^<]*)<\/BaseURL>/g)].map(([, name]) => decodeURIComponent(name ?? ""));
    expectThat(JSON.stringify(listed) === JSON.stringify(slices.toSorted()), slices.join(", "), listed);
    expectThat(mpd.includes('type="static"'), 'type="static"', mpd.slice(0, 300));
  },
});

for (const kind of ["audio", "video"] as const) {
  check({
    section: "4.5",
    title: `A playlist of one person's ${kind} is announced by a TRACK-EVENT of ${kind} alone, and ends with ENDLIST`,
    async run(lab) {
      const { entries, hasEnded } = await playlistOf(lab, await peopleStory(lab), kind);
      const tags = entries[0]?.tags.filter((tag) => tag.startsWith("#EXT-X-AGORA-TRACK-EVENT:")) ?? [];
      const form = new RegExp(
        `^#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=${kind.toUpperCase()},TIME=\\d{13,17}$`,
      );
      expectLike(
        [tags, hasEnded],
        [[form], true],
        "track events of the first slice, and whether the playlist has ended",
      );
    },
  });
}

check({
  section: "4.5",
  title: "ROTATE tells width, height and rotation of a person's picture before its first slice",
  async run(lab) {
    const { entries } = await playlistOf(lab, await peopleStory(lab), "video");
    const tags = entries[0]?.tags.filter((tag) => tag.startsWith("#EXT-X-AGORA-ROTATE:")) ?? [];
    expectLike(
      tags,
      [/^#EXT-X-AGORA-ROTATE:WIDTH=\d+,HEIGHT=\d+,ROTATE=(0|90|180|270),TIME=\d{13,17}$/],
      "ROTATE tags",
    );
  },
});

check({
  section: "4.5",
  title: "A person's playlist names that person's slices and no other",
  async run(lab) {
    const story = await peopleStory(lab);
    for (const kind of ["audio", "video"] as const) {
      const listed = (await playlistOf(lab, story, kind)).entries.map(({ file }) => file);
      const there = story.names.filter((name) => name.includes(`_s_2101__uid_e_${kind}_`));
      expectThat(
        there.length >= 2 && JSON.stringify(listed) === JSON.stringify(there.toSorted()),
        String(there),
        listed,
      );
    }
  },
});

check({
  section: "4.5",
  title: "A track that begins again is announced once more",
  async run(lab) {
    const story = await mutedStory(lab);
    const { entries } = readPlaylist(await textOf(lab, story, /audio\.m3u8$/));
    const announced = entries.filter(({ tags }) => tags.some((tag) => tag.includes("EVENT=START,TRACK_TYPE=AUDIO")));
    expectThat(announced.length >= 2, "two slices with a TRACK-EVENT", entries);
  },
});

check({
  section: "2.3",
  title: "Somebody who was unsubscribed has a playlist that has ended too",
  async run(lab) {
    const { hasEnded, entries } = readPlaylist(await textOf(lab, await listsStory(lab), /_s_2701__uid_e_audio\.m3u8$/));
    expectThat(hasEnded && entries.length > 0, "slices, then ENDLIST", entries);
  },
});

async function playlistOf(lab: Lab, story: Observed, kind: "audio" | "video") {
  return readPlaylist(await textOf(lab, story, new RegExp(`_s_2101__uid_e_${kind}\\.m3u8$`)));
}

function textOf(lab: Lab, story: Observed, pattern: RegExp): Promise<string> {
  return lab.bucket.text(keyOf(story, pattern));
}

async function probeFirst(lab: Lab, story: Observed, pattern: RegExp) {
  const key = keyOf(story, pattern);
  const bytes = await lab.bucket.bytes(key);
  return { bytes, ...(await probe(bytes, key.split(".").at(-1) ?? "")) };
}

function keyOf({ names, prefix }: Observed, pattern: RegExp): string {
  const name = names.find((one) => pattern.test(one));
  expectThat(name !== undefined, `a file like ${pattern}`, names);
  return prefix + name;
}
