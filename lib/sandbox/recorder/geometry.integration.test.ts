import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { RgbFrame } from "../media/cells";
import { colourDistance, decodeFrames, pixel } from "../media/test-media";
import { personColour, sourceSizes } from "../media/person";
import { type TestTask, TestSandbox } from "../test-sandbox";

/**
 * Pictures prove geometry. What is expected here is written down from the contract (§3.2 to §3.5), apart from the code
 * that lays the pictures out.
 */
const canvas = { width: 640, height: 360 };
const transcodingConfig = { ...canvas, fps: 15, bitrate: 2000, backgroundColor: "#404040" };
const background = { r: 64, g: 64, b: 64 };
const mostPeople = 17;

const patience = { timeout: 90_000, interval: 50 };

type Rect = { x: number; y: number; w: number; h: number };

let box: TestSandbox;
beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 60 });
  await box.control("PATCH", "switches", { requestsPerSecond: 10_000 });
});
afterAll(() => box.close());

async function now(): Promise<number> {
  return Date.parse(z.object({ now: z.string() }).parse((await box.control("GET", "clock")).body).now);
}

async function passes(ms: number): Promise<void> {
  const until = (await now()) + ms;
  await vi.waitFor(async () => expect(await now()).toBeGreaterThanOrEqual(until), patience);
}

/** Uids whose colours are far apart, so that a wrong person is seen. */
function distinctUids(count: number): number[] {
  const chosen: number[] = [];
  for (let uid = 100; chosen.length < count && uid < 5_000; uid += 1) {
    const isApart = chosen.every((other) => colourDistance(personColour(uid), personColour(other)) >= 40);
    if (isApart && colourDistance(personColour(uid), background) >= 40) chosen.push(uid);
  }
  expect(chosen).toHaveLength(count);
  return chosen;
}

async function begin(channel: string, uid: string, layout: Record<string, unknown>): Promise<TestTask> {
  const recordingConfig = { channelType: 0, transcodingConfig: { ...transcodingConfig, ...layout } };
  const task = await box.record(channel, uid, { recordingConfig });
  await vi.waitFor(async () => expect((await box.serverResponse(task)).status).toBe(4), patience);
  return task;
}

/** The recorded pictures at these moments. */
async function picturesAt(task: TestTask, moments: readonly number[]): Promise<RgbFrame[]> {
  expect((await box.stop(task, { async_stop: true })).status).toBe(200);
  await vi.waitFor(async () => expect(await box.events(task)).toContain(31), patience);
  const [first] = await box.slices(task);
  const frames = await decodeFrames(join(await box.downloadAll(task), `${task.sid}_${task.cname}.m3u8`), canvas);
  return moments.map((atMs) => {
    const frame = frames[Math.round(((atMs - (first?.startMs ?? 0)) / 1000) * 15)];
    if (!frame) throw new Error("no picture of that moment");
    return frame;
  });
}

/** Where the k-th of n people is shown, k from 1. The large one of the vertical layout is the first. */
const documented: Record<string, (k: number, n: number) => Rect> = {
  floating(k) {
    if (k === 1) return { x: 0, y: 0, w: 1, h: 1 };
    const [column, row] = [(k - 2) % 4, Math.floor((k - 2) / 4)];
    return { x: 0.012 + 0.247 * column, y: 1 - 0.247 * (row + 1), w: 0.235, h: 0.235 };
  },
  bestFit(k, n) {
    if (n === 1) return { x: 0, y: 0, w: 1, h: 1 };
    if (n === 2) return { x: (k - 1) / 2, y: 0, w: 0.5, h: 1 };
    if (n === 17) {
      if (k === 17) return { x: 0.4, y: 0.8, w: 0.2, h: 0.2 };
      return { x: 0.1 + 0.2 * ((k - 1) % 4), y: 0.2 * Math.floor((k - 1) / 4), w: 0.2, h: 0.2 };
    }
    const side = n <= 4 ? 2 : n <= 9 ? 3 : 4;
    return { x: ((k - 1) % side) / side, y: Math.floor((k - 1) / side) / side, w: 1 / side, h: 1 / side };
  },
  vertical(k, n) {
    const [width, rows] = n <= 5 ? [5, 4] : n <= 7 ? [7, 6] : n <= 9 ? [9, 8] : [10, 8];
    const isTwoColumns = n >= 10;
    if (k === 1) return { x: 0, y: 0, w: isTwoColumns ? 0.8 : 1 - 1 / width, h: 1 };
    const small = k - 2;
    const x = isTwoColumns ? (small < 8 ? 0.9 : 0.8) : 1 - 1 / width;
    return { x, y: (small % rows) / rows, w: 1 / width, h: 1 / rows };
  },
};

const layouts = { floating: 0, bestFit: 1, vertical: 2 } as const;

test.concurrent.each(["floating", "bestFit", "vertical"] as const)(
  "the %s layout shows 1 to 17 people where the contract says",
  async (preset) => {
    const uids = distinctUids(mostPeople);
    const [large] = uids;
    const channel = `grid-${preset}`;
    const enter = (uid: number) => box.control("POST", `channels/${channel}/people`, { uid: `${uid}`, audio: false });
    await enter(large ?? 0);
    const layout = {
      mixedVideoLayout: layouts[preset],
      ...(preset === "vertical" ? { maxResolutionUid: `${large}` } : {}),
    };
    const task = await begin(channel, "1", layout);
    const moments: number[] = [];
    for (let n = 1; n <= mostPeople; n += 1) {
      if (n > 1) expect((await enter(uids[n - 1] ?? 0)).status).toBe(201);
      const from = await now();
      await passes(500);
      moments.push((from + (await now())) / 2);
    }
    const frames = await picturesAt(task, moments);
    let checked = 0;
    for (const [i, frame] of frames.entries()) {
      const n = i + 1;
      for (let k = 1; k <= n; k += 1) {
        const rect = documented[preset]?.(k, n) ?? { x: 0, y: 0, w: 0, h: 0 };
        for (const [x, y] of pointsOf(rect, { isFit: preset === "vertical" && k === 1 })) {
          // The others of the floating layout leave only the margins of the first free from ten people on.
          if (preset === "floating" && k === 1 && n > 9 && x > 10 && x < canvas.width - 10) continue;
          const colour = pixel(frame, x, y);
          const distance = colourDistance(colour, personColour(uids[k - 1] ?? 0));
          expect(distance, `${k} of ${n} at ${x},${y}: ${JSON.stringify(colour)}`).toBeLessThanOrEqual(14);
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThanOrEqual(700);
  },
);

/** The middle of a region, and points just inside its corners; of one that shows bars, inside its left and right edge. */
function pointsOf(rect: Rect, { isFit }: { isFit: boolean }): [x: number, y: number][] {
  const inset = 4;
  const [left, right] = [rect.x * canvas.width + inset, (rect.x + rect.w) * canvas.width - inset];
  const [top, bottom] = [rect.y * canvas.height + inset, (rect.y + rect.h) * canvas.height - inset];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const sides = isFit ? [y] : [top, bottom];
  return [[x, y], ...[left, right].flatMap((side): [number, number][] => sides.map((end) => [side, end]))];
}

/** Small, seeded, good enough to place regions: the same layouts in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

type Region = Rect & { uid: number; isFit: boolean };

/** Six decimals, inside the canvas. */
function randomLayout(random: () => number, uids: readonly number[]): Region[] {
  const count = 1 + Math.floor(random() * uids.length);
  return uids.slice(0, count).map((uid) => {
    const [w, h] = [0.15 + random() * 0.6, 0.15 + random() * 0.6].map((size) => Math.round(size * 1e6) / 1e6);
    const place = (size: number) => Math.floor(random() * (1 - size) * 1e6) / 1e6;
    return { uid, w: w ?? 1, h: h ?? 1, x: place(w ?? 1), y: place(h ?? 1), isFit: random() < 0.5 };
  });
}

/** Whose plain colour a point shows: a uid, the background, or null where text, cells, bars or an edge are. */
function expectedAt(regions: readonly Region[], x: number, y: number): number | "background" | null {
  const edge = 3;
  const inPixels = (region: Region) => ({
    left: region.x * canvas.width,
    top: region.y * canvas.height,
    right: (region.x + region.w) * canvas.width,
    bottom: (region.y + region.h) * canvas.height,
  });
  for (const region of regions.toReversed()) {
    const { left, top, right, bottom } = inPixels(region);
    const isNear = x > left - edge && x < right + edge && y > top - edge && y < bottom + edge;
    if (!isNear) continue;
    if (x < left + edge || x > right - edge || y < top + edge || y > bottom - edge) return null;
    const source = sourceSizes["16:9"];
    const scales = [(right - left) / source.width, (bottom - top) / source.height];
    const scale = region.isFit ? Math.min(...scales) : Math.max(...scales);
    const [dx, dy] = [(x - (left + right) / 2) / scale, (y - (top + bottom) / 2) / scale];
    return Math.abs(dy) <= 25 && Math.abs(dx) <= 300 ? region.uid : null;
  }
  return "background";
}

test.concurrent("20 random custom layouts: crop and fit, overlaps, and nothing where no region is", async () => {
  const uids = distinctUids(6);
  const random = randomFrom(20_261_121);
  for (const uid of uids) await box.control("POST", "channels/grid-custom/people", { uid: `${uid}`, audio: false });
  const plans = Array.from({ length: 20 }, () => randomLayout(random, uids));
  const asWire = (regions: readonly Region[]) => ({
    mixedVideoLayout: 3,
    backgroundColor: transcodingConfig.backgroundColor,
    layoutConfig: regions.map(({ uid, x, y, w, h, isFit }) => ({
      uid: `${uid}`,
      x_axis: x,
      y_axis: y,
      width: w,
      height: h,
      render_mode: isFit ? 1 : 0,
    })),
  });
  const task = await begin("grid-custom", "2", asWire(plans[0] ?? []));
  const moments: number[] = [];
  for (const plan of plans) {
    expect((await box.updateLayout(task, asWire(plan))).status).toBe(200);
    const from = await now();
    await passes(500);
    moments.push((from + (await now())) / 2);
  }
  const frames = await picturesAt(task, moments);
  const checked = { people: 0, background: 0 };
  for (const [i, frame] of frames.entries()) {
    const regions = plans[i] ?? [];
    const centres = regions.map(({ x, y, w, h }) => [(x + w / 2) * canvas.width, (y + h / 2) * canvas.height]);
    const others = Array.from({ length: 40 }, () => [random() * canvas.width, random() * canvas.height]);
    for (const [x = 0, y = 0] of [...centres, ...others]) {
      const expected = expectedAt(regions, x, y);
      if (expected === null) continue;
      const wanted = expected === "background" ? background : personColour(expected);
      const distance = colourDistance(pixel(frame, x, y), wanted);
      expect(distance, `layout ${i} at ${Math.round(x)},${Math.round(y)} should be ${expected}`).toBeLessThanOrEqual(
        14,
      );
      checked[expected === "background" ? "background" : "people"] += 1;
    }
  }
  expect(checked.people).toBeGreaterThan(60);
  expect(checked.background).toBeGreaterThan(100);
});
