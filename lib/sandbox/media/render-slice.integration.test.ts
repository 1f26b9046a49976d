import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readCells, type RgbFrame } from "./cells";
import { bundledFfmpeg } from "./ffmpeg-binary";
import { fitPicture } from "./fitting";
import { personColour, personToneHz, type SourceAspect, sourceSizes } from "./person";
import { renderSlice } from "./render-slice";
import { encodedSize, regionPixels, type PeopleScene, type SceneRegion } from "./scene";
import * as media from "./test-media";

const folder = media.temporaryFolder();
afterAll(folder.remove);
let files = 0;

/** Times of day that are no whole second, as real slices have. */
const startMs = Date.UTC(2026, 0, 15, 10, 30, 7, 400);
const startSecond = Math.floor(startMs / 1000);

async function render(scene: PeopleScene, durationMs: number, ffmpeg?: string) {
  // A slice's name holds the channel's, which may have any of these characters (contract §1.6).
  const outFile = join(folder.path, `${files++} a#b?c:d%e&f.ts`);
  const slice = await renderSlice({
    spans: [{ fromMs: startMs, scene }],
    startMs,
    durationMs,
    positionSeconds: 0,
    outFile,
    ...(ffmpeg && { ffmpeg }),
  });
  const frames = slice.width > 0 ? await media.decodeFrames(outFile, slice) : [];
  return { outFile, slice, frames };
}

function cellsIn(frame: RgbFrame, region: SceneRegion) {
  const box = regionPixels(region, frame);
  return readCells(frame, fitPicture(sourceSizes[region.sourceAspect], box, region.fit), region.sourceAspect);
}

/** H.264 stores colour at half resolution, so a decoded colour is only near. */
function expectPerson(frame: RgbFrame, region: SceneRegion, uid: number) {
  expect(media.colourDistance(media.centre(frame, region), personColour(uid))).toBeLessThanOrEqual(8);
}

const bundled = bundledFfmpeg();
const binaries: [string, string | undefined][] = [
  ["the ffmpeg that was found", undefined],
  ["the bundled ffmpeg", bundled?.path],
];

describe.each(binaries)("a slice made by %s", (_, ffmpeg) => {
  const cast = [1001, 1002, 1003];

  it.each(["floating", "bestFit", "vertical"] as const)("shows three people in the %s layout", async (preset) => {
    const regions = media.presetScene(preset, cast, 1003);
    const { outFile, slice, frames } = await render(media.sceneOf(regions), 2000, ffmpeg);

    const { video, audio } = await media.probeStreams(outFile);
    expect(video).toMatchObject({ codec_name: "h264", width: 320, height: 180, r_frame_rate: "15/1" });
    expect(video).toMatchObject({ pix_fmt: "yuv420p", color_space: "smpte170m", nb_read_packets: "30" });
    expect(audio).toMatchObject({ codec_name: "aac", sample_rate: "48000", channels: 1 });
    expect(slice).toMatchObject({ durationSeconds: 2, width: 320, height: 180 });
    expect(Number(video?.start_time)).toBeCloseTo(10, 5);

    const [frame] = frames;
    expect(frame).toBeDefined();
    if (frame === undefined) return;
    expect(regions.filter((region) => region.uid !== null)).toHaveLength(3);
    for (const region of regions) {
      if (region.uid !== null) expectPerson(frame, region, region.uid);
    }
  });

  it("burns uid and UTC second into cells that read at half size, changing with the second", async () => {
    const region = media.regionOf(4_294_967_295);
    const { frames } = await render(media.sceneOf([region]), 2000, ffmpeg);
    // From 400 ms into a second the next one begins after 0.6 s: frame 9 at 15 frames a second.
    const seconds = frames.map((frame) => cellsIn(frame, region));
    const expected = frames.map((_frame, i) => ({
      uid: 4_294_967_295,
      utcSecond: startSecond + Math.floor((400 + (i * 1000) / 15 + 1e-6) / 1000),
    }));
    expect(frames).toHaveLength(30);
    expect(seconds).toEqual(expected);
  });
});

describe("a composed picture", () => {
  it("keeps the cells of every shape of camera readable in a quarter of the canvas", async () => {
    const aspects: SourceAspect[] = ["16:9", "4:3", "9:16"];
    const regions = media.presetScene("bestFit", [2001, 2002, 2003], 0, (uid) => aspects[uid - 2001] ?? "16:9");
    const { frames } = await render(media.sceneOf(regions, { width: 640, height: 360 }), 200);
    const read = regions.map((region) => frames[0] && cellsIn(frames[0], region));
    expect(read).toEqual([2001, 2002, 2003].map((uid) => ({ uid, utcSecond: startSecond })));
  });

  it("lays later regions on top, blends by alpha, and shows what is beneath a camera that is off", async () => {
    const beneath = media.regionOf(1001, { width: 0.5 });
    const top = media.regionOf(1002, { width: 0.25 });
    const off = media.regionOf(1003, { x: 0.25, width: 0.25, picture: { kind: "none" } });
    const half = media.regionOf(1001, { x: 0.5, width: 0.25, height: 0.5, alpha: 0.5 });
    const empty = media.regionOf(null, { x: 0.75, width: 0.25 });
    const hairlines = [0.001, 0.003, 0.006].map((size) => media.regionOf(1003, { y: 0.9, width: size, height: size }));
    const { frames } = await render(media.sceneOf([beneath, top, off, half, empty, ...hairlines]), 200);
    const [frame] = frames;
    expect(frame).toBeDefined();
    if (frame === undefined) return;

    expectPerson(frame, top, 1002);
    expectPerson(frame, off, 1001);
    const background = { r: 0x20, g: 0x40, b: 0x60 };
    expect(media.colourDistance(media.centre(frame, empty), background)).toBeLessThanOrEqual(4);
    const { r, g, b } = personColour(1001);
    const blend = { r: (r + background.r) / 2, g: (g + background.g) / 2, b: (b + background.b) / 2 };
    expect(media.colourDistance(media.centre(frame, half), blend)).toBeLessThanOrEqual(4);
  });

  it("shows the whole picture between black bars with contain, and fills the region with cover", async () => {
    const portrait = { width: 0.5, sourceAspect: "9:16" } as const;
    const contain = media.regionOf(1001, { ...portrait, fit: "contain" });
    const cover = media.regionOf(1002, { ...portrait, x: 0.5, fit: "cover" });
    const { frames } = await render(media.sceneOf([contain, cover]), 200);
    const [frame] = frames;
    expect(frame).toBeDefined();
    if (frame === undefined) return;

    expectPerson(frame, contain, 1001);
    expectPerson(frame, cover, 1002);
    // The 9:16 picture is 101 pixels wide in the 160 x 180 region, so 29 are left on its left and 30 on its right.
    const black = { r: 0, g: 0, b: 0 };
    expect(media.colourDistance(media.pixel(frame, 26, 90), black)).toBeLessThanOrEqual(4);
    expect(media.colourDistance(media.pixel(frame, 32, 90), personColour(1001))).toBeLessThanOrEqual(4);
    expect(media.colourDistance(media.pixel(frame, 127, 90), personColour(1001))).toBeLessThanOrEqual(4);
    expect(media.colourDistance(media.pixel(frame, 134, 90), black)).toBeLessThanOrEqual(4);
    expect(media.colourDistance(media.pixel(frame, 163, 90), personColour(1002))).toBeLessThanOrEqual(4);
    expect(media.colourDistance(media.pixel(frame, 316, 90), personColour(1002))).toBeLessThanOrEqual(4);
  });

  it("puts the edge of two neighbours on the very pixel, odd ones too", async () => {
    const regions = media.presetScene("bestFit", [1001, 1002, 1003, 1004, 1005], 0);
    const { frames } = await render(media.sceneOf(regions), 200);
    const luma = (x: number) => {
      const { r, g, b } = frames[0] ? media.pixel(frames[0], x, 30) : { r: 0, g: 0, b: 0 };
      return 0.299 * r + 0.587 * g + 0.114 * b;
    };
    // A third of 320 is 106.67: the first region ends with pixel 106. Colour is stored at half resolution, light is not.
    expect(Math.abs(luma(106) - luma(103))).toBeLessThan(Math.abs(luma(106) - luma(110)));
    expect(Math.abs(luma(107) - luma(110))).toBeLessThan(Math.abs(luma(107) - luma(103)));
    expect(Math.abs(luma(103) - luma(110))).toBeGreaterThan(20);
  });

  it.each([
    [1, 2],
    [7, 11],
    [60, 90],
  ])("has %i frames a second where asked", async (fps, frames) => {
    const { outFile, slice } = await render(media.sceneOf([media.regionOf(1001)], { fps, streamTypes: 1 }), 1500);
    const { video } = await media.probeStreams(outFile);
    expect(video).toMatchObject({ r_frame_rate: `${fps}/1`, nb_read_packets: `${frames}` });
    expect(slice.durationSeconds).toBeCloseTo(frames / fps, 9);
  });

  it("has an even size whatever was asked for", async () => {
    const scene = media.sceneOf([media.regionOf(1001)], { width: 321, height: 181 });
    expect(encodedSize(scene)).toEqual({ width: 320, height: 180 });
    expect((await render(scene, 200)).slice).toMatchObject({ width: 320, height: 180 });
  });
});

describe("sound and streams", () => {
  it("plays the tones of those who are heard and of nobody else, in stereo where asked", async () => {
    const scene = media.sceneOf([media.regionOf(1001)], { audioProfile: 2, audioUids: [1001, 1003], streamTypes: 0 });
    const { outFile, slice } = await render(scene, 1000);
    const { video, audio } = await media.probeStreams(outFile);
    expect(video).toBeUndefined();
    expect(audio).toMatchObject({ codec_name: "aac", channels: 2 });
    expect(slice).toMatchObject({ width: 0, height: 0 });
    const sound = await media.decodeSound(outFile);
    const strength = (uid: number) => media.toneStrength(sound, personToneHz(uid));
    expect(strength(1001)).toBeGreaterThan(0.05);
    expect(strength(1003)).toBeGreaterThan(0.05);
    expect(strength(1002)).toBeLessThan(0.01);
  });

  it("is silent, but there, when nobody is heard", async () => {
    const { outFile } = await render(media.sceneOf([], { audioUids: [] }), 500);
    const sound = await media.decodeSound(outFile);
    expect(sound.length).toBeGreaterThan(20_000);
    expect(Math.max(...sound)).toBeLessThan(0.001);
  });

  it("has no sound track when only video is recorded", async () => {
    const { outFile } = await render(media.sceneOf([media.regionOf(1001)], { streamTypes: 1 }), 500);
    const { video, audio } = await media.probeStreams(outFile);
    expect(video).toBeDefined();
    expect(audio).toBeUndefined();
  });
});

describe("what goes wrong", () => {
  it("leaves no file behind when aborted", async () => {
    const before = readdirSync(folder.path).length;
    const outFile = join(folder.path, "aborted.ts");
    const signal = AbortSignal.timeout(150);
    const scene = media.sceneOf([media.regionOf(1001)]);
    const order = {
      spans: [{ fromMs: startMs, scene }],
      startMs,
      durationMs: 600_000,
      positionSeconds: 0,
      outFile,
      signal,
    };
    await expect(renderSlice(order)).rejects.toThrow(/timeout/);
    expect(readdirSync(folder.path)).toHaveLength(before);
  });

  it("refuses a region off the canvas and a background that is no colour", async () => {
    const order = { startMs, durationMs: 100, positionSeconds: 0, outFile: join(folder.path, "refused.ts") };
    const off = media.sceneOf([media.regionOf(1001, { x: -0.1 })]);
    await expect(renderSlice({ ...order, spans: [{ fromMs: startMs, scene: off }] })).rejects.toThrow(RangeError);
    const colour = media.sceneOf([], { backgroundColour: "red,drawgrid" });
    await expect(renderSlice({ ...order, spans: [{ fromMs: startMs, scene: colour }] })).rejects.toThrow(RangeError);
  });
});
