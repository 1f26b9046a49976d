import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../log";
import { clipPlaylist, playlistUpTo } from "./clips";
import { historyDays } from "./history";
import { reconcile } from "./live";
import { mp4sOf } from "./mp4s";
import { qualityAt } from "./quality";
import { Stills } from "./stills";
import { TestState } from "./test-state";

let state: TestState;
beforeEach(() => {
  state = new TestState();
});
afterEach(() => state.close());

const minuteMs = 60_000;
const namesIn = (playlist: string) => playlist.split("\n").filter((line) => line.endsWith(".ts"));

describe("the history of a first start", () => {
  test.each([0, 3.5, 8.2, 16.4, 18.4, 23.9])("has no hole in cam1's days, whatever the hour (%s)", (hour) => {
    const nowMs = Date.UTC(2026, 10, 21) + hour * 60 * minuteMs;
    state.seed(nowMs);
    const pushes = state.pushes.between("live", "cam1", 0, nowMs);
    expect(pushes.length).toBeGreaterThan(3 * (historyDays - 1));
    const gaps = pushes.slice(1).map(({ startMs }, at) => startMs - (pushes[at]?.endMs ?? startMs));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(12 * minuteMs);
  });
});

describe("a clip", () => {
  test("holds what there was when it was made, however late it is played", () => {
    state.seed();
    const nowMs = state.clock.nowMs();
    const [recording] = state.pushes.unfinished();
    if (!recording) throw new Error("nothing is recorded");
    const clip = {
      fileName: "a.m3u8",
      stream: recording.stream,
      area: recording.area,
      startMs: nowMs - 20_000,
      endMs: nowMs,
      readyMs: nowMs,
    };
    const before = clipPlaylist(state.pushes, recording, clip);
    expect(namesIn(before).length).toBeGreaterThanOrEqual(9);
    state.pass(60);
    expect(clipPlaylist(state.pushes, recording, clip)).toBe(before);
  });
});

describe("the files of a custom recording", () => {
  test("a playlist lists the slices that are in the bucket and ends when it is told to", () => {
    const recording = state.custom(600);
    const text = playlistUpTo(recording, 3, false);
    expect(namesIn(text)).toHaveLength(3);
    expect(text).not.toContain("#EXT-X-ENDLIST");
    expect(playlistUpTo(recording, 3, true)).toContain("#EXT-X-ENDLIST");
  });

  test("an MP4 is complete with its last slice, the last one when the recording is over", () => {
    const going = state.custom(60);
    expect([1, 2, 5].map((slices) => mp4sOf(going, slices).length)).toEqual([0, 1, 2]);
    const over = { ...going, endMs: going.startMs + 10_000 };
    expect(mp4sOf(over, 4).map(({ first, count }) => [first, count])).toEqual([
      [0, 2],
      [2, 2],
    ]);
    expect(mp4sOf(over, 5).map(({ first, count }) => [first, count])).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ]);
    expect(
      mp4sOf(over, 5)
        .map(({ path }) => path)
        .slice(0, 2),
    ).toEqual(mp4sOf(going, 5).map(({ path }) => path));
    expect(mp4sOf({ ...over, mp4: false }, 5)).toEqual([]);
  });
});

describe("the quality of a stream", () => {
  test("stays what it was before it was told to send something else, dips included", () => {
    const changedMs = 10 * minuteMs;
    const encoder = {
      entryPoint: "live",
      stream: "cam1",
      uid: 4101,
      area: "cn",
      isPushing: true,
      fps: 50,
      bitsPerSecond: 4_000_000,
      before: [
        { untilMs: 5 * minuteMs, fps: 10, bitsPerSecond: 100_000 },
        { untilMs: changedMs, fps: 25, bitsPerSecond: 800_000 },
      ],
      dips: [{ fromMs: 7 * minuteMs, toMs: 8 * minuteMs, fps: 2, bitsPerSecond: 9000 }],
    } as const;
    const fpsAt = (minute: number) => {
      const { dips, before, ...rest } = encoder;
      return Math.ceil(qualityAt({ ...rest, before: [...before], dips: [...dips] }, 4101, minute * minuteMs).fps);
    };
    expect([3, 6, 7, 9, 10, 20].map(fpsAt)).toEqual([10, 25, 2, 25, 50, 50]);
  });
});

describe("a push", () => {
  test("goes to the publish domain of its encoder's area, else to any; deleting it does not break the push", () => {
    state.settings.set("entryPoint", ["live"], { name: "live" });
    state.settings.set("domain", ["a.example"], { name: "a.example", type: "publish", region: "cn" });
    state.settings.set("domain", ["b.example"], { name: "b.example", type: "publish", region: "eu" });
    state.settings.set("domain", ["c.example"], { name: "c.example", type: "play" });
    const push = (stream: string, area: "eu" | "na") => {
      const encoder = {
        entryPoint: "live",
        stream,
        uid: 1,
        area,
        isPushing: true,
        fps: 15,
        bitsPerSecond: 1,
        dips: [],
      };
      state.settings.set("encoder", ["live", stream], encoder);
      reconcile(state);
      return state.pushes.liveOf("live", stream)?.domain;
    };
    expect(push("one", "eu")).toBe("b.example");
    expect(push("two", "na")).toBe("a.example");
    state.settings.delete("domain", "b.example");
    reconcile(state);
    expect(state.pushes.liveOf("live", "one")?.domain).toBe("b.example");
  });
});

describe("periodic stills", () => {
  test("a shorter interval holds at once", async () => {
    state.seed();
    const { clock, settings, pushes, emit } = state;
    const stills = new Stills({
      clock,
      settings,
      pushes,
      emit,
      log: silentLog,
      closing: new AbortController().signal,
      media: { still: () => Promise.reject(new Error("standard stills are rendered when they are asked for")) },
      uploads: { put: () => Promise.resolve() },
    });
    const set = (intervalSeconds: number) =>
      state.settings.set("standardStills", ["live", "cn"], {
        isEnabled: true,
        intervalSeconds,
        isModerated: false,
        storage: null,
      });
    set(300);
    await stills.take();
    expect(state.events).toHaveLength(3);
    state.pass(10);
    await stills.take();
    expect(state.events).toHaveLength(3);
    set(5);
    const nextMs = await stills.take();
    expect(state.events).toHaveLength(6);
    expect(nextMs).toBeLessThanOrEqual(state.clock.nowMs() + 5000);
  });
});
