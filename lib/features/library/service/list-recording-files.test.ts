import { expect, test } from "vitest";
import { toRecordedFile } from "./list-recording-files";

const id = "536694d6ef4b06c137b0e8a0a3f225a7";
const listed = (fileName: string) => ({
  fileName,
  startedAt: new Date("2021-11-22T09:47:18Z"),
  endedAt: new Date("2021-11-22T10:00:00Z"),
  position: 3,
});

test("the name of a file tells its start to the millisecond, where it means the same second as the list", () => {
  const startOf = (fileName: string) => toRecordedFile(listed(fileName))?.startMs;
  expect(startOf(`record/live/cam1/${id}_20211122094718109.m3u8`)).toBe(Date.UTC(2021, 10, 22, 9, 47, 18, 109));
  expect(startOf(`record/live/cam1/${id}_20211122104718109.m3u8`)).toBe(Date.UTC(2021, 10, 22, 9, 47, 18));
  expect(startOf("record/live/cam1/other.m3u8")).toBe(Date.UTC(2021, 10, 22, 9, 47, 18));
});

test("a file that cannot be placed is left out", () => {
  const file = listed("record/live/cam1/other.m3u8");
  expect(toRecordedFile({ ...file, startedAt: null })).toBeNull();
  expect(toRecordedFile({ ...file, endedAt: file.startedAt })).toBeNull();
});
