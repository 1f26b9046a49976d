import { expect, test } from "vitest";
import type { RecordingFile } from "@/lib/features/recordings/types";
import { firstToPlay, isContinued, isPlayable, seamsOf } from "./playable";

const sid = "c3".repeat(16);
const playlist = (name: string, continuation: number | null): RecordingFile => ({
  fileId: name,
  name,
  objectKey: `folder/${name}`,
  kind: "hls",
  trackType: null,
  uid: null,
  continuation,
  startedAt: null,
  sizeBytes: null,
  source: "listing",
  seenInBucketAt: null,
});
const first = playlist(`${sid}_lobby.m3u8`, null);
const next = playlist(`bak0_${sid}_lobby.m3u8`, 0);

test("a recording that moved is played from its first server on, with what the others recorded", () => {
  const played = firstToPlay([next, first]);
  expect(played?.name).toBe(first.name);
  expect([first, next].filter(isPlayable).map((file) => isContinued([next, first], file))).toEqual([true, false]);
  expect([first].filter(isPlayable).map((file) => isContinued([first], file))).toEqual([false]);
});

test("the seams are read from the playlist that is played", () => {
  expect(seamsOf("#EXTM3U\n#EXT-X-TALLY-SEAM:19.519\n#EXTINF:2.0,\na.ts\n#EXT-X-TALLY-SEAM:52.5\n")).toEqual([
    19.519, 52.5,
  ]);
  expect(seamsOf("#EXTM3U\n")).toEqual([]);
});
