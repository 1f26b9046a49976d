import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { firstThatRuns } from "./find-chromium";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-chromium-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("firstThatRuns", () => {
  it("passes over what is not there, is no program or only says where to get one", async () => {
    const text = join(folder, "text");
    writeFileSync(text, "not a program");
    const advice = program("advice", "echo 'install it first' >&2; exit 1");
    const first = program("first", '[ "$1" = --version ] && echo 1.0');
    const second = program("second", "echo 2.0");
    expect(await firstThatRuns([join(folder, "nothing"), text, advice, first, second])).toBe(first);
  });

  it("is null when none does", async () => {
    expect(await firstThatRuns([join(folder, "nothing"), program("broken", "exit 3")])).toBeNull();
    expect(await firstThatRuns([])).toBeNull();
  });
});
