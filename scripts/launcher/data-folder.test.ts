import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDataFolder, type DataFolder } from "./data-folder";

const enough = () => 1024 ** 3;
let parent: string;
let path: string;
let folder: DataFolder | undefined;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "tally-folder-"));
  path = join(parent, "data");
});
afterEach(() => {
  folder?.release();
  folder = undefined;
  rmSync(parent, { recursive: true });
});

const open = (measureFree = enough) => {
  folder = openDataFolder(path, measureFree);
  return folder;
};
const marker = () => JSON.parse(readFileSync(join(path, "tally.json"), "utf8")) as unknown;

it("leaves no marker when the disk is too full, and starts once there is space", () => {
  expect(() => open(() => 10 * 1024 * 1024)).toThrow(/has only 10 MB left and Tally needs 500 MB/);
  expect(existsSync(join(path, "tally.json"))).toBe(false);
  open();
  expect(marker()).toMatchObject({ product: "tally", format: 1 });
});

it("has no marker yet while it measures the disk of a new folder", () => {
  let isMarked: boolean | undefined;
  open(() => {
    isMarked = existsSync(join(path, "tally.json"));
    return enough();
  });
  expect(isMarked).toBe(false);
});

it("goes on where a first start was interrupted while it wrote the marker", () => {
  mkdirSync(path);
  writeFileSync(join(path, "lock.sqlite"), "");
  writeFileSync(join(path, "tally.json.new"), '{"prod');
  open();
  expect(marker()).toMatchObject({ product: "tally", format: 1 });
  expect(readdirSync(path)).not.toContain("tally.json.new");
});

it("keeps the marker of a folder that is opened again", () => {
  open().release();
  const first = marker();
  open();
  expect(marker()).toEqual(first);
});

it("writes private files whole, for this user alone, over one that others could read", () => {
  const opened = open();
  writeFileSync(opened.file("sandbox.json"), "old", { mode: 0o644 });
  opened.writePrivate("sandbox.json", "new");
  expect(readFileSync(opened.file("sandbox.json"), "utf8")).toBe("new");
  expect(statSync(opened.file("sandbox.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(path).filter((name) => name.endsWith(".new"))).toEqual([]);
});

it("leaves a file as it was when writing fails, and says so without a stack", () => {
  const opened = open();
  opened.writePrivate("console.json", "old");
  mkdirSync(opened.file("console.json.new")); // The draft cannot be made where a folder is.
  expect(() => opened.writePrivate("console.json", "new")).toThrow(expect.objectContaining({ name: "StartError" }));
  expect(readFileSync(opened.file("console.json"), "utf8")).toBe("old");
});
