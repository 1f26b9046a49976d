import { describe, expect, test } from "vitest";
import { SandboxClock } from "./clock";

describe("the sandbox's clock", () => {
  test("begins with the wall clock and runs at its rate", async () => {
    const clock = new SandboxClock(100);
    const begin = clock.nowMs();
    expect(Math.abs(begin - Date.now())).toBeLessThan(1000);
    const realBegin = performance.now();
    expect(await clock.sleepUntil(begin + 5000)).toBe("due");
    const realMs = performance.now() - realBegin;
    expect(realMs).toBeGreaterThanOrEqual(45);
    expect(realMs).toBeLessThan(1000);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(begin + 5000);
  });

  test("goes on after a restart where the wall clock says, and never before what it showed", () => {
    const wallMs = Date.now();
    const ahead = new SandboxClock(1, { sandboxMs: wallMs + 3_600_000, wallMs: wallMs - 60_000 });
    expect(ahead.nowMs()).toBeGreaterThanOrEqual(wallMs + 3_660_000);
    const wallWentBack = new SandboxClock(1, { sandboxMs: wallMs, wallMs: wallMs + 3_600_000 });
    expect(wallWentBack.nowMs()).toBeGreaterThanOrEqual(wallMs);
  });

  test("a new rate and a jump wake sleepers in time", async () => {
    const clock = new SandboxClock(1);
    const far = clock.sleepUntil(clock.nowMs() + 3_600_000);
    const jumps: unknown[] = [];
    clock.onJump((jump) => jumps.push(jump));
    const fromMs = clock.nowMs();
    clock.moveTo(fromMs + 7_200_000);
    expect(await far).toBe("due");
    expect(jumps).toHaveLength(1);
    const later = clock.sleepUntil(clock.nowMs() + 60_000);
    clock.setRate(1000);
    expect(await later).toBe("due");
  });

  test("is monotone: it cannot be moved back, and no rate stops it", () => {
    const clock = new SandboxClock(1);
    expect(() => clock.moveTo(clock.nowMs() - 1)).toThrow(RangeError);
    expect(() => clock.setRate(0)).toThrow(RangeError);
    expect(() => new SandboxClock(1001)).toThrow(RangeError);
  });

  test("an aborted sleep ends early and says so", async () => {
    const clock = new SandboxClock(1);
    const abort = new AbortController();
    const sleeping = clock.sleepUntil(clock.nowMs() + 3_600_000, abort.signal);
    abort.abort();
    expect(await sleeping).toBe("aborted");
    expect(await clock.sleepUntil(clock.nowMs() + 10, abort.signal)).toBe("aborted");
  });
});
