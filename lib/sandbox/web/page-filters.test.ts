import { describe, expect, it } from "vitest";
import { cardFilter, pageConcat } from "./page-filters";

const second = (at: number) => `${at * 1000}.jpg`;

/** The frames a list shows and for how long, the repeated last one apart. */
function shown(text: string | null): [string, number][] {
  const entries = [...(text ?? "").matchAll(/^file (\S+)\nduration (\S+)$/gm)];
  return entries.map(([, file = "", length = ""]) => [file, Number(length)]);
}

describe("pageConcat", () => {
  it("shows at each moment the newest frame at or before it", () => {
    const files = ["11500.jpg", second(9), second(11), second(8), second(13)];
    const text = pageConcat({ files, startMs: 10_000, frameCount: 20, fps: 5 });
    expect(text?.startsWith("ffconcat version 1.0\n")).toBe(true);
    // 11.5 s lies between two pictures: it is first shown at 11.6 s.
    expect(shown(text)).toEqual([
      [second(9), 1],
      [second(11), 0.6],
      ["11500.jpg", 1.4],
      [second(13), 1],
    ]);
    expect(text?.endsWith(`file ${second(13)}\n`)).toBe(true);
  });

  it("shows the first frame already before its time", () => {
    const text = pageConcat({ files: [second(12)], startMs: 10_000, frameCount: 60, fps: 15 });
    expect(shown(text)).toEqual([[second(12), 4]]);
  });

  it("is null while there is no frame, and passes over what is no frame", () => {
    const stretch = { startMs: 10_000, frameCount: 15, fps: 15 };
    expect(pageConcat({ ...stretch, files: [] })).toBeNull();
    expect(pageConcat({ ...stretch, files: [second(11), "9000.jpg.part", "list.ffconcat", "x9000.jpg"] })).toBeNull();
  });

  it("skips frames that no picture falls to", () => {
    const files = [second(1), "1010.jpg", "1020.jpg"];
    expect(shown(pageConcat({ files, startMs: 1_000, frameCount: 10, fps: 5 }))).toEqual([
      [second(1), 0.2],
      ["1020.jpg", 1.8],
    ]);
  });

  it.each([5, 7, 15, 24, 30, 60])("adds up over an hour at %i pictures a second", (fps) => {
    const files = Array.from({ length: 3600 }, (_, i) => `${i * 1000 + ((i * 37) % 1000)}.jpg`);
    const lengths = shown(pageConcat({ files, startMs: 0, frameCount: 3600 * fps, fps })).map(([, length]) => length);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(3600, 6);
  });
});

describe("cardFilter", () => {
  const card = { width: 640, height: 360, utcSecond: 1_700_000_000, seconds: 5 };

  it("names the page without what may be secret in its address", () => {
    const filter = cardFilter({ ...card, label: "https://ann:pass@host.example:8080/room?token=abc#def" });
    expect(filter).toContain("text='https\\://host.example\\:8080/room?...'");
    expect(filter).not.toMatch(/ann|pass|token|abc|def/);
  });

  it("lets nothing of an address out of its text", () => {
    const filter = cardFilter({ ...card, label: "x', drawbox=c=red\\:%{pts} \n ä" });
    expect(filter).toContain("text='x_, drawbox=c=red_\\:%_pts_ _ _'");
  });
});
