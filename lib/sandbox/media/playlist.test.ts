import { expect, it } from "vitest";
import { type PlaylistSlice, renderPlaylist } from "./playlist";

const slice = (number: number, changes: Partial<PlaylistSlice> = {}): PlaylistSlice => ({
  fileName: `s${number}.ts`,
  durationSeconds: 15,
  startMs: Date.UTC(2019, 5, 11, 7, 32, 46, 73) + number * 15_000,
  width: 640,
  height: 360,
  startingTracks: [],
  ...changes,
});

it("is Agora's playlist to the letter (contract §4.5)", () => {
  const slices = [slice(0, { startingTracks: ["AUDIO", "VIDEO"] }), slice(1), slice(2, { durationSeconds: 7.3 })];
  expect(renderPlaylist(slices, { hasEnded: true })).toBe(
    [
      "#EXTM3U",
      "#EXT-X-VERSION:3",
      "#EXT-X-MEDIA-SEQUENCE:0",
      "#EXT-X-ALLOW-CACHE:YES",
      "#EXT-X-TARGETDURATION:15",
      "#EXT-X-DISCONTINUITY",
      "#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=AUDIO,TIME=20190611073246073",
      "#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=VIDEO,TIME=20190611073246073",
      "#EXTINF:15.000000",
      "s0.ts",
      "#EXTINF:15.000000",
      "s1.ts",
      "#EXTINF:7.300000",
      "s2.ts",
      "#EXT-X-ENDLIST",
      "",
    ].join("\n"),
  );
});

it("writes the begin of a track in milliseconds where told to", () => {
  const slices = [slice(0, { startingTracks: ["AUDIO"] })];
  expect(renderPlaylist(slices, { hasEnded: false, trackTime: "ms" })).toContain(",TIME=1560238366073\n");
});

it("stays open while the recording goes on", () => {
  expect(renderPlaylist([slice(0)], { hasEnded: false })).not.toContain("ENDLIST");
});

it("ends each EXTINF with a comma only where the recording asked for it", () => {
  expect(renderPlaylist([slice(0)], { hasEnded: true, correctExtinf: true })).toContain("#EXTINF:15.000000,\ns0.ts");
});

it("marks a change of size, and rounds the longest slice up", () => {
  const slices = [slice(0), slice(1), slice(2, { width: 1280, height: 720, durationSeconds: 15.02 }), slice(3)];
  const lines = renderPlaylist(slices, { hasEnded: true }).split("\n");
  expect(lines).toContain("#EXT-X-TARGETDURATION:16");
  const before = (name: string) => lines[lines.indexOf(name) - 2];
  expect(before("s1.ts")).toBe("s0.ts");
  expect(before("s2.ts")).toBe("#EXT-X-DISCONTINUITY");
  expect(before("s3.ts")).toBe("#EXT-X-DISCONTINUITY");
});

it("is a header alone before the first slice", () => {
  expect(renderPlaylist([], { hasEnded: false }).split("\n")).toHaveLength(7);
});
