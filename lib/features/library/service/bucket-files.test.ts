import { expect, test } from "vitest";
import { readPages } from "../../storage/service/read-pages";
import { BucketRecordings } from "./bucket-files";

const id = "536694d6ef4b06c137b0e8a0a3f225a7";
const object = (name: string, minute: number, sizeBytes = 1000) => ({
  key: `live/cam1/${name}`,
  sizeBytes,
  modifiedAt: new Date(Date.UTC(2021, 10, 22, 10, minute)),
});

type Stored = ReturnType<typeof object>;

/** As they come of a listing in pages of so many. */
async function recordingsOf(objects: readonly Stored[], perPage = 2) {
  const recordings = new BucketRecordings();
  const readPage = async (token = "0") => {
    const end = Number(token) + perPage;
    return { items: objects.slice(Number(token), end), next: end < objects.length ? String(end) : undefined };
  };
  const { isComplete } = await readPages(readPage, (one) => recordings.take(one), 10);
  expect(isComplete).toBe(true);
  return recordings.files;
}

test("objects of one recording are one: it begins by its name and ends with its newest object, whatever page they are on", async () => {
  const stem = `${id}_20211122094718109`;
  const files = await recordingsOf([
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

test("an MP4 alone ends when it was made", async () => {
  const [file] = await recordingsOf([object(`${id}_20211122094718109_0_20211122100300000.mp4`, 30)]);
  expect(file).toMatchObject({ kind: "mp4", endMs: Date.UTC(2021, 10, 22, 10, 3) });
});
