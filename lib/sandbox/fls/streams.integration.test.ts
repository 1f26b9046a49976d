import { createHash, createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { probeStreams } from "../media/test-media";
import { type Json, point, standard, TestFls } from "./test-fls";

const patience = { timeout: 90_000, interval: 100 };

let fls: TestFls;
beforeAll(async () => {
  fls = await TestFls.start();
});
beforeEach(() => fls.reset());
afterAll(() => fls.close());

describe("custom recording", () => {
  const custom = `${point}/settings/record/custom/regions/cn`;

  test("puts playlist, slices and MP4 into the bucket with the configured keys, and tells of them when the push ends", async () => {
    const { accessKey, secretKey, bucket } = fls.box.sandbox.objectStore;
    const storageConfig = { vendor: 2, region: 3, bucket, accessKey, secretKey };
    const first = { hlsConfig: { enabled: true }, mp4Config: { enabled: true } };
    expect((await fls.call("PATCH", custom, first)).status).toBe(400);
    expect((await fls.call("GET", custom)).status).toBe(404);
    expect(await fls.call("PATCH", custom, { ...first, storageConfig })).toEqual({ status: 200, body: null });
    const { body } = await fls.call("GET", custom);
    expect(body).toEqual({ ...first, storageConfig: { vendor: 2, region: 3, accessKey, secretKey } });
    await vi.waitFor(async () => expect((await fls.box.objectKeys("live/cam1/")).length).toBeGreaterThan(2), patience);
    await fls.box.control("DELETE", "streams/live/cam1");
    await vi.waitFor(
      async () => expect((await fls.box.objectKeys("live/cam1/")).some((key) => key.endsWith(".mp4"))).toBe(true),
      patience,
    );
    const keys = await fls.box.objectKeys("live/cam1/");
    expect(keys.filter((key) => /^live\/cam1\/[0-9a-f]{32}_\d{17}\.m3u8$/.test(key))).toHaveLength(1);
    const mp4 = keys.find((key) => /_\d{17}_0_\d{17}\.mp4$/.test(key)) ?? "";
    await writeFile(join(fls.folder, "custom.mp4"), await fls.box.download(mp4));
    expect(await probeStreams(join(fls.folder, "custom.mp4"))).toMatchObject({
      video: { codec_name: "h264" },
      audio: { codec_name: "aac" },
    });
    const events = async () =>
      (await fls.events("cam1")).map(({ productId, eventType, payload }) => [productId, eventType, payload.fileName]);
    await vi.waitFor(async () => expect((await events()).filter(([, type]) => type === 3)).toHaveLength(2), patience);
    expect(await events()).toContainEqual([7, 2, undefined]);
    expect(await events()).toContainEqual([7, 3, mp4]);
    expect((await events()).some(([, type]) => type === 101)).toBe(true);
  });

  test("with a wrong key is silent: no file, no event; only the control API knows", async () => {
    const { accessKey, bucket } = fls.box.sandbox.objectStore;
    const storageConfig = { vendor: 1, region: 0, bucket, accessKey, secretKey: "wrong" };
    expect((await fls.call("PATCH", custom, { hlsConfig: { enabled: true }, storageConfig })).status).toBe(200);
    await vi.waitFor(
      async () => expect((await fls.box.control("GET", "streams/recordings")).body.failed).not.toEqual([]),
      patience,
    );
    await fls.box.control("DELETE", "streams/live/cam2");
    expect(await fls.box.objectKeys("live/")).toEqual([]);
    expect(JSON.stringify((await fls.box.control("GET", "notifications?limit=100")).body)).not.toContain(
      "new_custom_record_file",
    );
  });

  test("of some streams: auto off, then a task for one", async () => {
    const settings = `${point}/settings/record/standard`;
    expect((await fls.call("PUT", `${standard}/tasks?id=cam1`)).status).toBe(400);
    expect((await fls.call("PATCH", `${settings}/auto`, { enabled: false })).status).toBe(200);
    await fls.box.control("POST", "streams/live/cam1/restart");
    await fls.box.control("POST", "streams/live/cam2/restart");
    const since = await fls.nowMs();
    expect((await fls.call("PUT", `${standard}/tasks?id=cam1`)).status).toBe(200);
    await vi.waitFor(
      async () => expect(await fls.recordings("cam1", since, (await fls.nowMs()) + 1000)).toHaveLength(1),
      patience,
    );
    expect(await fls.recordings("cam2", since, (await fls.nowMs()) + 1000)).toEqual([]);
    expect((await fls.call("DELETE", `${standard}/tasks/cam1`)).status).toBe(200);
  });
});

describe("streams", () => {
  test("who is on air, bans that cut and end, and history that follows", async () => {
    const online = await fls.list(`${point}/reports/online_streams`, "streamList");
    expect(new Set(online.map(({ name }) => name))).toEqual(new Set(["cam1", "cam2", "stage"]));
    const resumeTime = new Date((await fls.nowMs()) + 60_000).toISOString();
    expect((await fls.call("PATCH", `${point}/admin/banned_streams/cam1`, { resumeTime })).status).toBe(200);
    expect((await fls.call("GET", `${point}/reports/online_streams/cam1`)).status).toBe(404);
    const banned = await fls.list(`${point}/admin/banned_streams`, "bannedStreamList");
    expect(banned).toHaveLength(1);
    expect(Math.abs(Date.parse(String(banned[0]?.resumeTime)) - Date.parse(resumeTime))).toBeLessThan(1000);
    await fls.box.control("PUT", "clock", { advanceSeconds: 61 });
    await vi.waitFor(
      async () => expect((await fls.call("GET", `${point}/reports/online_streams/cam1`)).status).toBe(200),
      patience,
    );
    expect((await fls.call("GET", `${point}/admin/banned_streams`)).body?.bannedStreamList).toEqual([]);
    await fls.box.control("PATCH", "switches", { flsReportsAreLate: false });
    const history = (await fls.call("GET", `${point}/reports/publish_history?stream_name=cam1`)).body
      ?.publishHistory as Json[];
    expect(history.length).toBeGreaterThan(10);
    expect(history[0]).toMatchObject({ name: "cam1", duration: expect.any(Number) });
  });

  test("quality is plausible, and dips when it is told to", async () => {
    await fls.box.control("PATCH", "switches", { flsReportsAreLate: false });
    await fls.box.control("POST", "streams/live/stage/dip", { fps: 3, bitsPerSecond: 50_000 });
    const rows = (await fls.call("GET", `${point}/reports/publish_quality?stream_name=stage`)).body
      ?.QualityHistory as Json[];
    expect(rows[0]).toMatchObject({ framerate: 3, bitrate: 50_000 });
    expect(Number(rows[3]?.framerate)).toBeGreaterThan(13);
    expect(Number(rows[3]?.bitrate)).toBeGreaterThan(700_000);
    const plays = (await fls.call("GET", `${point}/reports/stream_play_statistic?stream_name=stage`)).body
      ?.playStatistic as Json[];
    expect(plays.every(({ linkNum }) => Number(linkNum) > 0)).toBe(true);
  });

  test("periodic stills come at the interval, with event 102", async () => {
    const path = `${point}/settings/snapshot/standard/regions/cn`;
    expect((await fls.call("PATCH", path, { enabled: true, snapshotInterval: 4 })).status).toBe(400);
    expect((await fls.call("PATCH", path, { enabled: true, snapshotInterval: 5 })).status).toBe(200);
    expect((await fls.call("GET", path)).body).toEqual({ enabled: true, snapshotInterval: 5, enableModeration: false });
    const stills = async () =>
      (await fls.events("stage"))
        .filter(({ eventType }) => eventType === 102)
        .map(({ payload }) => String(payload.fileName));
    await vi.waitFor(async () => expect((await stills()).length).toBeGreaterThan(1), patience);
    const [name = ""] = await stills();
    expect(name).toMatch(/^snapshot\/live\/stage\/[0-9a-f]{32}_\d{17}_\d{14}\.jpg$/);
    expect((await fls.file(name)).status).toBe(200);
  });
});

describe("who asks", () => {
  const signed = (
    target: string,
    method: string,
    body: string,
    change: { secret?: string; date?: string; line?: string } = {},
  ) => {
    const { customerId, customerSecret, baseUrl } = fls.box.sandbox;
    const date = change.date ?? new Date().toUTCString();
    const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
    const host = new URL(baseUrl).host;
    const text = `host: ${host}\ndate: ${date}\n${method} ${change.line ?? target} HTTP/1.1\ndigest: ${digest}`;
    const signature = createHmac("sha256", change.secret ?? customerSecret)
      .update(text)
      .digest("base64");
    const authorization = `hmac username="${customerId}", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`;
    return { date, digest, authorization };
  };

  test("is proved by the documented signature, over path and query", async () => {
    const root = `/v1/projects/${fls.box.sandbox.appId}/fls/`;
    const target = `${point}/reports/publish_history?stream_name=cam1`;
    const path = target.split("?")[0] ?? "";
    expect((await fls.call("GET", target, undefined, signed(root + target, "GET", ""))).status).toBe(200);
    expect((await fls.call("GET", target, undefined, signed(root + target, "GET", "", { secret: "x" }))).status).toBe(
      401,
    );
    const old = new Date(Date.now() - 400_000).toUTCString();
    expect((await fls.call("GET", target, undefined, signed(root + target, "GET", "", { date: old }))).status).toBe(
      401,
    );
    const short = signed(root + target, "GET", "", { line: root + path });
    expect((await fls.call("GET", target, undefined, short)).status).toBe(401);
    await fls.box.control("PATCH", "switches", { flsSignedTarget: "either" });
    expect((await fls.call("GET", target, undefined, short)).status).toBe(200);
    const body = JSON.stringify({ enabled: true });
    const auto = `${point}/settings/record/standard/auto`;
    expect((await fls.call("PATCH", auto, { enabled: true }, signed(root + auto, "PATCH", body))).status).toBe(200);
    expect((await fls.call("PATCH", auto, { enabled: false }, signed(root + auto, "PATCH", body))).status).toBe(401);
  });

  test("or by Basic, where that is taken", async () => {
    await fls.box.control("PATCH", "switches", { flsAuth: "hmac" });
    expect(await fls.call("GET", "domains")).toEqual({ status: 401, body: { message: "Unauthorized" } });
    await fls.box.control("PATCH", "switches", { flsAuth: "basic" });
    expect((await fls.call("GET", "domains")).status).toBe(200);
  });
});

test("a fault can be aimed at one stream", async () => {
  const answer = { kind: "json", status: 504, body: { message: "The upstream server is timing out" } };
  await fls.box.control("POST", "faults", { operation: "getOnlineStream", cname: "cam1", answer, count: 0 });
  expect((await fls.call("GET", `${point}/reports/online_streams/cam1`)).status).toBe(504);
  expect((await fls.call("GET", `${point}/reports/online_streams/cam2`)).status).toBe(200);
  const lost = { operation: "createSnapshot", cname: "cam2", timing: "after", answer: { kind: "reset" } };
  await fls.box.control("POST", "faults", lost);
  await expect(fls.call("POST", `${standard}/snapshot/cam2`, { fileName: "lost.jpg" })).rejects.toThrow();
  expect((await fls.call("POST", `${standard}/snapshot/cam2`, { fileName: "lost.jpg" })).status).toBe(400);
});
