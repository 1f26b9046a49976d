import { expect, test } from "vitest";
import { readFileName } from "../file-names";
import { proveStills, proveUpload } from "./playlist";

const sid = "a".repeat(32);
const folder = "p/01M7Z246Q5KNFW9551H24B0W5A/";
const slices = [1, 2].map((second) => `${sid}_lobby_2026050108000${second}000.ts`);
const list = (names: string[], isEnded = true) =>
  [
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    ...names.flatMap((name) => ["#EXTINF:2.000000", name]),
    ...(isEnded ? ["#EXT-X-ENDLIST"] : []),
  ].join("\n");
const objects = (...names: string[]) => names.map((name) => ({ key: folder + name }));
const playlist = (text: string, name = `${sid}_lobby.m3u8`) => ({ key: folder + name, text });

test("a closed playlist whose slices are all there proves the upload", () => {
  expect(proveUpload(objects(...slices), [playlist(list(slices))], { withMp4: false })).toEqual({
    isComplete: true,
    playlistCount: 1,
    sliceCount: 2,
    stillCount: 0,
  });
});

test.each([
  ["no playlist", [], slices, false, "noPlaylist"],
  ["an open playlist", [playlist(list(slices, false))], slices, false, "notEnded"],
  ["a slice that is not there", [playlist(list(slices))], slices.slice(1), false, "sliceMissing"],
  ["no MP4 where one was asked for", [playlist(list(slices))], slices, true, "mp4Missing"],
])("%s proves nothing", (_, playlists, names, withMp4, why) => {
  expect(proveUpload(objects(...names), playlists, { withMp4 })).toEqual({ isComplete: false, why });
});

test("after a failover the continuation's playlist is the one that closes", () => {
  const name = `bak0_${sid}_lobby.m3u8`;
  const more = `bak0_${sid}_lobby_20260501080100000.ts`;
  const lists = [playlist(list(slices, false)), playlist(list([more]), name)];
  expect(proveUpload(objects(...slices, more), lists, { withMp4: false })).toMatchObject({ isComplete: true });
  expect(proveUpload(objects(...slices), lists, { withMp4: false })).toMatchObject({ why: "sliceMissing" });
});

test("names tell sid, continuation, kind and time", () => {
  expect(readFileName(`${folder}bak1_${sid}_my_channel_20190611073246073.ts`)).toEqual({
    sid,
    continuation: 1,
    kind: "slice",
    startedAt: new Date("2019-06-11T07:32:46.073Z"),
    person: null,
  });
  expect(readFileName(`${sid}_lobby_0.mp4`)).toMatchObject({ continuation: null, kind: "mp4", startedAt: null });
  expect(readFileName("somebody-elses.ts")).toBeNull();
});

test("names of individual recordings tell whose file it is, and of what", () => {
  const of = (rest: string) => readFileName(`${sid}_lobby__uid_s_1001__uid_e_${rest}`);
  expect(of("audio.m3u8")).toMatchObject({ kind: "hls", person: { uid: "1001", trackType: "audio" } });
  expect(of("video_20190611073246073.webm")).toMatchObject({ kind: "slice", person: { trackType: "video" } });
  expect(of("av.mpd")).toMatchObject({ kind: "dash", person: { trackType: "audio_and_video" } });
  expect(of("video_20190611073246073.jpg")).toMatchObject({ kind: "snapshot", person: { uid: "1001" } });
  expect(readFileName(`${sid}_lobby_0.mp3`)).toMatchObject({ kind: "audio", person: null });
});

test("a manifest counts once it is static and its WebM files are there", () => {
  const name = `${sid}_lobby__uid_s_1__uid_e_av_20190611073246073.webm`;
  const key = `${folder}${sid}_lobby__uid_s_1__uid_e_av.mpd`;
  const text = (type: string) => `<?xml version="1.0"?><MPD type="${type}"><BaseURL>${name}</BaseURL></MPD>`;
  const prove = (type: string, ...names: string[]) =>
    proveUpload(objects(...names), [{ key, text: text(type) }], { withMp4: false });
  expect(prove("static", name)).toMatchObject({ isComplete: true, sliceCount: 1 });
  expect(prove("dynamic", name)).toMatchObject({ why: "notEnded" });
  expect(prove("static")).toMatchObject({ why: "sliceMissing" });
});

test("stills alone count once none can be on its way any more", () => {
  const still = { key: `${folder}${sid}_lobby__uid_s_1__uid_e_video_20190611073246073.jpg` };
  expect(proveStills([still], 119_000)).toMatchObject({ isComplete: false });
  expect(proveStills([still], 120_000)).toMatchObject({ isComplete: true, stillCount: 1 });
  expect(proveStills([], 600_000)).toMatchObject({ isComplete: false });
});
