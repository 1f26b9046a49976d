import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSandbox } from "../../test-sandbox";
import type { Json } from "../test-requests";
import {
  area,
  authKey,
  customRecording,
  domainName,
  entryPointName,
  snapshots,
  standardRecording,
  storage,
  streamName,
  writing,
  written,
} from "./test-arbitraries";
import { type GoodFlsRequest, goodFlsRequests, withQuery } from "./test-requests";
import { flsViolations, spoilt } from "./test-violations";

/** The same requests each time; a failure names the smallest one it found. */
const seed = 20_261_121;
const [minute, day] = [60_000, 86_400_000];

let box: TestSandbox;
let base = "";
let good: Map<string, GoodFlsRequest>;
let runs = 0;

beforeAll(async () => {
  box = await TestSandbox.start();
  await box.control("PATCH", "switches", { flsRequestsPerSecond: 100_000, flsMostEntryPoints: 1000 });
  base = `/v1/projects/${box.sandbox.appId}/fls/`;
  expect(await send("POST", "entry_points?id=desk")).toEqual({ status: 201, body: null });
  good = new Map(goodFlsRequests(box, Date.now()).map((request) => [request.name, request]));
});

afterAll(() => box.close());

/** Checks so many requests, one after another. */
function holds<T>(numRuns: number, arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(arbitrary, async (value) => {
    runs += 1;
    await check(value);
  });
  return fc.assert(property, { numRuns, seed });
}

async function send(method: string, path: string, body?: Json): Promise<{ status: number; body: Json | null }> {
  const response = await box.fetch(base + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
}

const done = { status: 200, body: null };
const desk = "entry_points/desk";
const live = "entry_points/live";
const admin = `${live}/admin/record/standard/regions/cn`;

describe("what the contract allows is accepted", () => {
  test("domains of both types, with any key (operations 1 to 5)", async () => {
    const type = fc.oneof(
      fc.constant({ type: "play" }),
      area.map((region) => ({ type: "publish", region })),
    );
    await holds(25, fc.record({ name: domainName, type, key: authKey }), async ({ name, type: body, key }) => {
      const path = `domains/${name}`;
      const made = { appid: box.sandbox.appId, name, ...body };
      expect(await send("POST", `domains?id=${name}`, body)).toMatchObject({ status: 201, body: made });
      expect(await send("PATCH", path, { authKey: key })).toEqual(done);
      expect(await send("GET", path)).toMatchObject({ status: 200, body: { ...made, authKey: key } });
      expect((await send("GET", "domains")).body?.domainList).toContainEqual(expect.objectContaining(made));
      expect(await send("DELETE", path)).toEqual(done);
      expect((await send("GET", path)).status).toBe(404);
    });
  });

  test("entry points (6 to 8)", async () => {
    await holds(25, entryPointName, async (id) => {
      expect(await send("POST", `entry_points?id=${id}`)).toEqual({ status: 201, body: null });
      expect((await send("GET", "entry_points")).body?.entryPointList).toContainEqual({ name: id });
      expect((await send("GET", `entry_points/${id}/admin/banned_streams`)).body).toEqual({ bannedStreamList: [] });
      expect(await send("DELETE", `entry_points/${id}`)).toEqual(done);
      expect((await send("DELETE", `entry_points/${id}`)).status).toBe(404);
    });
  });

  test("custom recording: what is left out stays as it was (9, 10)", async () => {
    const begin = { storageConfig: box.storage(), mp4Config: { enabled: false }, hlsConfig: { enabled: false } };
    const path = (region: string) => `${desk}/settings/record/custom/regions/${region}`;
    for (const region of ["cn", "ap", "eu", "na"]) expect(await send("PATCH", path(region), begin)).toEqual(done);
    const known = new Map<string, Json>();
    await holds(40, fc.record({ region: area, change: customRecording }), async ({ region, change }) => {
      expect(await send("PATCH", path(region), change)).toEqual(done);
      const expected: Json = { ...(known.get(region) ?? begin), ...withValues(change) };
      known.set(region, expected);
      const { bucket: _, ...shown } = expected.storageConfig as Json;
      expect(await send("GET", path(region))).toEqual({ status: 200, body: { ...expected, storageConfig: shown } });
    });
  });

  test("standard recording, and on and off (11, 14 to 16)", async () => {
    let expected: Json = { mp4Config: { enabled: false }, hlsConfig: { enabled: false } };
    const path = `${desk}/settings/record/standard`;
    await holds(25, fc.record({ change: standardRecording, enabled: fc.boolean() }), async ({ change, enabled }) => {
      expect(await send("PATCH", `${path}/regions/eu`, change)).toEqual(done);
      const { somethingElse: _, ...formats } = change;
      expected = { ...expected, ...withValues(formats) };
      expect(await send("GET", `${path}/regions/eu`)).toEqual({ status: 200, body: expected });
      expect(await send("PATCH", `${path}/auto`, { enabled })).toEqual(done);
      expect(await send("PATCH", `${desk}/settings/record/custom/auto`, { enabled })).toEqual(done);
    });
  });

  test("tasks of streams by any name (12, 13, 17, 18)", async () => {
    for (const kind of ["custom", "standard"]) {
      expect(await send("PATCH", `${desk}/settings/record/${kind}/auto`, { enabled: false })).toEqual(done);
      await holds(12, fc.record({ name: streamName, region: area }), async ({ name, region }) => {
        const path = `${desk}/admin/record/${kind}/regions/${region}/tasks`;
        expect(await send("PUT", withQuery(path, { id: name }))).toEqual(done);
        expect(await send("DELETE", `${path}/${encodeURIComponent(name)}`)).toEqual(done);
      });
    }
  });

  test("clips and stills of recorded time, however it is written (19, 20)", async () => {
    const spans = fc.record({
      fromMs: fc.integer({ min: 60_000, max: 13 * minute }),
      lengthMs: fc.integer({ min: 2_000, max: 50_000 }),
      how: writing,
      hasEnd: fc.constantFrom("yes", "no", "empty"),
      stem: streamName,
    });
    await holds(30, spans, async ({ fromMs, lengthMs, how, hasEnd, stem }) => {
      const startMs = Date.now() - fromMs;
      const [startTime, end] = [written(startMs, how), written(startMs + lengthMs, how)];
      const only = (field: string) => (hasEnd === "no" ? {} : { [field]: hasEnd === "empty" ? "" : end });
      const [clip, still] = [`${stem}${runs}.m3u8`, `${stem}${runs}.jpg`];
      expect(await send("POST", `${admin}/cutting/cam1`, { startTime, fileName: clip, ...only("endTime") })).toEqual(
        done,
      );
      expect(await send("POST", `${admin}/snapshot/cam1`, { fileName: still, ...only("time") })).toEqual(done);
      const again = await send("POST", `${admin}/snapshot/cam1`, { fileName: clip, ...only("time") });
      expect(again).toMatchObject({ status: 400, body: { message: expect.stringContaining("fileName") } });
    });
  });

  test("lists of recordings, oldest first, each one overlapping the asked time (21)", async () => {
    const spans = fc.record({
      stream: fc.constantFrom("cam1", "cam2", "stage"),
      fromMs: fc.integer({ min: minute, max: 8 * day }),
      lengthMs: fc.integer({ min: 1000, max: 3 * day }),
      how: writing,
    });
    await holds(30, spans, async ({ stream, fromMs, lengthMs, how }) => {
      const startMs = Date.now() - fromMs;
      const query = {
        start_time: written(startMs, how),
        end_time: written(startMs + lengthMs, how),
        stream_name: stream,
      };
      const { status, body } = await send("GET", withQuery(`${admin}/preview_list`, query));
      expect(status).toBe(200);
      const rows = body?.list as { fileName: string; startTime: string; endTime: string; position: number }[];
      expect(rows.map(({ startTime }) => startTime)).toEqual(rows.map(({ startTime }) => startTime).toSorted());
      for (const row of rows) {
        expect(row.fileName).toMatch(new RegExp(`^record/live/${stream}/[0-9a-f]{32}_\\d{17}\\.m3u8$`));
        expect(Date.parse(row.startTime)).toBeLessThan(startMs + lengthMs);
        expect(Date.parse(row.endTime) + 1000).toBeGreaterThan(startMs);
        expect(Number.isInteger(row.position) && row.position >= 0).toBe(true);
      }
    });
  });

  test("periodic snapshots, with the documented defaults (22 to 25)", async () => {
    const usual = { snapshotInterval: 10, enableModeration: false };
    await holds(25, fc.record({ body: snapshots, where: storage, region: area }), async ({ body, where, region }) => {
      const path = (kind: string) => `${desk}/settings/snapshot/${kind}/regions/${region}`;
      expect(await send("PATCH", path("standard"), body)).toEqual(done);
      expect(await send("GET", path("standard"))).toEqual({ status: 200, body: { ...usual, ...body } });
      expect(await send("PATCH", path("custom"), { ...body, storageConfig: where })).toEqual(done);
      const { bucket: _, ...storageConfig } = where;
      expect(await send("GET", path("custom"))).toEqual({ status: 200, body: { ...usual, ...body, storageConfig } });
    });
  });

  test("bans of streams by any name (26 to 28)", async () => {
    const bans = fc.record({ name: streamName, inMs: fc.integer({ min: minute, max: 30 * day }), how: writing });
    await holds(30, bans, async ({ name, inMs, how }) => {
      const resumeMs = Date.now() + inMs;
      const path = `${desk}/admin/banned_streams/${encodeURIComponent(name)}`;
      expect(await send("PATCH", path, { resumeTime: written(resumeMs, how) })).toEqual(done);
      const { body } = await send("GET", `${desk}/admin/banned_streams`);
      const [ban, ...others] = (body?.bannedStreamList ?? []) as Json[];
      expect([ban?.name, others]).toEqual([name, []]);
      expect(Math.abs(Date.parse(String(ban?.resumeTime)) - resumeMs)).toBeLessThanOrEqual(1000);
      expect(await send("DELETE", path)).toEqual(done);
      expect((await send("GET", `${desk}/admin/banned_streams`)).body).toEqual({ bannedStreamList: [] });
    });
  });

  test("reports within their limits (29 to 33)", async () => {
    expect((await send("GET", `${live}/reports/online_streams`)).body?.streamList).toHaveLength(3);
    expect((await send("GET", `${live}/reports/online_streams/cam1`)).status).toBe(200);
    for (const [report, reachMs, spanMs] of [
      ["publish_history", 60 * day, 30 * day],
      ["publish_quality", 6 * day, 6 * 60 * minute],
      ["stream_play_statistic", 30 * day, 2 * 60 * minute],
    ] as const) {
      const ranges = fc.record({
        name: fc.oneof(fc.constant("cam1"), streamName),
        endMs: fc.integer({ min: 1000, max: reachMs - spanMs - minute }),
        lengthMs: fc.integer({ min: 2000, max: spanMs - 2000 }),
        given: fc.constantFrom("both", "end", "neither", "empty"),
        how: writing,
      });
      await holds(12, ranges, async ({ name, endMs, lengthMs, given, how }) => {
        const toMs = Date.now() - endMs;
        const [start_time, end_time] = [written(toMs - lengthMs, how), written(toMs, how)];
        const all: Record<typeof given, Record<string, string>> = {
          both: { start_time, end_time },
          end: { end_time },
          neither: {},
          empty: { start_time: "", end_time: "" },
        };
        const times = all[given];
        const { status, body } = await send(
          "GET",
          withQuery(`${live}/reports/${report}`, { ...times, stream_name: name }),
        );
        expect({ status, body }).toMatchObject({ status: 200, body: expect.any(Object) });
        const [rows] = Object.values(body ?? {}) as Json[][];
        const moments = (rows ?? []).map((row) => String(row.endTime ?? row.time));
        expect(moments).toEqual(moments.toSorted().toReversed());
        if (name !== "cam1") expect(rows).toEqual([]);
      });
    }
  });
});

describe("each thing the contract forbids is refused with 400, which names the field", () => {
  test("in bodies, queries and paths", async () => {
    const violations = flsViolations(Date.now());
    expect(violations.length).toBeGreaterThan(250);
    const wrong: unknown[] = [];
    for (const violation of violations) {
      const request = good.get(violation.operation)!;
      const { path, body } = spoilt(request, violation);
      const answer = await send(request.method, path, request.method === "GET" ? undefined : body);
      const isNamed = answer.status === 400 && String(answer.body?.message).startsWith(violation.field);
      if (!isNamed) wrong.push({ ...violation, path, answer });
    }
    expect(wrong).toEqual([]);
  });

  test("ranges that are too long, or upside down", async () => {
    const hours = (count: number) => new Date(Date.now() - count * 60 * minute).toISOString();
    for (const [report, from, to, field] of [
      ["publish_history", 31 * 24, 0, "end_time"],
      ["publish_quality", 7, 0.5, "end_time"],
      ["stream_play_statistic", 3, 0.5, "end_time"],
      ["publish_history", 1, 2, "start_time"],
      ["publish_quality", 1, 1, "start_time"],
    ] as const) {
      const query = { start_time: hours(from), end_time: hours(to + 0.001), stream_name: "cam1" };
      const answer = await send("GET", withQuery(`${live}/reports/${report}`, query));
      expect([report, answer]).toMatchObject([
        report,
        { status: 400, body: { message: expect.stringContaining(field) } },
      ]);
    }
  });

  test("and nothing of it was done", async () => {
    expect((await send("GET", "domains")).body?.domainList).toHaveLength(2);
    expect((await send("GET", "entry_points")).body?.entryPointList).toEqual([{ name: "desk" }, { name: "live" }]);
    expect((await send("GET", `${desk}/admin/banned_streams`)).body).toEqual({ bannedStreamList: [] });
    expect(runs).toBeGreaterThan(250);
  });
});

/** Only what a change says: an object without `enabled` changes nothing. */
function withValues(change: Json): Json {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => Object.keys(value as Json).length > 0));
}
