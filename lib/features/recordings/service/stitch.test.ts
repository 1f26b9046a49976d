import { describe, expect, test } from "vitest";
import { stitchPlaylists } from "./stitch";

const part = (slices: [name: string, seconds: string][], target: number, isEnded: boolean) =>
  [
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    "#EXT-X-MEDIA-SEQUENCE:0",
    `#EXT-X-TARGETDURATION:${target}`,
    "#EXT-X-DISCONTINUITY",
    ...slices.flatMap(([name, seconds]) => [`#EXTINF:${seconds}`, name]),
    ...(isEnded ? ["#EXT-X-ENDLIST"] : []),
    "",
  ].join("\n");

describe("a recording that moved between servers", () => {
  test("is one playlist: every slice once and in order, a mark at each seam, the end of the last", () => {
    const first = part(
      [
        ["a_1.ts", "15.019000"],
        ["a_2.ts", "4.500000"],
      ],
      18,
      false,
    );
    const second = part([["bak0_a_3.ts", "33.000000"]], 34, false);
    const third = part([["bak1_a_4.ts", "2.000000"]], 15, true);
    expect(stitchPlaylists([first, second, third]).split("\n")).toEqual([
      "#EXTM3U",
      "#EXT-X-VERSION:3",
      "#EXT-X-MEDIA-SEQUENCE:0",
      "#EXT-X-TARGETDURATION:34",
      "#EXT-X-DISCONTINUITY",
      "#EXTINF:15.019000",
      "a_1.ts",
      "#EXTINF:4.500000",
      "a_2.ts",
      "#EXT-X-DISCONTINUITY",
      "#EXT-X-TALLY-SEAM:19.519",
      "#EXTINF:33.000000",
      "bak0_a_3.ts",
      "#EXT-X-DISCONTINUITY",
      "#EXT-X-TALLY-SEAM:52.519",
      "#EXTINF:2.000000",
      "bak1_a_4.ts",
      "#EXT-X-ENDLIST",
      "",
    ]);
  });

  test("goes on while its newest server records, also where an older list was closed", () => {
    const closed = part([["a_1.ts", "5.0"]], 5, true);
    const open = part([["bak0_a_2.ts", "5.0"]], 5, false);
    expect(stitchPlaylists([closed, open])).not.toContain("ENDLIST");
  });
});
