import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayMs, type Json, secondIn, standard, TestFls } from "./test-fls";

let fls: TestFls;
beforeAll(async () => {
  fls = await TestFls.start();
});
beforeEach(() => fls.reset());
afterAll(() => fls.close());

describe("seven days of history", () => {
  test("has recordings of three streams with gaps, oldest first, and plays as it was recorded", async () => {
    const now = await fls.nowMs();
    for (const stream of ["cam1", "cam2", "stage"]) {
      const list = await fls.recordings(stream, now - 8 * dayMs, now);
      expect(list.length).toBeGreaterThan(6);
      expect(list.map(({ startTime }) => startTime)).toEqual(list.map(({ startTime }) => startTime).toSorted());
      expect(Date.parse(list[0]?.startTime ?? "")).toBeGreaterThan(now - 7.01 * dayMs);
      for (const row of list)
        expect(row.fileName).toMatch(new RegExp(`^record/live/${stream}/[0-9a-f]{32}_\\d{17}\\.m3u8$`));
      for (const { position } of list) expect([2, 3]).toContain(position);
    }
    const [row] = await fls.recordings("stage", now - 8 * dayMs, now);
    if (!row) throw new Error("no recording");
    const text = await (await fls.file(row.fileName)).text();
    expect(text).toContain("#EXT-X-ENDLIST");
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+),/g)].map((match) => Number(match[1]));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const wanted = (Date.parse(row.endTime) - Date.parse(row.startTime)) / 1000 - row.position;
    expect(Math.abs(total - wanted)).toBeLessThan(2);

    const base = row.fileName.slice(0, -".m3u8".length);
    const slice = await fls.file(`${base}_7.ts`);
    expect(slice.headers.get("content-type")).toBe("video/mp2t");
    const frame = await fls.pictureOf(`${base}_7.ts`);
    const begin = Date.parse(row.startTime) / 1000 + row.position + 7 * 2;
    expect(Math.abs(secondIn(frame) - begin)).toBeLessThanOrEqual(1);
  });

  test("is served to any page, with ranges", async () => {
    const now = await fls.nowMs();
    const [row] = await fls.recordings("cam2", now - 8 * dayMs, now);
    const path = `${row?.fileName.slice(0, -".m3u8".length)}_0.ts`;
    const part = await fls.file(path, { range: "bytes=10-19", origin: "https://console.example" });
    expect(part.status).toBe(206);
    expect((await part.arrayBuffer()).byteLength).toBe(10);
    expect(part.headers.get("content-range")).toMatch(/^bytes 10-19\/\d+$/);
    expect(part.headers.get("access-control-allow-origin")).toBe("*");
    expect((await fls.file(path, { range: "bytes=99999999-" })).status).toBe(416);
    expect((await fls.file("record/live/cam2/none.m3u8")).status).toBe(404);
    expect((await fls.file(`${row?.fileName.slice(0, -".m3u8".length)}_99999.ts`)).status).toBe(404);
  });

  test("asks for ts and sign where the play domain has a key", async () => {
    const now = await fls.nowMs();
    const [row] = await fls.recordings("stage", now - 8 * dayMs, now);
    const path = `/${row?.fileName}`;
    await fls.call("PATCH", "domains/play.sandbox.example", { authKey: "z2tn3uiny0aasebz" });
    expect((await fls.file(path.slice(1))).status).toBe(403);
    const ts = Math.floor(now / 1000) + 60;
    const sign = createHash("md5").update(`z2tn3uiny0aasebz${path}${ts}`).digest("hex");
    expect((await fls.file(`${path.slice(1)}?ts=${ts}&sign=${sign}`)).status).toBe(200);
    expect((await fls.file(`${path.slice(1)}?ts=${ts - 1000}&sign=${sign}`)).status).toBe(403);
  });
});

describe("clips and stills", () => {
  test("a clip shows the asked time to within a slice, with a discontinuity where the stream broke", async () => {
    const now = await fls.nowMs();
    const list = await fls.recordings("cam1", now - 8 * dayMs, now);
    const at = list.findIndex((row, i) => {
      const next = list[i + 1];
      return next && Date.parse(next.startTime) - Date.parse(row.endTime) < 120_000;
    });
    const [before, after] = [list[at], list[at + 1]];
    if (!before || !after) throw new Error("no gap");
    const startMs = Date.parse(before.endTime) - 5_000;
    const endMs = Date.parse(after.startTime) + 8_000;
    const clip = {
      startTime: new Date(startMs).toISOString(),
      endTime: new Date(endMs).toISOString(),
      fileName: "goal.m3u8",
    };
    expect(await fls.call("POST", `${standard}/cutting/cam1`, clip)).toEqual({ status: 200, body: null });
    const text = await (await fls.file("record/live/cam1/goal.m3u8")).text();
    expect(text.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(1);
    const frames = await fls.pictures("record/live/cam1/goal.m3u8");
    expect(Math.abs(secondIn(frames[0]) - startMs / 1000)).toBeLessThanOrEqual(2);
    expect(Math.abs(secondIn(frames.at(-1)) - endMs / 1000)).toBeLessThanOrEqual(2);

    expect(await fls.call("POST", `${standard}/cutting/cam1`, clip)).toMatchObject({ status: 400 });
    expect(await fls.call("POST", `${standard}/snapshot/cam1`, { fileName: "goal.m3u8" })).toMatchObject({
      status: 400,
    });
  });

  test("a still shows the asked second", async () => {
    const now = await fls.nowMs();
    const [row] = await fls.recordings("cam2", now - 8 * dayMs, now);
    const atMs = Date.parse(row?.startTime ?? "") + 90_000;
    const still = { time: new Date(atMs).toISOString(), fileName: "door.jpg" };
    expect(await fls.call("POST", `${standard}/snapshot/cam2`, still)).toEqual({ status: 200, body: null });
    for (const path of ["snapshot/live/cam2/door.jpg", "record/live/cam2/door.jpg"]) {
      const response = await fls.file(path);
      expect(response.headers.get("content-type")).toBe("image/jpeg");
      expect(secondIn(await fls.pictureOf(path))).toBe(Math.floor(atMs / 1000));
    }
  });

  test("without an end, or a time, mean the latest file", async () => {
    const now = await fls.nowMs();
    const startTime = new Date(now - 20_000).toISOString();
    expect(
      (await fls.call("POST", `${standard}/cutting/stage`, { startTime, endTime: "", fileName: "now.m3u8" })).status,
    ).toBe(200);
    expect((await fls.call("POST", `${standard}/snapshot/stage`, { fileName: "now.jpg" })).status).toBe(200);
    const frames = await fls.pictures("record/live/stage/now.m3u8");
    const last = secondIn(frames.at(-1));
    expect(now / 1000 - last).toBeLessThan(6);
    expect(Math.abs(secondIn(await fls.pictureOf("snapshot/live/stage/now.jpg")) - last)).toBeLessThanOrEqual(3);
  });

  test("are refused of the future, of no recording, upside down, and by a name with a slash", async () => {
    const now = await fls.nowMs();
    const time = (ms: number) => new Date(now + ms).toISOString();
    const cut = (body: Json, stream = "cam1") =>
      fls.call("POST", `${standard}/cutting/${stream}`, { fileName: "x.m3u8", ...body });
    expect((await cut({ startTime: time(-60_000), endTime: time(60_000) })).status).toBe(400);
    expect((await cut({ startTime: time(-60_000), endTime: time(-90_000) })).status).toBe(400);
    expect((await cut({ startTime: time(-40 * dayMs), endTime: time(-39 * dayMs) })).status).toBe(404);
    expect((await cut({ startTime: time(-60_000) }, "nobody")).status).toBe(404);
    expect((await cut({ startTime: time(-60_000), fileName: "a/b.m3u8" })).status).toBe(400);
    expect((await cut({ startTime: "yesterday" })).body?.message).toContain("startTime");
    expect(
      (await fls.call("POST", `${standard}/snapshot/cam1`, { fileName: "y.jpg", time: time(60_000) })).status,
    ).toBe(400);
  });
});
