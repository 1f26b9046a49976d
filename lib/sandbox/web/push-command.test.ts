import { describe, expect, it } from "vitest";
import { isRtmpUrl, pushArguments } from "./push-command";
import { splitJpegs } from "./push-pictures";
import { PushProgress } from "./push-progress";

describe("isRtmpUrl", () => {
  it.each(["rtmp://host/live/key", "rtmps://host.example:443/app/key?sign=a%20b", "rtmp://[::1]:1935/live/x"])(
    "takes %s",
    (url) => expect(isRtmpUrl(url)).toBe(true),
  );

  it.each(["http://host/live", "rtmp://host", "rtmp:///live/x", "rtmp://host/a b", "file:rtmp://host/x", "-i", ""])(
    "refuses %s",
    (url) => expect(isRtmpUrl(url)).toBe(false),
  );
});

describe("pushArguments", () => {
  it("names the address once, last, and an even size", () => {
    const args = pushArguments({ rtmpUrl: "rtmp://host/live/key", width: 641, height: 361, fps: 24 });
    expect(args.filter((arg) => arg.includes("key") && arg.includes("rtmp"))).toEqual([args.at(-1)]);
    expect(args.join(" ")).toContain("scale=640:360:");
  });
});

describe("PushProgress", () => {
  it("tells of pictures that were sent, however the output is cut", () => {
    const progress = new PushProgress();
    expect(progress.read("frame=0\ntotal_size=365\nprogress=continue\n")).toBe(false);
    expect(progress.read("frame=1\ntotal_")).toBe(false);
    expect(progress.read("size=900\nprogress=continue\n")).toBe(true);
    expect(progress.read("frame=9\ntotal_size=900\nprogress=continue\n")).toBe(false);
    expect(progress.read("frame=10\ntotal_size=N/A\nprogress=end\n")).toBe(false);
  });
});

describe("splitJpegs", () => {
  it("cuts a row of pictures, and leaves an unfinished one out", () => {
    const one = Buffer.from([0xff, 0xd8, 1, 2, 0xff, 0xd9]);
    const two = Buffer.from([0xff, 0xd8, 3, 0xff, 0xd9]);
    expect(splitJpegs(Buffer.concat([one, two, one.subarray(0, 4)]))).toEqual([one, two]);
    expect(splitJpegs(Buffer.alloc(0))).toEqual([]);
  });
});
