import { expect, test } from "vitest";
import { recordingsOf } from "./bucket-files";

const id = "536694d6ef4b06c137b0e8a0a3f225a7";
const object = (name: string, minute: number, sizeBytes = 1000) => ({
  key: `live/cam1/${name}`,
  sizeBytes,
  modifiedAt: new Date(Date.UTC(2021, 10, 22, 10, minute)),
});

test("objects of one recording are one: it begins by its name and ends with its newest object", () => {
  const stem = `${id}_20211122094718109`;
  const files = recordingsOf([
    object(`${stem}.m3u8`, 5),
    object(`${stem}_0.ts`, 1),
    object(`${stem}_1.ts`, 7),
    object(`${stem}_0_20211122100300000.mp4`, 8),
    object(`${stem}_20211122100000.jpg`, 2),
    object("notes.txt", 9),
  ]);
  expect(files).toEqual([
    {
      key: `live/cam1/${stem}.m3u8`,
      kind: "hls",
      startMs: Date.UTC(2021, 10, 22, 9, 47, 18, 109),
      endMs: Date.UTC(2021, 10, 22, 10, 7),
      sizeBytes: 3000,
    },
  ]);
});

test("an MP4 alone ends when it was made", () => {
  const [file] = recordingsOf([object(`${id}_20211122094718109_0_20211122100300000.mp4`, 30)]);
  expect(file).toMatchObject({ kind: "mp4", endMs: Date.UTC(2021, 10, 22, 10, 3) });
});
