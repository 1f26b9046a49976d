import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundledFfmpeg, ffmpegPath, findFfmpeg } from "./ffmpeg-binary";
import { temporaryFolder } from "./test-media";

const folder = temporaryFolder();
afterAll(folder.remove);

function script(name: string, text: string) {
  const path = join(folder.path, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return { name, path };
}

const missing = { name: "the missing one", path: join(folder.path, "nowhere") };
const broken = script("the broken one", "exit 127");
const bare = script("the bare one", 'echo " V..... libx265 H.265"; echo " A..... aac AAC"');
const complete = script(
  "the complete one",
  'echo " V..... libx264 H.264"; echo " A..... aac AAC"; echo " T.. drawtext V->V"; echo " ... overlay VV->V"',
);

describe("findFfmpeg", () => {
  it("takes the first candidate that works", async () => {
    const other = script("another complete one", "exit 1");
    expect(await findFfmpeg([missing, broken, bare, complete, other])).toBe(complete.path);
  });

  it("says in one sentence what is wrong with each", async () => {
    await expect(findFfmpeg([missing, broken, bare])).rejects.toThrow(
      "No working ffmpeg was found (the missing one is not there; the broken one is broken (exit code 127); " +
        "the bare one lacks libx264). Install an ffmpeg with libx264, aac and drawtext, or run `npm ci` again.",
    );
  });

  it("names a file that is no program", async () => {
    const path = join(folder.path, "text");
    writeFileSync(path, "not a program");
    await expect(findFfmpeg([{ name: "a text", path }])).rejects.toThrow("a text cannot be run (EACCES)");
  });

  it("accepts the bundled build, which is what a machine without ffmpeg has", async () => {
    const bundled = bundledFfmpeg();
    expect(bundled).not.toBeNull();
    if (bundled !== null) expect(await findFfmpeg([missing, bundled])).toBe(bundled.path);
  });

  it("finds one on this machine", async () => {
    expect(["ffmpeg", bundledFfmpeg()?.path]).toContain(await ffmpegPath());
  });
});
