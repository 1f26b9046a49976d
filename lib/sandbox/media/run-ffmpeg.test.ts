import { describe, expect, it, vi } from "vitest";
import { Slots } from "./ffmpeg-slots";
import { FfmpegError, runFfmpeg } from "./run-ffmpeg";

/** Runs for as long as it is let. */
const endless = ["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"];

describe("runFfmpeg", () => {
  it("passes bytes in and out", async () => {
    const input = Buffer.from([1, 0, 2, 0, 3, 0, 4, 0]);
    const raw = ["-f", "s16le", "-ar", "48000", "-ac", "1"];
    const { stdout } = await runFfmpeg([...raw, "-i", "pipe:0", ...raw, "pipe:1"], { input });
    expect(stdout).toEqual(input);
  });

  it("ends its error with what ffmpeg printed last", async () => {
    const failed = runFfmpeg(["-i", "/nowhere/at-all.ts", "-f", "null", "-"]);
    await expect(failed).rejects.toThrow(FfmpegError);
    await expect(failed).rejects.toThrow(/ended with code \d+: [^]*nowhere\/at-all.ts: No such file/);
  });

  it("kills a run that takes too long", async () => {
    await expect(runFfmpeg(endless, { timeoutMs: 100 })).rejects.toThrow("ffmpeg took longer than 100 ms");
  });

  it("kills a run that is aborted, with the reason given", async () => {
    const controller = new AbortController();
    const running = runFfmpeg(endless, { signal: controller.signal });
    controller.abort(new Error("the recording ended"));
    await expect(running).rejects.toThrow("the recording ended");
  });

  it("says so when the binary is not there", async () => {
    await expect(runFfmpeg([], { ffmpeg: "/nowhere/ffmpeg" })).rejects.toThrow(/could not be started: .*ENOENT/);
  });
});

describe("Slots", () => {
  it("runs no more at once than there are slots, in the order they came", async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    const finish: (() => void)[] = [];
    const task = (id: number) => () =>
      new Promise<void>((resolve) => {
        begun.push(id);
        finish.push(resolve);
      });
    const all = Promise.all([1, 2, 3, 4].map((id) => slots.run(task(id))));
    await vi.waitFor(() => expect(begun).toEqual([1, 2]));
    finish[1]?.();
    await vi.waitFor(() => expect(begun).toEqual([1, 2, 3]));
    finish[0]?.();
    await vi.waitFor(() => expect(begun).toEqual([1, 2, 3, 4]));
    finish[2]?.();
    finish[3]?.();
    await all;
  });

  it("gives the slot on after a failure, and leaves out who was aborted while waiting", async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    const called = vi.fn(() => Promise.resolve("never"));
    const failing = slots.run(() => Promise.reject(new Error("broken")));
    const aborted = slots.run(called, controller.signal);
    const next = slots.run(() => Promise.resolve("next"));
    controller.abort(new Error("gone"));
    await expect(aborted).rejects.toThrow("gone");
    await expect(failing).rejects.toThrow("broken");
    await expect(next).resolves.toBe("next");
    expect(called).not.toHaveBeenCalled();
    await expect(slots.run(called, controller.signal)).rejects.toThrow("gone");
  });
});
