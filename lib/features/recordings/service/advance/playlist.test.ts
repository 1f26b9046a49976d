import { expect, test } from "vitest";
import { readFileName } from "../file-names";
import { proveUpload } from "./playlist";

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
  });
  expect(readFileName(`${sid}_lobby_0.mp4`)).toEqual({ sid, continuation: null, kind: "mp4", startedAt: null });
  expect(readFileName("somebody-elses.ts")).toBeNull();
});
