import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropFramesBefore, listFrames, writeFrame } from "./page-frames";

let folder: string;
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "tally-frames-")), "frames");
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

describe("frames in a folder", () => {
  it("are listed in the order of time, without other files", async () => {
    for (const atMs of [10_000, 9_000, 100_000]) await writeFrame(folder, atMs, jpeg);
    writeFileSync(join(folder, "11000.jpg.part"), "");
    writeFileSync(join(folder, "list.ffconcat"), "");
    expect(await listFrames(folder)).toEqual([9_000, 10_000, 100_000]);
  });

  it("are none where there is no folder", async () => {
    expect(await listFrames(folder)).toEqual([]);
    await dropFramesBefore(folder, 1_000);
    expect(existsSync(folder)).toBe(false);
  });

  it("leave nothing half-written behind when they cannot be written", async () => {
    await writeFrame(folder, 1_000, jpeg);
    rmSync(join(folder, "1000.jpg"));
    // A folder in a frame's place cannot be replaced by a file.
    await writeFrame(join(folder, "2000.jpg"), 1, jpeg);
    await expect(writeFrame(folder, 2_000, jpeg)).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/);
    expect(readdirSync(folder)).toEqual(["2000.jpg"]);
  });

  it("are dropped when a later one is shown at that time", async () => {
    for (const atMs of [1_000, 2_000, 3_000, 4_000]) await writeFrame(folder, atMs, jpeg);
    await dropFramesBefore(folder, 3_500);
    expect(await listFrames(folder)).toEqual([3_000, 4_000]);
    await dropFramesBefore(folder, 4_000);
    expect(await listFrames(folder)).toEqual([4_000]);
  });
});
