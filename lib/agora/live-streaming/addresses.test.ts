import { describe, expect, it } from "vitest";
import { Secret } from "../secret";
import { fileAddress, playAddress, pushAddress, signPlayUrl } from "./addresses";

const expiresAt = new Date(1_634_955_000_999);
const key = { authKey: new Secret("z2tn3uiny0aasebz"), expiresAt };
const place = { domain: "play.example.com", entryPoint: "live", streamName: "stream" };

describe("signed addresses", () => {
  it("the test vector of FLS contract §2.14", () => {
    const signed = "https://play.example.com/live/stream.flv?ts=1634955000&sign=b6ceec4cf7c1bd88e911b72cf39e4715";
    expect(signPlayUrl("https://play.example.com/live/stream.flv", key)).toBe(signed);
    expect(playAddress({ ...place, format: "flv", key })).toBe(signed);
  });

  it("the test vector of a recorded file (FLS contract §4)", () => {
    const fileName = "record/live/test/abc.m3u8";
    expect(fileAddress({ host: "p.test", fileName, key: { authKey: new Secret("test_key"), expiresAt } })).toBe(
      "https://p.test/record/live/test/abc.m3u8?ts=1634955000&sign=c7cde29480e209090520f8e89b763d1e",
    );
  });

  it("keep the query they had, and only the path is signed", () => {
    const [plain, other] = ["https://a.test/live/s.flv", "http://b.test:81/live/s.flv?a=1"].map(
      (address) => new URL(signPlayUrl(address, key)).searchParams,
    );
    expect(other?.get("sign")).toBe(plain?.get("sign"));
    expect(other?.get("a")).toBe("1");
  });
});

describe("addresses of a stream", () => {
  it("have the documented forms", () => {
    expect(pushAddress({ ...place, domain: "push.example.com" })).toBe("rtmp://push.example.com/live/stream");
    expect(pushAddress({ ...place, isSecure: true })).toBe("rtmps://play.example.com/live/stream");
    expect(playAddress({ ...place, format: "rtmp", isSecure: false })).toBe("rtmp://play.example.com/live/stream");
    expect(playAddress({ ...place, format: "flv" })).toBe("https://play.example.com/live/stream.flv");
    expect(playAddress({ ...place, format: "hls", isSecure: false })).toBe(
      "http://play.example.com/live/stream/playlist.m3u8",
    );
  });

  it("are signed for RTMP too, over the same path", () => {
    expect(pushAddress({ ...place, key })).toMatch(
      /^rtmp:\/\/play\.example\.com\/live\/stream\?ts=1634955000&sign=[0-9a-f]{32}$/,
    );
  });

  it("encode what a path cannot hold, and keep the folders of a file", () => {
    expect(pushAddress({ ...place, streamName: "a b&c" })).toBe("rtmp://play.example.com/live/a%20b%26c");
    expect(fileAddress({ template: "http://{host}/vod/{fileName}", host: "h:1", fileName: "record/a b/c.m3u8" })).toBe(
      "http://h:1/vod/record/a%20b/c.m3u8",
    );
  });
});
