import { describe, expect, it } from "vitest";
import { parseFileName } from "./file-names";

const session = "536694d6ef4b06c137b0e8a0a3f225a7";
const base = `live/test_stream/${session}_20211122094718109`;
const common = {
  entryPoint: "live",
  streamName: "test_stream",
  sessionId: session,
  startedAt: new Date("2021-11-22T09:47:18.109Z"),
};

describe("names of recorded files", () => {
  it.each([
    [
      `${base}_0_20211123051243120.mp4`,
      { recordingKind: "custom", fileKind: "mp4", sliceId: 0, createdAt: new Date("2021-11-23T05:12:43.120Z") },
    ],
    [`${base}.m3u8`, { recordingKind: "custom", fileKind: "playlist", sliceId: null, createdAt: null }],
    [`record/${base}.m3u8`, { recordingKind: "standard", fileKind: "playlist" }],
    [`record/${base}_12_20211123051243120.mp4`, { recordingKind: "standard", fileKind: "mp4", sliceId: 12 }],
    [
      `snapshot/${base}_20211123051243.jpg`,
      { recordingKind: "standard", fileKind: "snapshot", createdAt: new Date("2021-11-23T05:12:43Z") },
    ],
    [`${base}_20211123051243.jpg`, { recordingKind: "custom", fileKind: "snapshot" }],
  ])("%s", (name, expected) => {
    expect(parseFileName(name)).toMatchObject({ ...common, ...expected });
  });

  it.each([
    "record/live/test_stream/my-clip.m3u8",
    `snapshot/${base}.m3u8`,
    `record/${base}_20211123051243.jpg`,
    `${base}_20211123051243120.jpg`,
    `live/${session}_20211122094718109.m3u8`,
    `live/a/${session}_20211322094718109.m3u8`,
    "",
  ])("%o is not formed so", (name) => {
    expect(parseFileName(name)).toBeNull();
  });
});
