import { expect, test } from "vitest";
import { NewestRecording } from "./find-proof";

test("the newest recording is the playlist or MP4 written last, wherever in the listing it comes", () => {
  const newest = new NewestRecording();
  const take = (key: string, minute: number) =>
    newest.take({ key, sizeBytes: 1, modifiedAt: new Date(Date.UTC(2026, 10, 21, 10, minute)) });
  take("live/tally-check.txt", 50);
  expect(newest.found).toBeNull();
  take("live/cam2/b_20261121100000000.m3u8", 20);
  take("live/cam1/c_20261121101000000_0_20261121103000000.mp4", 30);
  take("live/cam1/d_20261121090000000.m3u8", 10);
  take("live/cam1/d_20261121090000000_7.ts", 40);
  expect(newest.found).toMatchObject({ key: "live/cam1/c_20261121101000000_0_20261121103000000.mp4" });
});
