import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  autoRequest,
  banRequest,
  createDomainQuery,
  createDomainRequest,
  customRecordingRequest,
  customSnapshotsRequest,
  cuttingRequest,
  fileNameIssues,
  formatRfc3339,
  futureIssues,
  operations,
  parseRfc3339,
  pathParameters,
  previewListQuery,
  reportIssues,
  reportQuery,
  requestIssues,
  snapshotRequest,
  standardSnapshotsRequest,
  updateDomainRequest,
} from ".";

/** The paths of the fields that a schema finds wrong. */
function wrong(schema: z.ZodType, value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : requestIssues(result.error).map(({ path }) => path);
}

const storage = { accessKey: "a", bucket: "b", region: 3, secretKey: "s", vendor: 2 };

describe("the table of operations", () => {
  it("has the 33 operations in the order of their numbers, each with its own method and path", () => {
    const all = Object.values(operations);
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    expect(new Set(all.map(({ method, path }) => `${method} ${path}`)).size).toBe(33);
    expect(all.filter(({ success }) => success === 201).map(({ number }) => number)).toEqual([1, 6]);
  });

  it("names only parameters whose rule is known, and the documented paths", () => {
    const names = new Set(Object.values(operations).flatMap(({ path }) => path.match(/(?<={)\w+(?=})/g)));
    expect(names).toEqual(new Set(["appid", ...Object.keys(pathParameters)]));
    expect(operations.setCustomRecording).toMatchObject({
      method: "PATCH",
      path: "/v1/projects/{appid}/fls/entry_points/{entry_point}/settings/record/custom/regions/{region}",
    });
    expect(operations.createClip.path).toBe(
      "/v1/projects/{appid}/fls/entry_points/{entry_point}/admin/record/standard/regions/{region}/cutting/{stream_name}",
    );
    expect(operations.addCustomRecordingTask).toMatchObject({ number: 12, method: "PUT" });
  });
});

describe("path parameters", () => {
  it.each([
    ["region", ["cn", "ap", "eu", "na"], ["CN", "", "us", "cn "]],
    ["entry_point", ["live", "Live_2-b"], ["", "a/b", "a b", "ü", "a".repeat(65)]],
    ["stream_name", ["cam1", "a.b=c", "camera-ä", "a+b"], ["", ".", "..", "a/b", "a b", "a?b", "a%2f", "a\\b", "a\n"]],
    ["domain", ["push.example.com"], ["*.example.com", "localhost", "a..b", "-a.example.com"]],
  ] as const)("%s", (name, good, bad) => {
    expect(good.filter((value) => wrong(pathParameters[name], value).length > 0)).toEqual([]);
    expect(bad.filter((value) => wrong(pathParameters[name], value).length === 0)).toEqual([]);
  });
});

describe("times", () => {
  it.each([
    ["2019-01-07T12:00:00+08:00", "2019-01-07T04:00:00.000Z"],
    ["2019-01-07T12:00:00Z", "2019-01-07T12:00:00.000Z"],
    ["2019-01-07t12:00:00.5z", "2019-01-07T12:00:00.500Z"],
    ["2019-01-07T12:00:00.123456789-09:30", "2019-01-07T21:30:00.123Z"],
    ["2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z"],
    ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z"],
  ])("%s is an instant", (text, iso) => {
    expect(new Date(parseRfc3339(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each([
    "",
    "2019-01-07",
    "2019-01-07T12:00:00",
    "2019-01-07 12:00:00Z",
    "2019-01-07T12:00:00 08:00",
    "2018-1129T19:00:00+08:00",
    "2019-02-29T12:00:00Z",
    "2019-13-01T12:00:00Z",
    "2019-01-07T24:00:00Z",
    "2019-01-07T12:00:00+0800",
    "1546833600",
  ])("%o is none", (text) => {
    expect(parseRfc3339(text)).toBeNull();
  });

  it("are sent in whole seconds, never later than meant", () => {
    expect(formatRfc3339(new Date("2019-01-07T12:00:00.999Z"))).toBe("2019-01-07T12:00:00Z");
  });
});

describe("custom recording", () => {
  const set = (storageConfig: unknown) => wrong(customRecordingRequest, { storageConfig });

  it("takes the documented example, and any part of it", () => {
    const example = { hlsConfig: { enabled: true }, mp4Config: { enabled: true }, storageConfig: storage };
    expect(customRecordingRequest.parse(example)).toEqual(example);
    for (const part of [{}, { hlsConfig: {} }, { mp4Config: { enabled: false } }, { unknown: 1 }]) {
      expect(wrong(customRecordingRequest, part)).toEqual([]);
    }
  });

  it("never takes a part of the storage, or keys that are empty", () => {
    expect(set({ bucket: "b" })).toEqual([
      "storageConfig.vendor",
      "storageConfig.accessKey",
      "storageConfig.secretKey",
    ]);
    expect(set({ ...storage, secretKey: "" })).toEqual(["storageConfig.secretKey"]);
  });

  it("takes the vendors and regions of the page, no others, and numbers only as integers", () => {
    const taken = (vendor: unknown, region: unknown) => set({ ...storage, vendor, region }).length === 0;
    expect([26, 18, 24, 25].map((region) => taken(1, region))).toEqual([true, true, true, true]);
    expect([17, 23, 27, 28, -1].map((region) => taken(1, region))).toEqual([false, false, false, false, false]);
    expect([0, 22, 23, 27].map((region) => taken(2, region))).toEqual([true, true, false, false]);
    expect([taken(0, 4), taken(0, 5), taken(4, 9), taken(4, 10), taken(8, 0), taken(8, 8)]).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect([taken(11, 0), taken(9, 0), taken("2", 3), taken(2, "3"), taken(2, 3.5)]).toEqual(
      Array.from({ length: 5 }, () => false),
    );
    expect(taken(2, undefined)).toBe(false);
  });

  it.each([5, 6])("vendor %i needs no region and takes any", (vendor) => {
    expect(set({ ...storage, vendor, region: undefined })).toEqual([]);
    expect(set({ ...storage, vendor, region: 99 })).toEqual([]);
  });
});

describe("clips, snapshots and their list", () => {
  const clip = { startTime: "2019-01-07T12:00:00+08:00", endTime: "2019-01-07T12:30:00+08:00", fileName: "test.m3u8" };

  it("take the documented examples", () => {
    expect(cuttingRequest.parse(clip)).toEqual(clip);
    expect(wrong(snapshotRequest, { time: "2019-01-07T12:30:00+08:00", fileName: "test.jpg" })).toEqual([]);
    const query = { start_time: "2019-01-07T12:00:00Z", end_time: "2019-01-07T13:00:00Z", stream_name: "test" };
    expect(wrong(previewListQuery, query)).toEqual([]);
  });

  it("an empty time means the same as none", () => {
    expect(cuttingRequest.parse({ ...clip, endTime: "" }).endTime).toBeUndefined();
    expect(snapshotRequest.parse({ time: "", fileName: "a.jpg" }).time).toBeUndefined();
  });

  it("refuse what is missing, reversed across offsets, or no time", () => {
    expect(wrong(cuttingRequest, {})).toEqual(["startTime", "fileName"]);
    expect(wrong(cuttingRequest, { ...clip, endTime: "2019-01-07T04:00:00Z" })).toEqual(["endTime"]);
    expect(wrong(cuttingRequest, { ...clip, startTime: 1546833600 })).toEqual(["startTime"]);
    expect(wrong(snapshotRequest, { time: "noon", fileName: "" })).toEqual(["time", "fileName"]);
    expect(wrong(previewListQuery, {})).toEqual(["start_time", "end_time", "stream_name"]);
  });

  it("the future is told by the clock that is given", () => {
    const nowMs = Date.parse("2019-01-07T04:15:00Z");
    expect(futureIssues(clip, nowMs).map(({ path }) => path)).toEqual(["endTime"]);
    expect(futureIssues({ ...clip, endTime: "" }, nowMs)).toEqual([]);
    expect(futureIssues({ time: "2019-01-07T04:15:01Z" }, nowMs)).toHaveLength(1);
  });

  it("the client's own rule about names", () => {
    for (const name of ["a.m3u8", "2026-07-01.a_b.m3u8"]) expect(fileNameIssues("clip", name)).toEqual([]);
    for (const name of ["a", "a.M3U8", "a/b.m3u8", ".m3u8", "..m3u8", "a b.m3u8", "ä.m3u8", "a.jpg"]) {
      expect(fileNameIssues("clip", name)).toHaveLength(1);
    }
    expect(fileNameIssues("snapshot", "a.jpg")).toEqual([]);
  });
});

describe("the other bodies", () => {
  it("domains", () => {
    expect(wrong(createDomainRequest, { region: "cn", type: "publish" })).toEqual([]);
    expect(wrong(createDomainRequest, { type: "play" })).toEqual([]);
    expect(wrong(createDomainRequest, { type: "publish" })).toEqual(["region"]);
    expect(wrong(createDomainRequest, { type: "play", region: "cn" })).toEqual(["region"]);
    expect(wrong(createDomainRequest, { type: "Publish", region: "CN" })).toEqual(["type", "region"]);
    expect(wrong(createDomainQuery, {})).toEqual(["id"]);
    expect(wrong(updateDomainRequest, { authKey: "ä".repeat(64) })).toEqual([]);
    expect(wrong(updateDomainRequest, { authKey: "ä".repeat(65) })).toEqual(["authKey"]);
  });

  it("switches, periodic snapshots and bans", () => {
    expect(wrong(autoRequest, {})).toEqual(["enabled"]);
    expect(wrong(autoRequest, { enabled: "true" })).toEqual(["enabled"]);
    expect(standardSnapshotsRequest.parse({ enabled: true })).toEqual({
      enabled: true,
      snapshotInterval: 10,
      enableModeration: false,
    });
    for (const snapshotInterval of [4, 301, 10.5]) {
      expect(wrong(standardSnapshotsRequest, { enabled: true, snapshotInterval })).toEqual(["snapshotInterval"]);
    }
    expect(wrong(customSnapshotsRequest, { enabled: true, storageConfig: { ...storage, vendor: 11 } })).toEqual([
      "storageConfig.vendor",
    ]);
    expect(wrong(banRequest, {})).toEqual([]);
    expect(wrong(banRequest, { resumeTime: "2018-1129T19:00:00+08:00" })).toEqual(["resumeTime"]);
  });
});

describe("reports", () => {
  const nowMs = Date.parse("2026-07-01T12:00:00Z");
  const paths = (kind: "publishHistory" | "publishQuality" | "playStatistics", start?: string, end?: string) =>
    reportIssues(kind, { start_time: start, end_time: end }, nowMs).map(({ path }) => path);

  it("need a stream's name and times of the right form", () => {
    expect(wrong(reportQuery, {})).toEqual(["stream_name"]);
    expect(wrong(reportQuery, { stream_name: "a", start_time: "2026-07-01T12:00:00 08:00" })).toEqual(["start_time"]);
  });

  it.each([
    ["publishHistory", "2026-05-02T12:00:00Z", "2026-06-01T12:00:00Z", []],
    ["publishHistory", "2026-05-02T11:59:00Z", "2026-06-01T11:00:00Z", ["start_time"]],
    ["publishHistory", "2026-05-20T12:00:00Z", "2026-06-20T12:00:00Z", ["end_time"]],
    ["publishHistory", undefined, undefined, []],
    ["publishQuality", "2026-07-01T06:00:00Z", undefined, []],
    ["publishQuality", "2026-07-01T05:59:59Z", undefined, ["end_time"]],
    ["publishQuality", "2026-06-25T11:00:00Z", "2026-06-25T12:00:00Z", ["start_time"]],
    ["playStatistics", "2026-07-01T10:00:00Z", "2026-07-01T12:00:00Z", []],
    ["playStatistics", "2026-07-01T11:00:00Z", "2026-07-01T12:01:00Z", ["end_time"]],
    ["playStatistics", "2026-07-01T12:00:00Z", "2026-07-01T11:00:00Z", ["start_time"]],
  ] as const)("%s from %s to %s breaks %o", (kind, start, end, expected) => {
    expect(paths(kind, start, end)).toEqual(expected);
  });
});
