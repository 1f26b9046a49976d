import { describe, expect, test } from "vitest";
import { startRequests } from "@/lib/agora/cloud-recording/schemas";
import { SandboxClock } from "../clock";
import type { Person } from "../state/people";
import { compositeScene, type SceneMoment } from "./composite-scene";
import { newTask } from "./new-task";
import { receptionOf } from "./subscription";

function person(uid: number, changes: Partial<Person> = {}): Person {
  const sends = { role: "host", hasAudio: true, hasVideo: true, aspect: "16:9", codec: "h264" } as const;
  const client = { platform: 7, ip: "198.51.100.1", account: null, missedAtMs: null };
  return { channel: "room", uid: `${uid}`, ...sends, ...client, joinedAtMs: 0, videoChangedAtMs: 0, ...changes };
}

/** The scene that a start with this canvas makes of these people. */
function scene(
  transcodingConfig: Record<string, unknown>,
  people: Person[],
  streamTypes = 2,
  moment: SceneMoment = { nowMs: 0, image: () => null },
) {
  const storageConfig = { vendor: 1, region: 0, bucket: "b", accessKey: "k", secretKey: "s" };
  const body = startRequests.mix.parse({
    cname: "room",
    uid: "9",
    clientRequest: { storageConfig, recordingConfig: { streamTypes, transcodingConfig } },
  });
  const ticket = { resourceId: "r", appId: "a", cname: "room", uid: "9", scene: 0, region: null };
  const times = { resourceExpiredHour: 72, acquiredAtMs: 0, answeredAtMs: 0, firstStartMs: 0, isStartLate: false };
  const task = newTask(
    { clock: new SandboxClock(1) },
    { ...ticket, ...times, parameterHash: null },
    { mode: "mix", body },
  );
  if (task.mode !== "mix") throw new Error("not a composite recording");
  return compositeScene(task, receptionOf(people, { channelType: 0, streamTypes, lists: {} }), moment);
}

describe("what a layout makes of the people in a channel", () => {
  test("custom: regions with a uid are theirs, the others are filled in join order, the last in the list on top", () => {
    const layoutConfig = [
      { x_axis: 0, y_axis: 0, width: 0.3, height: 0.3, alpha: 0.9, render_mode: 1 },
      { x_axis: 0.3, y_axis: 0, width: 0.7, height: 1, uid: "1" },
      { x_axis: 0.5, y_axis: 0.5, width: 0.1, height: 0.1, uid: "77" },
    ];
    const made = scene({ mixedVideoLayout: 3, layoutConfig, backgroundColor: "#fff000" }, [person(1), person(2)]);
    expect(made).toMatchObject({
      backgroundColour: "#fff000",
      regions: [
        { uid: 2, x: 0, width: 0.3, alpha: 0.9, fit: "contain", picture: { kind: "live" } },
        { uid: 1, x: 0.3, width: 0.7, alpha: 1, fit: "cover" },
        { uid: null, picture: { kind: "none" } },
      ],
    });
  });

  test("presets: floating fills the canvas with the first, best fit shares it, vertical puts one to the left", () => {
    const three = [person(1), person(2), person(3)];
    expect(scene({ mixedVideoLayout: 0 }, three).regions).toMatchObject([
      { uid: 1, width: 1, height: 1 },
      { uid: 2, x: 0.012, y: 0.753, width: 0.235 },
      { uid: 3, x: 0.259 },
    ]);
    expect(scene({ mixedVideoLayout: 1 }, three).regions.map(({ uid, x, y }) => [uid, x, y])).toEqual([
      [1, 0, 0],
      [2, 0.5, 0],
      [3, 0, 0.5],
    ]);
    expect(scene({ mixedVideoLayout: 2, maxResolutionUid: "2" }, three).regions).toMatchObject([
      { uid: 2, x: 0, width: 0.8, fit: "contain" },
      { uid: 1, x: 0.8 },
      { uid: 3, x: 0.8, y: 0.25 },
    ]);
  });

  test("vertical: the first eight small ones in the outer column, or in the inner one", () => {
    const people = Array.from({ length: 10 }, (_, i) => person(i + 1));
    const xs = (verticalFirstColumn: "outer" | "inner") =>
      scene({ mixedVideoLayout: 2, maxResolutionUid: "1" }, people, 2, {
        nowMs: 0,
        image: () => null,
        verticalFirstColumn,
      }).regions.map(({ x }) => x);
    const eight = (x: number) => Array.from({ length: 8 }, () => x);
    expect(xs("outer")).toEqual([0, ...eight(0.9), 0.8]);
    expect(xs("inner")).toEqual([0, ...eight(0.8), 0.9]);
  });

  test("somebody without video keeps the region, somebody without sound is not heard", () => {
    const made = scene({ mixedVideoLayout: 1 }, [person(1, { hasVideo: false }), person(2, { hasAudio: false })]);
    expect(made.regions).toMatchObject([
      { uid: 1, picture: { kind: "none" } },
      { uid: 2, picture: { kind: "live" } },
    ]);
    expect(made.audioUids).toEqual([1]);
  });

  test("3.5 s after a video stopped: the person's image, the users' one, the canvas's, or the last picture on", () => {
    const images = {
      backgroundConfig: [{ uid: "1", image_url: "http://own" }],
      defaultUserBackgroundImage: "http://user",
      backgroundImage: "http://canvas",
    };
    const stopped = [person(1, { hasVideo: false, videoChangedAtMs: 1000 })];
    const shown = (given: Record<string, unknown>, nowMs = 4500, missing = "") =>
      scene(given, stopped, 2, { nowMs, image: (url) => (url === missing ? null : url) }).regions[0]?.picture;
    const { backgroundConfig: _, ...others } = images;
    const { backgroundImage } = images;
    expect(shown(images, 4499)).toEqual({ kind: "frozen", atMs: 1000 });
    expect(shown(images)).toMatchObject({ kind: "image", file: "http://own" });
    expect(shown(others)).toMatchObject({ kind: "image", file: "http://user" });
    expect(shown({ backgroundImage })).toEqual({ kind: "none" });
    // An image counts once it has been downloaded.
    expect(shown({ backgroundImage }, 4500, backgroundImage)).toEqual({ kind: "frozen", atMs: 1000 });
    expect(shown({})).toEqual({ kind: "frozen", atMs: 1000 });
  });

  test("a frame rate that is not supported becomes 15; defaults are Agora's", () => {
    expect(scene({ fps: 24 }, []).fps).toBe(24);
    for (const fps of [-5, 0, 0.5, 25]) expect(scene({ fps }, []).fps).toBe(15);
    expect(scene({ fps: 25 }, [])).toMatchObject({ fps: 15, width: 360, height: 640, bitrateKbps: 500, regions: [] });
  });
});
