import { createHash, createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgoraClient } from "../client";
import { AgoraInvalidRequest, AgoraUnreachable } from "../errors";
import type { RateRequest } from "../rate-limit";
import { createSlidingWindow } from "../sliding-window";
import { json, startTestServer, testClient, type TestServer } from "../test-server";
import type { LiveStreaming } from "./resource";
import { operations } from "./schemas";
import { area, calls, clip, entryPoint, failure, methods, now, recorded, storage, stream } from "./test-calls";

type Answer = Parameters<typeof startTestServer>[0];
let answer: Answer;
let server: TestServer;
let client: AgoraClient;
let fls: LiveStreaming;

const clock = { now: () => now };
const appId = "0123456789abcdef0123456789abcdef";
const root = `/v1/projects/${appId}/fls`;

beforeEach(async () => {
  answer = (response) => json(response, 200, {});
  server = await startTestServer((response, seen) => answer(response, seen));
  client = testClient([server.url], { clock });
  fls = client.liveStreaming;
});

afterEach(async () => {
  await Promise.all([client.close(), server.close()]);
});

describe("what is sent", () => {
  it.each<[keyof LiveStreaming, string, string, object?]>([
    ["createDomain", "POST", "/domains?id=push.example.com", { type: "publish", region: "cn" }],
    ["listDomains", "GET", "/domains"],
    ["getDomain", "GET", "/domains/push.example.com"],
    ["updateDomain", "PATCH", "/domains/push.example.com", { authKey: "domain-key-value" }],
    ["deleteDomain", "DELETE", "/domains/push.example.com"],
    ["createEntryPoint", "POST", "/entry_points?id=show"],
    ["listEntryPoints", "GET", "/entry_points"],
    ["deleteEntryPoint", "DELETE", "/entry_points/show"],
    [
      "setCustomRecording",
      "PATCH",
      "/entry_points/live/settings/record/custom/regions/cn",
      {
        hlsConfig: { enabled: true },
        mp4Config: { enabled: true },
        storageConfig: {
          vendor: 2,
          region: 3,
          bucket: "b",
          accessKey: "storage-access-value",
          secretKey: "storage-secret-value",
        },
      },
    ],
    ["getCustomRecording", "GET", "/entry_points/live/settings/record/custom/regions/cn"],
    [
      "setStandardRecording",
      "PATCH",
      "/entry_points/live/settings/record/standard/regions/cn",
      { mp4Config: { enabled: false } },
    ],
    ["getStandardRecording", "GET", "/entry_points/live/settings/record/standard/regions/cn"],
    ["setAutomaticRecording", "PATCH", "/entry_points/live/settings/record/custom/auto", { enabled: false }],
    ["addRecordingTask", "PUT", "/entry_points/live/admin/record/standard/regions/cn/tasks?id=cam1"],
    ["removeRecordingTask", "DELETE", "/entry_points/live/admin/record/custom/regions/cn/tasks/cam1"],
    [
      "createClip",
      "POST",
      "/entry_points/live/admin/record/standard/regions/cn/cutting/cam1",
      { startTime: "2026-07-01T11:00:00Z", endTime: "2026-07-01T11:30:00Z", fileName: "a.m3u8" },
    ],
    [
      "createSnapshot",
      "POST",
      "/entry_points/live/admin/record/standard/regions/cn/snapshot/cam1",
      { fileName: "a.jpg" },
    ],
    [
      "listRecordingFiles",
      "GET",
      "/entry_points/live/admin/record/standard/regions/cn/preview_list?start_time=2026-07-01T00%3A00%3A00Z&end_time=2026-07-02T00%3A00%3A00Z&stream_name=cam1",
    ],
    [
      "setPeriodicSnapshots",
      "PATCH",
      "/entry_points/live/settings/snapshot/standard/regions/cn",
      { enabled: true, snapshotInterval: 20 },
    ],
    ["getPeriodicSnapshots", "GET", "/entry_points/live/settings/snapshot/custom/regions/cn"],
    ["banStream", "PATCH", "/entry_points/live/admin/banned_streams/cam1", { resumeTime: "2026-07-03T00:00:00Z" }],
    ["unbanStream", "DELETE", "/entry_points/live/admin/banned_streams/cam1"],
    ["listBannedStreams", "GET", "/entry_points/live/admin/banned_streams"],
    ["listOnlineStreams", "GET", "/entry_points/live/reports/online_streams"],
    ["getOnlineStream", "GET", "/entry_points/live/reports/online_streams/cam1"],
    ["listPublishHistory", "GET", "/entry_points/live/reports/publish_history?stream_name=cam1"],
    [
      "listPublishQuality",
      "GET",
      "/entry_points/live/reports/publish_quality?start_time=2026-07-01T10%3A00%3A00Z&stream_name=cam1",
    ],
    ["listPlayStatistics", "GET", "/entry_points/live/reports/stream_play_statistic?stream_name=cam1"],
  ])("%s is %s %s", async (name, method, path, body) => {
    await calls[name](fls);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method, url: `${root}${path}` });
    expect(seen?.body === "" ? undefined : JSON.parse(seen?.body ?? "")).toEqual(body);
  });

  it("the other kind goes to its own addresses", async () => {
    await fls.setAutomaticRecording({ entryPoint, recordingKind: "standard", isEnabled: true });
    await fls.addRecordingTask({ ...recorded, recordingKind: "custom" });
    await fls.removeRecordingTask({ ...recorded, recordingKind: "standard" });
    await fls.setPeriodicSnapshots({ ...area, recordingKind: "custom", isEnabled: true, storage });
    await fls.getPeriodicSnapshots({ ...area, recordingKind: "standard" });
    const paths = server.seen.map(
      ({ method, url }) => `${method} ${url.slice(root.length + "/entry_points/live/".length)}`,
    );
    expect(paths).toEqual([
      "PATCH settings/record/standard/auto",
      "PUT admin/record/custom/regions/cn/tasks?id=cam1",
      "DELETE admin/record/standard/regions/cn/tasks/cam1",
      "PATCH settings/snapshot/custom/regions/cn",
      "GET settings/snapshot/standard/regions/cn",
    ]);
    expect(JSON.parse(server.seen[3]?.body ?? "")).toMatchObject({ enabled: true, storageConfig: { vendor: 2 } });
  });

  it("together they reach every operation of the table, and nothing else", async () => {
    for (const name of methods) await calls[name](fls);
    for (const recordingKind of ["standard", "custom"] as const) {
      await fls.setAutomaticRecording({ entryPoint, recordingKind, isEnabled: true });
      await fls.addRecordingTask({ ...recorded, recordingKind });
      await fls.removeRecordingTask({ ...recorded, recordingKind });
      await fls.setPeriodicSnapshots({ ...area, recordingKind, isEnabled: true });
      await fls.getPeriodicSnapshots({ ...area, recordingKind });
    }
    const numbers = server.seen.map(({ method, url }) => {
      const matching = Object.values(operations).filter((operation) => {
        const path = operation.path.replaceAll(/\{\w+\}/g, "[^/]+");
        return operation.method === method && new RegExp(`^${path}$`).test(url.split("?")[0] ?? "");
      });
      return matching.map(({ number }) => number).join();
    });
    expect(new Set(numbers)).toEqual(new Set(Object.values(operations).map(({ number }) => String(number))));
  });

  it("a stream's name is encoded wherever it stands", async () => {
    await fls.unbanStream({ entryPoint, streamName: "a&b=ü+1" });
    await fls.listPublishHistory({ entryPoint, streamName: "a&b=ü+1" });
    expect(server.seen[0]?.url).toBe(`${root}/entry_points/live/admin/banned_streams/a%26b%3D%C3%BC%2B1`);
    expect(server.seen[1]?.url).toMatch(/\?stream_name=a%26b%3D%C3%BC%2B1$/);
  });

  it("a vendor without regions needs none", async () => {
    await fls.setCustomRecording({ ...area, storage: { ...storage, vendor: "google", storageRegion: null } });
    expect(JSON.parse(server.seen[0]?.body ?? "").storageConfig).not.toHaveProperty("region");
  });
});

describe("who asks", () => {
  /** The signature computed anew from what arrived, as a gateway does. */
  function expected(seen: TestServer["seen"][number] | undefined, secret: string): string {
    const { method, url, headers, body } = seen ?? { method: "", url: "", headers: {}, body: "" };
    const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
    const lines = [
      `host: ${headers.host}`,
      `date: ${String(headers.date)}`,
      `${method} ${url} HTTP/1.1`,
      `digest: ${digest}`,
    ];
    return createHmac("sha256", secret).update(lines.join("\n")).digest("base64");
  }

  it.each(methods)("%s is signed over the host, path, query and body that arrived", async (name) => {
    await calls[name](fls);
    const [seen] = server.seen;
    expect(seen?.headers).toMatchObject({ date: "Wed, 01 Jul 2026 12:00:00 GMT", host: new URL(server.url).host });
    expect(seen?.headers["digest"]).toBe(
      `SHA-256=${createHash("sha256")
        .update(seen?.body ?? "")
        .digest("base64")}`,
    );
    expect(seen?.headers.authorization).toBe(
      `hmac username="customer", algorithm="hmac-sha256", headers="host date request-line digest", signature="${expected(seen, "customer-secret-value")}"`,
    );
  });

  it("Basic where it is asked for; Cloud Recording keeps it in any case", async () => {
    const basic = testClient([server.url], { flsAuth: "basic" });
    const task = { channelName: "a", recorderUid: "1", mode: "composite", resourceId: "r", sid: "s" } as const;
    await basic.liveStreaming.listDomains();
    await client.cloudRecording.query(task).catch(() => undefined);
    await basic.close();
    const authorization = `Basic ${Buffer.from("customer:customer-secret-value").toString("base64")}`;
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([authorization, authorization]);
  });
});

describe("what is never sent", () => {
  const future = new Date("2026-07-01T12:00:02Z");
  it.each<[string, (live: LiveStreaming) => Promise<object>, string]>([
    ["a clip that ends in the future", (live) => live.createClip({ ...clip, endsAt: future }), "endTime"],
    ["a clip with its ends swapped", (live) => live.createClip({ ...clip, endsAt: new Date(0) }), "endTime"],
    ["a clip of no time", (live) => live.createClip({ ...clip, startsAt: new Date(Number.NaN) }), "startTime"],
    ["a clip without extension", (live) => live.createClip({ ...clip, fileName: "a" }), "fileName"],
    ["a clip in a folder", (live) => live.createClip({ ...clip, fileName: "x/a.m3u8" }), "fileName"],
    [
      "a picture of the future",
      (live) => live.createSnapshot({ ...recorded, takenAt: future, fileName: "a.jpg" }),
      "time",
    ],
    ["an entry point that is none", (live) => live.listOnlineStreams({ entryPoint: "a/b" }), "entry_point"],
    ["a stream without a name", (live) => live.unbanStream({ entryPoint, streamName: "" }), "stream_name"],
    ["a ban that is over", (live) => live.banStream({ ...stream, until: now }), "resumeTime"],
    [
      "a region of another vendor",
      (live) => live.setCustomRecording({ ...area, storage: { ...storage, storageRegion: 23 } }),
      "storageConfig.region",
    ],
    [
      "no region where one is needed",
      (live) => live.setCustomRecording({ ...area, storage: { ...storage, storageRegion: null } }),
      "storageConfig.region",
    ],
    [
      "a report that reaches too far back",
      (live) => live.listPublishQuality({ ...stream, from: new Date("2026-06-20T00:00:00Z") }),
      "start_time",
    ],
    [
      "snapshots too often",
      (live) => live.setPeriodicSnapshots({ ...area, recordingKind: "standard", isEnabled: true, intervalSeconds: 4 }),
      "snapshotInterval",
    ],
  ])("%s", async (_, call, path) => {
    const error = await failure(call(fls));
    if (!(error instanceof AgoraInvalidRequest)) throw error;
    expect(error.issues.map((issue) => issue.path)).toContain(path);
    expect(error).toMatchObject({ effect: "none", isRetryable: false });
    expect(server.seen).toEqual([]);
  });
});

describe("the way to Agora", () => {
  it("counts fifty a second in a bucket of its own, and holds that after a 429", async () => {
    const asked: RateRequest[] = [];
    const held: string[] = [];
    const window = createSlidingWindow();
    const counted = testClient([server.url], {
      rateLimit: {
        reserve: (request) => {
          asked.push(request);
          return window.reserve(request);
        },
        hold: async (bucket) => {
          held.push(bucket);
        },
      },
    });
    await Promise.all(Array.from({ length: 30 }, () => counted.liveStreaming.listDomains()));
    answer = (response) => json(response, 429, { message: "API rate limit exceeded" });
    const error = await failure(counted.liveStreaming.createClip({ ...clip, endsAt: undefined }));
    await counted.close();
    expect(error).toMatchObject({ effect: "none", isRetryable: true, retryAfterMs: 1000 });
    expect(new Set(asked.map(({ limit }) => limit))).toEqual(new Set([50]));
    const buckets = new Set(asked.flatMap((request) => request.buckets));
    expect([...buckets]).toEqual([expect.stringMatching(/^fls:account:[0-9a-f]{16}$/)]);
    expect(held).toEqual([...buckets]);
  });

  it("nobody there: nothing was sent", async () => {
    const gone = await startTestServer((response) => json(response, 200, {}));
    await gone.close();
    const lonely = testClient([gone.url]);
    const error = await failure(lonely.liveStreaming.createClip({ ...clip, startsAt: new Date(0) }));
    await lonely.close();
    expect(error).toBeInstanceOf(AgoraUnreachable);
    expect(error).toMatchObject({ effect: "none", isRetryable: true });
  });
});
