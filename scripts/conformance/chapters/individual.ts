import { expectAnswer, fieldOf, serverResponseOf } from "../agora";
import { check } from "../check";
import { anyOf, expectLike, expectSame, expectThat, listOf, unixMs } from "../expect";
import { isRecord } from "../json";
import { ending, inSequence, type Observed } from "../observe";
import { listsStory, mutedStory, peopleStory, standardStory, videoListStory } from "../stories-individual";

const entry = {
  fileName: /\.m3u8$/,
  trackType: anyOf("audio", "video"),
  uid: anyOf("2101", "2102"),
  mixedAllUser: false,
  isPlayable: anyOf(true, false),
  sliceStartTime: unixMs,
};

check({
  section: "2.2",
  title: "start in individual mode answers cname, uid, resourceId and sid",
  async run(lab) {
    const { started, task } = await peopleStory(lab);
    const { cname, uid, resourceId, sid } = task;
    expectAnswer(started, 200, { cname, uid, resourceId, sid });
  },
});

check({
  section: "2.10",
  title: 'In individual mode fileListMode is "json", with ["hls"] too, and the list empty before the first slice',
  async run(lab) {
    const { first } = await peopleStory(lab);
    expectAnswer(first, 200, { serverResponse: { status: anyOf(0, 1, 2), fileListMode: "json", fileList: [] } });
  },
});

check({
  section: "2.10",
  title:
    "query in individual mode lists each file with fileName, trackType, uid, mixedAllUser false, isPlayable and sliceStartTime",
  async run(lab) {
    const { last } = await peopleStory(lab);
    expectAnswer(last, 200, {
      serverResponse: { status: 5, fileListMode: "json", fileList: listOf(entry), sliceStartTime: unixMs },
    });
  },
});

check({
  section: "2.10",
  title: "query in individual mode has the four documented keys and no others",
  async run(lab) {
    const keys = Object.keys(serverResponseOf((await peopleStory(lab)).last));
    expectSame(keys.toSorted(), ["fileList", "fileListMode", "sliceStartTime", "status"], "keys of serverResponse");
  },
});

check({
  section: "2.13",
  title: "stop in individual mode answers fileListMode, fileList and uploadingStatus",
  async run(lab) {
    const { stopped, task } = await peopleStory(lab);
    const { cname, uid, resourceId, sid } = task;
    const serverResponse = { fileListMode: "json", fileList: listOf(entry), uploadingStatus: "uploaded" };
    expectAnswer(stopped, 200, { cname, uid, resourceId, sid, serverResponse });
    const keys = Object.keys(serverResponseOf(stopped));
    expectSame(keys.toSorted(), ["fileList", "fileListMode", "uploadingStatus"], "keys of serverResponse");
  },
});

check({
  section: "2.10",
  title: "query after the end of an individual recording is 404 failed to find worker",
  async run(lab) {
    expectAnswer((await peopleStory(lab)).ended, 404, { code: 404, reason: "failed to find worker" });
  },
});

check({
  section: "4.2",
  title: "A playlist of one person is called <sid>_<cname>__uid_s_<uid>__uid_e_<audio|video>.m3u8",
  async run(lab) {
    const { names, task } = await peopleStory(lab);
    const expected = ["2101", "2102"].flatMap((uid) =>
      ["audio", "video"].map((kind) => `${task.sid}_${task.cname}__uid_s_${uid}__uid_e_${kind}.m3u8`),
    );
    expectSame(ending(names, ".m3u8").toSorted(), expected.toSorted(), "playlists");
  },
});

check({
  section: "4.2",
  title: "A slice of one person is called as the playlist, with the UTC time it began",
  async run(lab) {
    const { names, task } = await peopleStory(lab);
    const form = new RegExp(`^${task.sid}_${task.cname}__uid_s_210[12]__uid_e_(audio|video)_\\d{17}\\.ts$`);
    const slices = ending(names, ".ts");
    expectThat(slices.length >= 8 && slices.every((name) => form.test(name)), String(form), slices);
  },
});

check({
  section: "4.1",
  title: "The names in an individual fileList carry the prefix",
  async run(lab) {
    const { stopped, names, prefix } = await peopleStory(lab);
    const listed = fileNames(stopped);
    expectSame(
      listed.toSorted(),
      ending(names, ".m3u8")
        .map((name) => prefix + name)
        .toSorted(),
      "fileList",
    );
  },
});

check({
  section: "4.3",
  title: "Sound and picture of a person are two playlists, and nothing but their slices lies beside them",
  async run(lab) {
    const { names } = await peopleStory(lab);
    const count = { playlists: ending(names, ".m3u8").length, slices: ending(names, ".ts").length };
    expectLike(count.playlists, 4, "playlists of two people");
    expectThat(names.length === count.playlists + count.slices, "playlists and slices only", names);
  },
});

check({
  section: "4.3",
  title: "With streamTypes 0 there is one playlist for each person",
  async run(lab) {
    const { names } = await listsStory(lab);
    const playlists = ending(names, ".m3u8");
    expectThat(playlists.length === 2 && playlists.every((name) => name.includes("audio")), "two, of sound", playlists);
  },
});

check({
  section: "4.3",
  title: "In standard there are three indexes for each person: sound, picture, and both",
  async run(lab) {
    const { names } = await standardStory(lab);
    for (const uid of ["2201", "2202"]) {
      const of = [...ending(names, ".m3u8"), ...ending(names, ".mpd")].filter((name) => name.includes(`_s_${uid}_`));
      expectLike(of.length, 3, `indexes of ${uid}`);
    }
  },
});

check({
  section: "2.3",
  title: "In standard the index of both is an MPD for a person who sends VP8, with slices in WebM",
  async run(lab) {
    const { names } = await standardStory(lab);
    const mpds = ending(names, ".mpd");
    expectThat(mpds.length === 1 && mpds[0]?.includes("_s_2201_") === true, "one MPD, of the sender of VP8", mpds);
    const webm = ending(names, ".webm");
    expectThat(webm.length > 0 && webm.every((name) => name.includes("_s_2201_")), "WebM of 2201 alone", webm);
  },
});

check({
  section: "2.10",
  title: "In standard trackType tells the three files of a person apart",
  async run(lab) {
    for (const uid of ["2201", "2202"]) {
      const types = entries((await standardStory(lab)).stopped)
        .filter((one) => one.uid === uid)
        .map((one) => String(one.trackType));
      expectSame(types.toSorted(), ["audio", "audio_and_video", "video"], `track types of ${uid}`);
    }
  },
});

check({
  section: "2.11",
  title: "Lists say who is recorded, and update changes that while the recording runs",
  async run(lab) {
    const { deliveries, stopped } = await listsStory(lab);
    const first = deliveries.find(({ envelope }) => envelope.eventType === 42);
    expectLike(first?.details.streamUid, "2701", "the first person recorded");
    const uids = entries(stopped).map(({ uid }) => String(uid));
    expectSame(uids.toSorted(), ["2701", "2702"], "people with files in the end");
  },
});

check({
  section: "2.11",
  title: "Who is no longer subscribed is told of with state 1, who is now with state 0",
  async run(lab) {
    const story = await listsStory(lab);
    const told = inSequence(story)
      .filter(({ envelope }) => envelope.eventType === 43)
      .map(({ details }) => `${String(details.streamUid)} ${String(details.state)}`);
    expectSame(told.slice(0, 3).toSorted(), ["2701 0", "2701 1", "2702 0"], "events 43");
  },
});

check({
  section: "2.3",
  title: "A list for video alone leaves sound out, and unsubscribeVideoUids whom it names",
  async run(lab) {
    const { names } = await videoListStory(lab);
    const playlists = ending(names, ".m3u8");
    expectThat(playlists.length === 1 && /_s_2801__uid_e_video/.test(playlists[0] ?? ""), "video of 2801", playlists);
  },
});

check({
  section: "4.4",
  title: "In original a mute ends the slice at once, and silence is not recorded",
  async run(lab) {
    const { deliveries } = await mutedStory(lab);
    const begun = deliveries.filter(({ envelope }) => envelope.eventType === 42).map(({ details }) => details);
    expectThat(begun.length >= 2, "a slice that begins anew", begun);
    const again = begun.at(-1);
    const gapMs = Number(again?.startUtcMs) - Number(again?.discontinueUtcMs);
    expectThat(gapMs > 0, "a discontinueUtcMs before startUtcMs", again);
  },
});

check({
  section: "5.3",
  title: "recorder_slice_start in individual mode tells of each track by itself",
  async run(lab) {
    const { deliveries } = await peopleStory(lab);
    const begun = deliveries.filter(({ envelope }) => envelope.eventType === 42).map(({ details }) => details);
    for (const one of begun) expectLike(one, { mixedAllUser: false, startUtcMs: unixMs, discontinueUtcMs: unixMs });
    const tracks = begun.map(({ streamUid, trackType }) => `${String(streamUid)} ${String(trackType)}`);
    expectSame(tracks.toSorted(), ["2101 audio", "2101 video", "2102 audio", "2102 video"], "tracks");
  },
});

check({
  section: "5.3",
  title: "uploaded in individual mode lists every playlist with its person",
  async run(lab) {
    const { deliveries, names, prefix } = await peopleStory(lab);
    const uploaded = deliveries.filter(({ envelope }) => envelope.eventType === 31);
    expectLike(uploaded.length, 1, "events 31");
    expectLike(uploaded[0]?.details, { status: 0, fileList: listOf(entry) });
    const list = uploaded[0]?.details.fileList;
    const listed = Array.isArray(list) ? list.filter(isRecord).map(({ fileName }) => String(fileName)) : [];
    expectSame(
      listed.toSorted(),
      ending(names, ".m3u8")
        .map((name) => prefix + name)
        .toSorted(),
      "files",
    );
  },
});

/** The items of an answer's fileList. */
function entries(answer: Observed["stopped"]): Record<string, unknown>[] {
  const list = fieldOf(answer, "serverResponse", "fileList");
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function fileNames(answer: Observed["stopped"]): string[] {
  return entries(answer).map(({ fileName }) => String(fileName));
}
