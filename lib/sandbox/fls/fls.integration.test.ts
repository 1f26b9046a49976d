import { createHmac, createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readCells, type RgbFrame } from "../media/cells";
import { fitPicture } from "../media/fitting";
import { sourceSizes } from "../media/person";
import { decodeFrames, probeStreams } from "../media/test-media";
import { TestSandbox } from "../test-sandbox";

const patience = { timeout: 25_000, interval: 100 };
vi.setConfig({ testTimeout: 60_000 });

type Json = Record<string, unknown>;

let box: TestSandbox;
let folder: string;
beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 2 });
  folder = await mkdtemp(join(tmpdir(), "tally-fls-"));
});
beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { flsRequestsPerSecond: 1000, flsClipSeconds: 0 });
});
afterAll(async () => {
  await box.close();
  await rm(folder, { recursive: true, force: true });
});

/** A call of live streaming; `path` comes after `fls/`. */
async function call(method: string, path: string, body?: Json, headers: Record<string, string> = {}) {
  const response = await box.fetch(`/v1/projects/${box.sandbox.appId}/fls/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers,
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
}

const point = "entry_points/live";
const standard = `${point}/admin/record/standard/regions/cn`;

async function nowMs(): Promise<number> {
  return Date.parse(String((await box.control("GET", "clock")).body.now));
}

type Row = { fileName: string; startTime: string; endTime: string; position: number };

async function recordings(stream: string, fromMs: number, toMs: number): Promise<Row[]> {
  const query = new URLSearchParams({
    start_time: new Date(fromMs).toISOString(),
    end_time: new Date(toMs).toISOString(),
    stream_name: stream,
  });
  const { status, body } = await call("GET", `${standard}/preview_list?${query}`);
  expect(status).toBe(200);
  return body?.list as Row[];
}

async function file(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${box.sandbox.baseUrl}/${path}`, { headers });
}

/** Puts a playlist and its slices side by side and decodes the pictures. */
async function pictures(path: string): Promise<RgbFrame[]> {
  const text = await (await file(path)).text();
  const base = path.slice(0, path.lastIndexOf("/"));
  const name = join(folder, path.split("/").at(-1) ?? "list.m3u8");
  await writeFile(name, text);
  for (const slice of text.split("\n").filter((line) => line.endsWith(".ts"))) {
    await writeFile(join(folder, slice), Buffer.from(await (await file(`${base}/${slice}`)).arrayBuffer()));
  }
  return decodeFrames(name, sourceSizes["16:9"]);
}

/** The second that is burnt into a picture. */
function secondIn(frame: RgbFrame | undefined): number {
  if (!frame) throw new Error("no picture");
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const reading = readCells(frame, fitPicture(sourceSizes["16:9"], whole, "cover"), "16:9");
  if (!reading) throw new Error("the cells cannot be read");
  return reading.utcSecond;
}

const dayMs = 86_400_000;

describe("seven days of history", () => {
  test("has recordings of three streams with gaps, oldest first, and plays as it was recorded", async () => {
    const now = await nowMs();
    for (const stream of ["cam1", "cam2", "stage"]) {
      const list = await recordings(stream, now - 8 * dayMs, now);
      expect(list.length).toBeGreaterThan(6);
      expect(list.map(({ startTime }) => startTime)).toEqual(list.map(({ startTime }) => startTime).toSorted());
      expect(Date.parse(list[0]?.startTime ?? "")).toBeGreaterThan(now - 7.01 * dayMs);
      for (const row of list) expect(row.fileName).toMatch(new RegExp(`^record/live/${stream}/[0-9a-f]{32}_\\d{17}\\.m3u8$`));
      for (const { position } of list) expect([2, 3]).toContain(position);
    }
    const [row] = await recordings("stage", now - 8 * dayMs, now);
    if (!row) throw new Error("no recording");
    const text = await (await file(row.fileName)).text();
    expect(text).toContain("#EXT-X-ENDLIST");
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+),/g)].map((match) => Number(match[1]));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const wanted = (Date.parse(row.endTime) - Date.parse(row.startTime)) / 1000 - row.position;
    expect(Math.abs(total - wanted)).toBeLessThan(2);

    const base = row.fileName.slice(0, -".m3u8".length);
    const slice = await file(`${base}_7.ts`);
    expect(slice.headers.get("content-type")).toBe("video/mp2t");
    const name = join(folder, "one.ts");
    await writeFile(name, Buffer.from(await slice.arrayBuffer()));
    const [frame] = await decodeFrames(name, sourceSizes["16:9"]);
    const begin = Date.parse(row.startTime) / 1000 + row.position + 7 * 2;
    expect(Math.abs(secondIn(frame) - begin)).toBeLessThanOrEqual(1);
  });

  test("is served to any page, with ranges", async () => {
    const now = await nowMs();
    const [row] = await recordings("cam2", now - 8 * dayMs, now);
    const path = `${row?.fileName.slice(0, -".m3u8".length)}_0.ts`;
    const part = await file(path, { range: "bytes=10-19", origin: "https://console.example" });
    expect(part.status).toBe(206);
    expect((await part.arrayBuffer()).byteLength).toBe(10);
    expect(part.headers.get("content-range")).toMatch(/^bytes 10-19\/\d+$/);
    expect(part.headers.get("access-control-allow-origin")).toBe("*");
    expect((await file(path, { range: "bytes=99999999-" })).status).toBe(416);
    expect((await file("record/live/cam2/none.m3u8")).status).toBe(404);
    expect((await file(`${row?.fileName.slice(0, -".m3u8".length)}_99999.ts`)).status).toBe(404);
  });

  test("asks for ts and sign where the play domain has a key", async () => {
    const now = await nowMs();
    const [row] = await recordings("stage", now - 8 * dayMs, now);
    const path = `/${row?.fileName}`;
    await call("PATCH", "domains/play.sandbox.example", { authKey: "z2tn3uiny0aasebz" });
    expect((await file(path.slice(1))).status).toBe(403);
    const ts = Math.floor(now / 1000) + 60;
    const sign = createHash("md5").update(`z2tn3uiny0aasebz${path}${ts}`).digest("hex");
    expect((await file(`${path.slice(1)}?ts=${ts}&sign=${sign}`)).status).toBe(200);
    expect((await file(`${path.slice(1)}?ts=${ts - 1000}&sign=${sign}`)).status).toBe(403);
  });
});

describe("clips and stills", () => {
  test("a clip shows the asked time to within a slice, with a discontinuity where the stream broke", async () => {
    const now = await nowMs();
    const list = await recordings("cam1", now - 8 * dayMs, now);
    const at = list.findIndex((row, i) => {
      const next = list[i + 1];
      return next && Date.parse(next.startTime) - Date.parse(row.endTime) < 120_000;
    });
    const [before, after] = [list[at], list[at + 1]];
    if (!before || !after) throw new Error("no gap");
    const startMs = Date.parse(before.endTime) - 5_000;
    const endMs = Date.parse(after.startTime) + 8_000;
    const clip = { startTime: new Date(startMs).toISOString(), endTime: new Date(endMs).toISOString(), fileName: "goal.m3u8" };
    expect(await call("POST", `${standard}/cutting/cam1`, clip)).toEqual({ status: 200, body: null });
    const text = await (await file("record/live/cam1/goal.m3u8")).text();
    expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
    const frames = await pictures("record/live/cam1/goal.m3u8");
    expect(Math.abs(secondIn(frames[0]) - startMs / 1000)).toBeLessThanOrEqual(2);
    expect(Math.abs(secondIn(frames.at(-1)) - endMs / 1000)).toBeLessThanOrEqual(2);

    expect(await call("POST", `${standard}/cutting/cam1`, clip)).toMatchObject({ status: 400 });
    expect(await call("POST", `${standard}/snapshot/cam1`, { fileName: "goal.m3u8" })).toMatchObject({ status: 400 });
  });

  test("a still shows the asked second", async () => {
    const now = await nowMs();
    const [row] = await recordings("cam2", now - 8 * dayMs, now);
    const atMs = Date.parse(row?.startTime ?? "") + 90_000;
    const still = { time: new Date(atMs).toISOString(), fileName: "door.jpg" };
    expect(await call("POST", `${standard}/snapshot/cam2`, still)).toEqual({ status: 200, body: null });
    for (const path of ["snapshot/live/cam2/door.jpg", "record/live/cam2/door.jpg"]) {
      const response = await file(path);
      expect(response.headers.get("content-type")).toBe("image/jpeg");
      const name = join(folder, "door.jpg");
      await writeFile(name, Buffer.from(await response.arrayBuffer()));
      const [frame] = await decodeFrames(name, sourceSizes["16:9"]);
      expect(secondIn(frame)).toBe(Math.floor(atMs / 1000));
    }
  });

  test("without an end, or a time, mean the latest file", async () => {
    const now = await nowMs();
    const startTime = new Date(now - 20_000).toISOString();
    expect((await call("POST", `${standard}/cutting/stage`, { startTime, endTime: "", fileName: "now.m3u8" })).status).toBe(200);
    expect((await call("POST", `${standard}/snapshot/stage`, { fileName: "now.jpg" })).status).toBe(200);
    const frames = await pictures("record/live/stage/now.m3u8");
    const last = secondIn(frames.at(-1));
    expect(now / 1000 - last).toBeLessThan(6);
    const name = join(folder, "now.jpg");
    await writeFile(name, Buffer.from(await (await file("snapshot/live/stage/now.jpg")).arrayBuffer()));
    expect(Math.abs(secondIn((await decodeFrames(name, sourceSizes["16:9"]))[0]) - last)).toBeLessThanOrEqual(3);
  });

  test("are refused of the future, of no recording, upside down, and by a name with a slash", async () => {
    const now = await nowMs();
    const time = (ms: number) => new Date(now + ms).toISOString();
    const cut = (body: Json, stream = "cam1") => call("POST", `${standard}/cutting/${stream}`, { fileName: "x.m3u8", ...body });
    expect((await cut({ startTime: time(-60_000), endTime: time(60_000) })).status).toBe(400);
    expect((await cut({ startTime: time(-60_000), endTime: time(-90_000) })).status).toBe(400);
    expect((await cut({ startTime: time(-40 * dayMs), endTime: time(-39 * dayMs) })).status).toBe(404);
    expect((await cut({ startTime: time(-60_000) }, "nobody")).status).toBe(404);
    expect((await cut({ startTime: time(-60_000), fileName: "a/b.m3u8" })).status).toBe(400);
    expect((await cut({ startTime: "yesterday" })).body?.message).toContain("startTime");
    expect((await call("POST", `${standard}/snapshot/cam1`, { fileName: "y.jpg", time: time(60_000) })).status).toBe(400);
  });
});

describe("custom recording", () => {
  const custom = `${point}/settings/record/custom/regions/cn`;

  test("puts playlist, slices and MP4 into the bucket with the configured keys, and tells of them when the push ends", async () => {
    const { accessKey, secretKey, bucket } = box.sandbox.objectStore;
    const storageConfig = { vendor: 2, region: 3, bucket, accessKey, secretKey };
    const first = { hlsConfig: { enabled: true }, mp4Config: { enabled: true } };
    expect((await call("PATCH", custom, first)).status).toBe(400);
    expect((await call("GET", custom)).status).toBe(404);
    expect(await call("PATCH", custom, { ...first, storageConfig })).toEqual({ status: 200, body: null });
    const { body } = await call("GET", custom);
    expect(body).toEqual({ ...first, storageConfig: { vendor: 2, region: 3, accessKey, secretKey } });
    await vi.waitFor(async () => expect((await box.objectKeys("live/cam1/")).length).toBeGreaterThan(2), patience);
    await box.control("DELETE", "streams/live/cam1");
    await vi.waitFor(async () => expect((await box.objectKeys("live/cam1/")).some((key) => key.endsWith(".mp4"))).toBe(true), patience);
    const keys = await box.objectKeys("live/cam1/");
    expect(keys.filter((key) => /^live\/cam1\/[0-9a-f]{32}_\d{17}\.m3u8$/.test(key))).toHaveLength(1);
    const mp4 = keys.find((key) => /_\d{17}_0_\d{17}\.mp4$/.test(key)) ?? "";
    await writeFile(join(folder, "custom.mp4"), await box.download(mp4));
    expect(await probeStreams(join(folder, "custom.mp4"))).toMatchObject({ video: { codec_name: "h264" }, audio: { codec_name: "aac" } });
    const events = async () => {
      const { body: history } = await box.control("GET", "notifications?sid=fls%3Alive%2Fcam1&limit=100");
      return (history.notifications as { eventType: number; envelope: { productId: number; payload: Json } }[]).map(
        ({ eventType, envelope }) => [envelope.productId, eventType, envelope.payload.fileName],
      );
    };
    await vi.waitFor(async () => expect((await events()).filter(([, type]) => type === 3)).toHaveLength(2), patience);
    expect(await events()).toContainEqual([7, 2, undefined]);
    expect(await events()).toContainEqual([7, 3, mp4]);
    expect((await events()).some(([, type]) => type === 101)).toBe(true);
  });

  test("with a wrong key is silent: no file, no event; only the control API knows", async () => {
    const { accessKey, bucket } = box.sandbox.objectStore;
    const storageConfig = { vendor: 1, region: 0, bucket, accessKey, secretKey: "wrong" };
    expect((await call("PATCH", custom, { hlsConfig: { enabled: true }, storageConfig })).status).toBe(200);
    await vi.waitFor(async () => expect((await box.control("GET", "streams/recordings")).body.failed).not.toEqual([]), patience);
    await box.control("DELETE", "streams/live/cam2");
    expect(await box.objectKeys("live/")).toEqual([]);
    expect(JSON.stringify((await box.control("GET", "notifications?limit=100")).body)).not.toContain("new_custom_record_file");
  });

  test("of some streams: auto off, then a task for one", async () => {
    const settings = `${point}/settings/record/standard`;
    expect((await call("PUT", `${standard}/tasks?id=cam1`)).status).toBe(400);
    expect((await call("PATCH", `${settings}/auto`, { enabled: false })).status).toBe(200);
    await box.control("POST", "streams/live/cam1/restart");
    await box.control("POST", "streams/live/cam2/restart");
    const since = await nowMs();
    expect((await call("PUT", `${standard}/tasks?id=cam1`)).status).toBe(200);
    await vi.waitFor(async () => expect(await recordings("cam1", since, (await nowMs()) + 1000)).toHaveLength(1), patience);
    expect(await recordings("cam2", since, (await nowMs()) + 1000)).toEqual([]);
    expect((await call("DELETE", `${standard}/tasks/cam1`)).status).toBe(200);
  });
});

describe("streams", () => {
  test("who is on air, bans that cut and end, and history that follows", async () => {
    const { body } = await call("GET", `${point}/reports/online_streams`);
    expect((body?.streamList as Json[]).map(({ name }) => name).toSorted()).toEqual(["cam1", "cam2", "stage"]);
    const resumeTime = new Date((await nowMs()) + 60_000).toISOString();
    expect((await call("PATCH", `${point}/admin/banned_streams/cam1`, { resumeTime })).status).toBe(200);
    expect((await call("GET", `${point}/reports/online_streams/cam1`)).status).toBe(404);
    const banned = (await call("GET", `${point}/admin/banned_streams`)).body?.bannedStreamList as Json[];
    expect(banned).toHaveLength(1);
    expect(Math.abs(Date.parse(String(banned[0]?.resumeTime)) - Date.parse(resumeTime))).toBeLessThan(1000);
    await box.control("PUT", "clock", { advanceSeconds: 61 });
    await vi.waitFor(async () => expect((await call("GET", `${point}/reports/online_streams/cam1`)).status).toBe(200), patience);
    expect((await call("GET", `${point}/admin/banned_streams`)).body?.bannedStreamList).toEqual([]);
    await box.control("PATCH", "switches", { flsReportsAreLate: false });
    const history = (await call("GET", `${point}/reports/publish_history?stream_name=cam1`)).body?.publishHistory as Json[];
    expect(history.length).toBeGreaterThan(10);
    expect(history[0]).toMatchObject({ name: "cam1", duration: expect.any(Number) });
  });

  test("quality is plausible, and dips when it is told to", async () => {
    await box.control("PATCH", "switches", { flsReportsAreLate: false });
    await box.control("POST", "streams/live/stage/dip", { fps: 3, bitsPerSecond: 50_000 });
    const rows = (await call("GET", `${point}/reports/publish_quality?stream_name=stage`)).body?.QualityHistory as Json[];
    expect(rows[0]).toMatchObject({ framerate: 3, bitrate: 50_000 });
    expect(Number(rows[3]?.framerate)).toBeGreaterThan(13);
    expect(Number(rows[3]?.bitrate)).toBeGreaterThan(700_000);
    const plays = (await call("GET", `${point}/reports/stream_play_statistic?stream_name=stage`)).body?.playStatistic as Json[];
    expect(plays.every(({ linkNum }) => Number(linkNum) > 0)).toBe(true);
  });

  test("periodic stills come at the interval, with event 102", async () => {
    const path = `${point}/settings/snapshot/standard/regions/cn`;
    expect((await call("PATCH", path, { enabled: true, snapshotInterval: 4 })).status).toBe(400);
    expect((await call("PATCH", path, { enabled: true, snapshotInterval: 5 })).status).toBe(200);
    expect((await call("GET", path)).body).toEqual({ enabled: true, snapshotInterval: 5, enableModeration: false });
    const stills = async () => {
      const { body } = await box.control("GET", "notifications?sid=fls%3Alive%2Fstage&limit=100");
      return (body.notifications as { eventType: number; envelope: { payload: Json } }[])
        .filter(({ eventType }) => eventType === 102)
        .map(({ envelope }) => String(envelope.payload.fileName));
    };
    await vi.waitFor(async () => expect((await stills()).length).toBeGreaterThan(1), patience);
    const [name = ""] = await stills();
    expect(name).toMatch(/^snapshot\/live\/stage\/[0-9a-f]{32}_\d{17}_\d{14}\.jpg$/);
    expect((await file(name)).status).toBe(200);
  });
});

describe("who asks", () => {
  const signed = (target: string, method: string, body: string, change: { secret?: string; date?: string; line?: string } = {}) => {
    const { customerId, customerSecret, baseUrl } = box.sandbox;
    const date = change.date ?? new Date().toUTCString();
    const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
    const host = new URL(baseUrl).host;
    const text = `host: ${host}\ndate: ${date}\n${method} ${change.line ?? target} HTTP/1.1\ndigest: ${digest}`;
    const signature = createHmac("sha256", change.secret ?? customerSecret).update(text).digest("base64");
    const authorization = `hmac username="${customerId}", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`;
    return { date, digest, authorization };
  };

  test("is proved by the documented signature, over path and query", async () => {
    const root = `/v1/projects/${box.sandbox.appId}/fls/`;
    const target = `${point}/reports/publish_history?stream_name=cam1`;
    const path = target.split("?")[0] ?? "";
    expect((await call("GET", target, undefined, signed(root + target, "GET", ""))).status).toBe(200);
    expect((await call("GET", target, undefined, signed(root + target, "GET", "", { secret: "x" }))).status).toBe(401);
    const old = new Date(Date.now() - 400_000).toUTCString();
    expect((await call("GET", target, undefined, signed(root + target, "GET", "", { date: old }))).status).toBe(401);
    const short = signed(root + target, "GET", "", { line: root + path });
    expect((await call("GET", target, undefined, short)).status).toBe(401);
    await box.control("PATCH", "switches", { flsSignedTarget: "either" });
    expect((await call("GET", target, undefined, short)).status).toBe(200);
    const body = JSON.stringify({ enabled: true });
    const auto = `${point}/settings/record/standard/auto`;
    expect((await call("PATCH", auto, { enabled: true }, signed(root + auto, "PATCH", body))).status).toBe(200);
    expect((await call("PATCH", auto, { enabled: false }, signed(root + auto, "PATCH", body))).status).toBe(401);
  });

  test("or by Basic, where that is taken", async () => {
    await box.control("PATCH", "switches", { flsAuth: "hmac" });
    expect(await call("GET", "domains")).toEqual({ status: 401, body: { message: "Unauthorized" } });
    await box.control("PATCH", "switches", { flsAuth: "basic" });
    expect((await call("GET", "domains")).status).toBe(200);
  });
});
