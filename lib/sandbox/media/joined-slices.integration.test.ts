import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCells } from "./cells";
import { bundledFfmpeg } from "./ffmpeg-binary";
import { indexFileName, mp4FileName, sliceFileName } from "./file-names";
import { fitPicture } from "./fitting";
import { sampleRate } from "./frame-grid";
import { makeMp4, type SliceFile } from "./mp4";
import { personColour, personToneHz, sourceSizes } from "./person";
import { type PlaylistSlice, renderPlaylist } from "./playlist";
import { renderSlice } from "./render-slice";
import { runFfmpeg } from "./run-ffmpeg";
import { regionPixels, type SceneRegion } from "./scene";
import * as media from "./test-media";

/**
 * One short recording: four slices of uneven length, the layout changing in the middle, the last one cut short by a
 * stop. The channel's name has every kind of character that means something in an address.
 */
const recording = { sid: "38f8e3cfdc474cd56fc1ceba380d7e1a", channelName: "a#b?c:d%e f&g" };
const startMs = Date.UTC(2026, 0, 15, 23, 59, 57, 250);
const durationsMs = [2000, 1730, 2300, 1310];
const cast = [2001, 2002, 2003];
const fps = 15;
const alone = [media.regionOf(2001)];
const together = media.presetScene("bestFit", cast, 0);
const size = { width: 320, height: 180 };

describe.each([
  ["the ffmpeg that was found", {}],
  ["the bundled ffmpeg", { ffmpeg: bundledFfmpeg()?.path ?? "" }],
])("four slices made by %s, joined", (_, binary) => {
  const folder = media.temporaryFolder();
  const listFile = join(folder.path, "list.m3u8");
  const mp4File = join(folder.path, mp4FileName(recording, 0));
  const slices: (PlaylistSlice & SliceFile)[] = [];

  beforeAll(async () => {
    let positionMs = 0;
    for (const [i, durationMs] of durationsMs.entries()) {
      const at = startMs + positionMs;
      const outFile = join(folder.path, `${i}.ts`);
      const scene = media.sceneOf(i < 2 ? alone : together, { audioUids: cast, fps });
      const order = {
        spans: [{ fromMs: at, scene }],
        startMs: at,
        durationMs,
        positionSeconds: positionMs / 1000,
        outFile,
        ...binary,
      };
      const { durationSeconds } = await renderSlice(order);
      slices.push({ path: outFile, fileName: `${i}.ts`, durationSeconds, startMs: at, startingTracks: [], ...size });
      positionMs += durationMs;
    }
    await writeFile(listFile, renderPlaylist(slices, { hasEnded: true }));
    await makeMp4({ slices, outFile: mp4File, ...binary });
  });
  afterAll(folder.remove);

  it("play from Agora's playlist without one complaint about time stamps", async () => {
    const args = ["-allowed_extensions", "ALL", "-i", listFile, "-c", "copy", "-bsf:a", "aac_adtstoasc"];
    const { warnings } = await runFfmpeg([...args, "-f", "mp4", "-y", join(folder.path, "copy.mp4")], binary);
    expect(warnings).toBe("");
  });

  it.each(["v", "a"] as const)("have no gap and no overlap between packets (%s)", async (stream) => {
    const packets = await media.probePackets(mp4File, stream);
    const steps = packets.slice(1).map((packet, i) => packet.at - (packets[i]?.at ?? 0));
    const usual = stream === "v" ? 1 / fps : 1024 / sampleRate;
    expect(packets.length).toBeGreaterThan(100);
    expect(Math.max(...steps.map((step) => Math.abs(step - usual)))).toBeLessThan(0.001);
  });

  it("are as long as what was recorded, to a frame", async () => {
    const total = durationsMs.reduce((sum, duration) => sum + duration, 0) / 1000;
    const listed = slices.reduce((sum, slice) => sum + slice.durationSeconds, 0);
    expect(Math.abs(listed - total)).toBeLessThan(1 / fps);
    const { video, audio } = await media.probeStreams(mp4File);
    expect(Number(video?.duration)).toBeCloseTo(listed, 3);
    expect(Math.abs(Number(audio?.duration) - listed)).toBeLessThan(0.03);
  });

  it("sound on through the seams: never silent, never a step in the wave", async () => {
    const sound = await media.decodeSound(listFile);
    // The first frame of all has no neighbour to overlap with; a player fades it in.
    const steady = sound.subarray(2048, sound.length - 2048);
    const windowSamples = sampleRate / 200;
    const loudness = Array.from({ length: Math.floor(steady.length / windowSamples) }, (_window, i) =>
      Math.max(...steady.subarray(i * windowSamples, (i + 1) * windowSamples)),
    );
    expect(Math.min(...loudness)).toBeGreaterThan(0.05);
    // Three waves of an eighth each cannot step further than the sum of their steepest slopes.
    const steepest = cast.reduce((sum, uid) => sum + (2 * Math.PI * personToneHz(uid)) / sampleRate / 8, 0);
    let largestStep = 0;
    for (let i = 1; i < steady.length; i++) {
      largestStep = Math.max(largestStep, Math.abs((steady[i] ?? 0) - (steady[i - 1] ?? 0)));
    }
    expect(largestStep).toBeLessThan(steepest * 1.15);
    for (const uid of cast) expect(media.toneStrength(steady, personToneHz(uid))).toBeGreaterThan(0.1);
  });

  it("show the right second in every frame, and the new layout from its first frame on", async () => {
    const frames = await media.decodeFrames(mp4File, size);
    const wideFrames = Math.round(slices.slice(0, 2).reduce((sum, slice) => sum + slice.durationSeconds, 0) * fps);
    const regionOf = (i: number): SceneRegion => (i < wideFrames ? alone : together)[0] ?? media.regionOf(null);
    const read = frames.map((frame, i) => {
      const picture = fitPicture(sourceSizes["16:9"], regionPixels(regionOf(i), size), "cover");
      return readCells(frame, picture, "16:9");
    });
    const expected = frames.map((_frame, i) => ({
      uid: 2001,
      utcSecond: Math.floor((startMs + (i * 1000) / fps + 1e-6) / 1000),
    }));
    expect(read).toEqual(expected);
    const last = frames.at(-1);
    for (const region of together) {
      const shown = last && media.centre(last, region);
      expect(shown && media.colourDistance(shown, personColour(region.uid ?? 0))).toBeLessThanOrEqual(8);
    }
  });

  it("make an MP4 that can be played before it is loaded whole", () => {
    const bytes = readFileSync(mp4File);
    expect(bytes.indexOf("moov")).toBeGreaterThan(0);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  });
});

it("names files as Agora does (contract §4.2)", () => {
  const run = { sid: "38f8e3cfdc474cd56fc1ceba380d7e1a", channelName: "room1" };
  expect(indexFileName(run)).toBe("38f8e3cfdc474cd56fc1ceba380d7e1a_room1.m3u8");
  expect(mp4FileName(run, 2)).toBe("38f8e3cfdc474cd56fc1ceba380d7e1a_room1_2.mp4");
  const start = Date.UTC(2019, 5, 11, 7, 32, 46, 73);
  expect(sliceFileName(run, start)).toBe("38f8e3cfdc474cd56fc1ceba380d7e1a_room1_20190611073246073.ts");
  expect(indexFileName({ ...run, failover: 0 })).toBe("bak0_38f8e3cfdc474cd56fc1ceba380d7e1a_room1.m3u8");
  expect(sliceFileName({ ...run, failover: 1 }, start)).toMatch(/^bak1_38f8e3/);
});
